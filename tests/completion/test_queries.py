from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.attendance.models import Half
from app.completion.queries import get_completion, list_completions, list_completions_of_person
from app.completion.rules import EarnedKind, StepKind, StepState
from app.kernel.database import db, transaction
from app.kernel.errors import NotFound
from app.programmes.models import Programme
from app.registration.models import PlaceState
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_quiz
from tests.factories.attendance import make_list, make_participant
from tests.factories.courses import make_activity, make_material, make_module, make_reading_mark
from tests.factories.events import NOW, make_delivery, make_event
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section


@pytest.fixture
def course(programme):
    """A delivery with one section, a material, a quiz and two sessions: one is over, one is to come."""
    with transaction():
        section = make_section(make_chapter(programme))
        quiz = make_quiz(programme, 2)
        module = make_module(programme, sections=[section], quiz=quiz)
        make_activity(module, material=make_material())
        delivery = make_delivery(module)
        past = make_event(delivery, starts_at=NOW - timedelta(days=7))
        ahead = make_event(delivery, starts_at=NOW + timedelta(days=7))
        trainer = make_person("Maja", "Đurić")
    return SimpleNamespace(
        section=section, quiz=quiz, module=module, delivery=delivery, past=past, ahead=ahead, trainer=trainer
    )


def be_there(course, event, person):
    day = event.starts_at.date()
    for half in Half:
        make_list(event, half, day=day, by=course.trainer, here=[person])


def test_a_person_who_has_done_all_has_earned_both_kinds(course):
    with transaction():
        person = make_participant(course.past, course.ahead)
        make_reading_mark(person, course.section)
        make_attempt(course.quiz, person)
        be_there(course, course.past, person)
        be_there(course, course.ahead, person)

    completion = get_completion(course.delivery.id, person.id, NOW)

    assert completion.is_complete
    assert completion.earned == set(EarnedKind)
    assert (completion.attended_minutes, completion.total_minutes) == (540, 540)


def test_what_is_missing_has_what_a_link_needs(course):
    with transaction():
        person = make_participant(course.past, course.ahead)
        make_attempt(course.quiz, person, points=0)
        be_there(course, course.past, person)
        section, module = db.session.merge(course.section), db.session.merge(course.module)
        make_block(section)
        module.edition_id = make_edition(db.session.get(Programme, module.programme_id)).id
        number, section.number = section.number, 99  # the edition keeps the number

    reading, quiz, been, ahead = get_completion(course.delivery.id, person.id, NOW).steps

    assert (reading.section_id, reading.state) == (course.section.id, StepState.MISSING)
    assert (reading.edition_number, reading.section_number) == (1, number)
    assert (quiz.quiz_id, quiz.state, quiz.best_percent) == (course.quiz.id, StepState.MISSING, 0)
    assert (been.event_id, been.state) == (course.past.id, StepState.DONE)
    assert (ahead.event_id, ahead.state, ahead.town) == (course.ahead.id, StepState.AHEAD, "Kranj")


def test_a_session_without_a_list_waits_for_the_trainer(course):
    with transaction():
        person = make_participant(course.past, course.ahead)

    completion = get_completion(course.delivery.id, person.id, NOW)

    assert [step.state for step in completion.steps if step.kind is StepKind.SESSION] == [
        StepState.UNCONFIRMED,
        StepState.AHEAD,
    ]


def test_who_was_not_on_the_list_missed_the_session(course):
    with transaction():
        person, other = make_participant(course.past), make_participant(course.past)
        be_there(course, course.past, other)

    steps = get_completion(course.delivery.id, person.id, NOW).steps

    assert [step.state for step in steps if step.event_id == course.past.id] == [StepState.MISSED]


def test_a_delivery_that_does_not_exist_is_not_found(course):
    with pytest.raises(NotFound):
        get_completion(course.module.id, course.trainer.id, NOW)


@pytest.mark.parametrize("people", [10, 200])
def test_a_list_takes_six_statements_however_long(course, count_queries, people):
    with transaction():
        for _ in range(people):
            make_participant(course.past, course.ahead)
        make_participant(course.past, state=PlaceState.WITHDRAWN)
    delivery_id = course.delivery.id

    with count_queries() as statements:
        completions = list_completions(delivery_id, NOW)

    assert len(completions) == people
    assert len(statements) <= 6


@pytest.mark.parametrize("deliveries", [1, 5])
def test_all_of_a_person_takes_six_statements(course, count_queries, deliveries):
    with transaction():
        person = make_person()
        for _ in range(deliveries):
            make_participant(make_event(make_delivery(course.module)), person=person)
        make_participant(course.past, person=person, state=PlaceState.WITHDRAWN)
    person_id = person.id

    with count_queries() as statements:
        completions = list_completions_of_person(person_id, NOW)

    assert len(completions) == deliveries
    assert len(statements) <= 6
