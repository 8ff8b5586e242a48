"""The trainers' desk: begin, write, order, publish and close modules; add materials by their content."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.courses.models import Module, ModuleState
from app.courses.queries import get_module
from app.kernel.database import db, transaction
from tests.factories.assessments import make_quiz
from tests.factories.courses import make_module
from tests.factories.handbook import make_chapter, make_section


def the_module(number: int) -> Module:
    db.session.rollback()
    module_id = db.session.scalars(sa.select(Module.id).where(Module.number == number)).one()
    return get_module(module_id)


def test_a_module_is_begun_in_one_screen_with_three_fields(trainer, workshop):
    sent = {"number": "8", "title-sl": "Razvoj lokacij", "sections": str(workshop["sections"][1])}

    answer = trainer.post("/en/organise/modules/new", data=sent)

    module = the_module(8)
    assert answer.headers["Location"] == f"/en/organise/modules/{module.id}"
    assert (module.state, module.languages) == (ModuleState.DRAFT, ["sl"])
    assert [step.section_id for step in module.activities] == workshop["sections"][1:2]
    assert module.workload_minutes == 45


def test_a_chapter_stands_for_all_its_sections(trainer, workshop):
    sent = {"number": "8", "title-en": "Location", "chapters": workshop["chapter"]}

    trainer.post("/en/organise/modules/new", data=sent)

    assert [step.section_id for step in the_module(8).activities] == workshop["sections"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": "7"}, "Another module has the number 7."),
        ({"number": "many"}, "Not a valid integer value."),
        ({"title-sl": ""}, "Enter the text in at least one language."),
    ],
)
def test_a_module_that_cannot_be_begun_comes_back_with_everything_kept(trainer, workshop, changes, message):
    section = str(workshop["sections"][1])
    sent = {"number": "8", "title-sl": "Razvoj lokacij", "sections": section, **changes}

    answer = trainer.post("/en/organise/modules/new", data=sent)

    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{section}" id="sections-section-{section}" checked' in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Module)) == 1


FACTS = {
    "number": "7",
    "title-sl": "Naslov",
    "title-de": "Titel",
    "title-en": "Title",
    "summary-sl": "Povzetek",
    "summary-de": "Text",
    "summary-en": "Summary",
    "outcomes-sl": "- prvi\n\n- drugi ",
    "outcomes-de": "eins",
    "outcomes-en": "one",
    "workload_units": "12,5",
    "languages": ["sl", "de", "en"],
    "least_attendance_percent": "80",
}


def test_what_is_said_about_a_module_is_saved(trainer, workshop):
    answer = trainer.post(f"/en/organise/modules/{workshop['draft']}", data=FACTS)

    module = the_module(7)
    assert answer.status_code == 303
    assert module.summary["sl"] == "Povzetek"
    assert module.outcomes["sl"] == ["prvi", "drugi"]
    assert (module.workload_minutes, module.least_attendance_percent) == (562, 80)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"languages": []}, "languages"),
        ({"workload_units": "0"}, "workload_units"),
        ({"workload_units": "much"}, "workload_units"),
        ({"least_attendance_percent": "101"}, "least_attendance_percent"),
        ({"summary-en": "x" * 601}, "summary-en"),
    ],
)
def test_facts_that_do_not_fit_come_back_with_a_link_to_their_field(trainer, workshop, changes, field):
    answer = trainer.post(f"/en/organise/modules/{workshop['draft']}", data=FACTS | changes)

    assert answer.status_code == 422
    assert f'<a href="#{field}' in answer.text
    assert "Povzetek" in answer.text


def test_the_checklist_says_what_is_missing_and_where_it_is_mended(trainer, workshop):
    page = trainer.get(f"/en/organise/modules/{workshop['draft']}").text

    assert "The summary is missing in: Slovenian." in page
    assert '<a href="#summary">' in page
    assert "Publish the module" not in page


def test_a_module_is_published_once_nothing_is_open_then_closed(trainer, workshop):
    address = f"/en/organise/modules/{workshop['draft']}"

    too_early = trainer.post(f"{address}/publish", follow_redirects=True).text
    trainer.post(address, data=FACTS)
    published = trainer.post(f"{address}/publish", follow_redirects=True).text

    assert "The module is not published yet" in too_early
    assert "The module is published" in published
    assert get_module(workshop["draft"]).activities[-1].quiz.opened_at is not None
    trainer.post(f"{address}/close")
    assert the_module(7).state is ModuleState.CLOSED
    assert trainer.post(f"{address}/publish").status_code == 409


def test_a_module_is_announced_before_it_has_steps_and_published_later(trainer, workshop):
    address = f"/en/organise/modules/{workshop['draft']}"
    too_early = trainer.post(f"{address}/announce", follow_redirects=True).text
    trainer.post(address, data=FACTS)

    announced = trainer.post(f"{address}/announce", follow_redirects=True).text

    assert "the checklist has open points" in too_early
    assert "The module is announced" in announced
    assert the_module(7).state is ModuleState.ANNOUNCED
    assert get_module(workshop["draft"]).activities[-1].quiz.opened_at is None
    trainer.post(f"{address}/publish")
    assert the_module(7).state is ModuleState.PUBLISHED


def test_the_quiz_of_a_draft_is_closed_to_participants_until_it_is_published(client, trainer, signed_in_as, workshop):
    trainer.post(f"/en/organise/modules/{workshop['draft']}", data=FACTS)
    participant = signed_in_as()
    before = participant.get(f"/en/quizzes/{workshop['quiz']}").status_code

    with transaction():
        get_module(workshop["draft"]).activities[-1].quiz.opened_at = sa.func.now()

    assert (before, participant.get(f"/en/quizzes/{workshop['quiz']}").status_code) == (404, 200)


def test_steps_are_added_ordered_made_optional_and_removed(trainer, workshop):
    address = f"/en/organise/modules/{workshop['draft']}"
    trainer.post(f"{address}/sections", data={"sections": [str(key) for key in workshop["sections"][:2]]})
    first, quiz, added = (step.id for step in the_module(7).activities)

    trainer.post(f"{address}/steps/{added}/move", data={"direction": "up"})
    trainer.post(f"{address}/steps/{added}/require", data={"required": "no"})
    trainer.post(f"{address}/steps/{first}/remove")

    steps = [(step.id, step.is_required) for step in the_module(7).activities]
    assert steps == [(added, False), (quiz, True)]


def test_a_new_quiz_has_its_name_in_the_module_s_languages_and_leads_to_its_questions(trainer, workshop):
    answer = trainer.post(f"/en/organise/modules/{workshop['draft']}/quiz")

    step = the_module(7).activities[-1]
    assert answer.headers["Location"] == f"/en/organise/quizzes/{step.quiz_id}"
    assert step.quiz.title["en"].startswith("Quiz: Module")
    assert step.quiz.title["de"].startswith("Wissenstest: Module")


def test_the_list_shows_drafts_and_the_editor_takes_a_constant_number_of_statements(
    trainer, workshop, programme, count_queries
):
    counted = []
    for length in (1, 25):
        with transaction():
            chapter = make_chapter(db.session.merge(programme))
            sections = [make_section(chapter) for _ in range(length)]
            quiz = make_quiz(db.session.merge(programme), questions=length)
            module_id = make_module(db.session.merge(programme), sections=sections, quiz=quiz).id
        with count_queries() as statements:
            assert trainer.get(f"/en/organise/modules/{module_id}").status_code == 200
        counted.append(len(statements))

    assert "draft" in trainer.get("/en/organise/modules").text
    assert counted[0] == counted[1] <= 8


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 403), (Role.TRAINER, 303)])
def test_an_auditor_looks_and_changes_nothing(signed_in_as, workshop, role, status):
    client = signed_in_as(role)

    seen = client.get(f"/en/organise/modules/{workshop['draft']}")
    saved = client.post(f"/en/organise/modules/{workshop['draft']}", data=FACTS)

    assert seen.status_code == 200
    assert ("Add sections" in seen.text) is (status == 303)
    assert saved.status_code == status
