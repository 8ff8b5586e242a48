"""Modules are begun, ordered, published and closed; reading is kept once."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.courses import actions
from app.courses.models import Material, Module, ModuleActivity, ModuleState, ReadingMark
from app.courses.queries import get_module, get_section_to_read, list_section_facts
from app.courses.rules.publishing import MaterialIsOptional, NotReady, NumberTaken, StateDoesNotFit, check_module
from app.handbook.models import Section
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme
from tests.factories.accounts import make_person
from tests.factories.assessments import make_quiz
from tests.factories.courses import make_activity, make_material, make_module
from tests.factories.handbook import make_block, make_chapter, make_section

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def ids(programme):
    """A programme with a trainer and two sections."""
    with transaction():
        programme = db.session.merge(programme)
        chapter = make_chapter(programme)
        sections = [make_section(chapter), make_section(chapter)]
        for section in sections:
            make_block(section)
        return {"programme": programme.id, "actor": make_person().id, "sections": [part.id for part in sections]}


def begin(ids, number: int = 1) -> uuid.UUID:
    with transaction():
        return actions.create_module(
            ids["programme"],
            number=number,
            title=LocalizedText(sl="Razvoj lokacij", de="Standortentwicklung"),
            sections=ids["sections"],
            workload_minutes=90,
            actor_id=ids["actor"],
        ).id


def test_a_new_module_is_a_draft_in_the_languages_of_its_title(ids):
    module = get_module(begin(ids))

    assert module.state is ModuleState.DRAFT
    assert module.languages == ["sl", "de"]
    assert [step.section_id for step in module.activities] == ids["sections"]
    assert db.session.scalar(sa.select(Activity.verb).where(Activity.subject_id == module.id)) == "created"


def test_two_modules_of_a_programme_cannot_have_one_number(ids):
    begin(ids, number=4)

    with pytest.raises(NumberTaken):
        begin(ids, number=4)
    assert begin(ids, number=5)


def test_a_section_is_added_once(ids):
    module_id = begin(ids)

    with transaction():
        actions.add_sections(get_module(module_id), ids["sections"], actor_id=ids["actor"])

    assert len(get_module(module_id).activities) == 2


def order(module_id) -> list[uuid.UUID]:
    db.session.rollback()
    return [step.id for step in get_module(module_id).activities]


def test_steps_change_places_and_stay_at_the_ends(ids):
    module_id = begin(ids)
    first, second = order(module_id)

    for step_id, up, expected in [
        (second, True, [second, first]),
        (second, True, [second, first]),
        (second, False, [first, second]),
        (second, False, [first, second]),
        (uuid.uuid4(), True, [first, second]),
    ]:
        with transaction():
            actions.move_step(get_module(module_id), step_id, up=up)
        assert order(module_id) == expected


def test_a_removed_material_is_gone_and_a_removed_reading_stays_in_the_handbook(ids):
    module_id = begin(ids)
    with transaction():
        link = actions.add_link(
            get_module(module_id), "https://example.org", title=LocalizedText(en="Plan"), locale=None, actor_id=None
        ).id
    reading, _, material = order(module_id)

    with transaction():
        for step_id in (reading, material):
            actions.remove_step(get_module(module_id), step_id, actor_id=ids["actor"])

    assert len(order(module_id)) == 1
    assert db.session.get(Material, link) is None
    assert get_section_to_read(ids["sections"][0]).id == ids["sections"][0]


def test_readings_may_be_optional_and_materials_must_be(ids):
    module_id = begin(ids)
    with transaction():
        make_activity(db.session.get(Module, module_id), material=make_material(), position=100)
    reading, _, material = order(module_id)

    with transaction():
        actions.require_step(get_module(module_id), reading, is_required=False, actor_id=ids["actor"])
    with pytest.raises(MaterialIsOptional), transaction():
        actions.require_step(get_module(module_id), material, is_required=True, actor_id=ids["actor"])

    assert db.session.get(ModuleActivity, reading).is_required is False


def publish(ids, module_id) -> None:
    with transaction():
        module = get_module(module_id)
        facts = list_section_facts(module_id)
        readiness = check_module(module, quizzes=[], sections=facts)
        actions.publish(module, readiness, at=NOON, actor_id=ids["actor"])


def test_publishing_opens_the_quiz_and_is_done_once(ids):
    module_id = complete_module(ids)

    publish(ids, module_id)

    module = get_module(module_id)
    assert (module.state, module.published_at) == (ModuleState.PUBLISHED, NOON)
    assert [step.quiz.opened_at for step in module.activities if step.quiz] == [NOON]
    with pytest.raises(StateDoesNotFit):
        publish(ids, module_id)


def complete_module(ids, **facts) -> uuid.UUID:
    with transaction():
        programme = db.session.get(Programme, ids["programme"])
        sections = [db.session.get(Section, key) for key in ids["sections"]]
        quiz = make_quiz(programme, questions=1, opened_at=None)
        return make_module(programme, sections=sections, quiz=quiz, **{"state": ModuleState.DRAFT, **facts}).id


def test_a_module_that_lacks_something_stays_a_draft(ids):
    module_id = complete_module(ids, summary=LocalizedText(sl="Povzetek"))

    with pytest.raises(NotReady):
        publish(ids, module_id)

    assert get_module(module_id).state is ModuleState.DRAFT


@pytest.mark.parametrize("state", [ModuleState.DRAFT, ModuleState.CLOSED])
def test_only_a_published_module_is_closed(ids, state):
    module_id, other_id = complete_module(ids, state=state), complete_module(ids, state=ModuleState.PUBLISHED)

    with pytest.raises(StateDoesNotFit), transaction():
        actions.close(get_module(module_id), actor_id=ids["actor"])
    with transaction():
        actions.close(get_module(other_id), actor_id=ids["actor"])

    assert get_module(other_id).state is ModuleState.CLOSED


def read(ids, place: int = 0) -> None:
    with transaction():
        section = get_section_to_read(ids["sections"][place])
        actions.mark_as_read(section, person_id=ids["actor"], at=NOON)


def count_marks() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(ReadingMark))


def test_marking_twice_is_marking_once_and_leaves_one_trace(ids):
    read(ids)
    read(ids)

    assert count_marks() == 1
    assert db.session.scalar(sa.select(sa.func.count()).where(Activity.verb == "read")) == 1


def test_a_mark_can_be_taken_back(ids):
    read(ids)

    with transaction():
        actions.unmark_as_read(get_section_to_read(ids["sections"][0]), person_id=ids["actor"])

    assert count_marks() == 0
