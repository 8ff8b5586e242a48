"""Attempts are recorded once, in order, and never more than allowed; questions are written and ordered."""

import threading
import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.assessments import actions
from app.assessments.actions import OptionFacts, QuestionFacts
from app.assessments.models import Attempt, Question, QuestionKind, Quiz
from app.assessments.queries import get_question, get_quiz, list_attempts
from app.assessments.rules import AlreadyPassed, NoAttemptsLeft, NotOpen
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.kernel.errors import Conflict
from app.kernel.locales import LocalizedText
from tests.factories.accounts import make_person
from tests.factories.assessments import make_question, make_quiz
from tests.factories.programmes import in_three_languages

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def person_id(empty_db):
    with transaction():
        return make_person().id


@pytest.fixture
def quiz_id(programme):
    with transaction():
        return make_quiz(db.session.merge(programme), questions=2).id


def right_answers(quiz: Quiz) -> dict[uuid.UUID, list[str]]:
    return {question.id: [str(question.options[0].id)] for question in quiz.questions}


def submit(quiz_id, person_id, *, right: bool = False, form_key: uuid.UUID | None = None) -> uuid.UUID:
    with transaction():
        quiz = get_quiz(quiz_id)
        return actions.submit_attempt(
            quiz,
            person_id=person_id,
            answers=right_answers(quiz) if right else {},
            form_key=form_key or uuid.uuid4(),
            locale="sl",
            at=NOON,
        ).id


def test_an_attempt_keeps_answers_and_result_and_leaves_a_trace(quiz_id, person_id):
    attempt_id = submit(quiz_id, person_id, right=True)

    attempt = db.session.get(Attempt, attempt_id)
    assert (attempt.number, attempt.points, attempt.most_points, attempt.passed) == (1, 2, 2, True)
    assert [kept["right"] for kept in attempt.answers.values()] == [True, True]
    assert db.session.scalar(sa.select(Activity.verb).where(Activity.subject_id == attempt_id)) == "submitted"


def test_the_same_form_sent_twice_makes_one_attempt(quiz_id, person_id):
    form_key = uuid.uuid4()

    first, second = (submit(quiz_id, person_id, form_key=form_key) for _ in range(2))

    assert first == second
    assert len(list_attempts(quiz_id, person_id)) == 1


def test_another_person_cannot_send_a_form_that_was_used(quiz_id, person_id):
    form_key = uuid.uuid4()
    submit(quiz_id, person_id, form_key=form_key)
    with transaction():
        other_id = make_person().id

    with pytest.raises(Conflict):
        submit(quiz_id, other_id, form_key=form_key)


def test_attempts_are_numbered_until_none_is_left(quiz_id, person_id):
    for _ in range(2):
        submit(quiz_id, person_id)

    with pytest.raises(NoAttemptsLeft):
        submit(quiz_id, person_id)
    assert [attempt.number for attempt in list_attempts(quiz_id, person_id)] == [1, 2]


def test_a_passed_quiz_is_not_taken_again(quiz_id, person_id):
    submit(quiz_id, person_id, right=True)

    with pytest.raises(AlreadyPassed):
        submit(quiz_id, person_id)


@pytest.mark.parametrize("facts", [{"opened_at": None, "questions": 1}, {"questions": 0}])
def test_a_quiz_that_is_not_open_or_empty_takes_no_attempt(programme, person_id, facts):
    with transaction():
        quiz_id = make_quiz(db.session.merge(programme), **facts).id

    with pytest.raises(NotOpen):
        submit(quiz_id, person_id)


def press_at_once(app, press, times: int) -> list[BaseException]:
    """Call `press(number)` in so many threads at the same moment; return what went wrong."""
    gate, errors = threading.Barrier(times), []

    def run(number: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                press(number)
            except Exception as error:  # noqa: BLE001 - reported to the test
                errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_a_double_press_makes_one_attempt(app, quiz_id, person_id):
    form_key = uuid.uuid4()

    errors = press_at_once(app, lambda _: submit(quiz_id, person_id, form_key=form_key), 6)

    assert errors == []
    assert len(list_attempts(quiz_id, person_id)) == 1


def test_six_windows_at_once_make_no_more_attempts_than_allowed(app, quiz_id, person_id):
    errors = press_at_once(app, lambda _: submit(quiz_id, person_id), 6)

    assert [type(error) for error in errors] == [NoAttemptsLeft] * 4
    assert [attempt.number for attempt in list_attempts(quiz_id, person_id)] == [1, 2]


def choice(*texts: str) -> QuestionFacts:
    return QuestionFacts(
        kind=QuestionKind.SINGLE_CHOICE,
        prompt=in_three_languages("Which?"),
        options=[
            OptionFacts(in_three_languages(text), LocalizedText(), is_correct=number == 0)
            for number, text in enumerate(texts)
        ],
    )


def positions(quiz_id) -> list[uuid.UUID]:
    return list(
        db.session.scalars(sa.select(Question.id).where(Question.quiz_id == quiz_id).order_by(Question.position))
    )


def test_questions_are_added_at_the_end_and_copied_with_their_options(quiz_id):
    before = positions(quiz_id)

    with transaction():
        added = actions.add_question(get_quiz(quiz_id), choice("Leoben", "Kranj"), actor_id=None).id
    with transaction():
        copied = actions.copy_question(get_question(added), actor_id=None).id

    assert positions(quiz_id) == [*before, added, copied]
    assert [option.text["en"] for option in get_question(copied).options] == ["Leoben", "Kranj"]


def test_a_changed_question_keeps_the_identity_of_its_options(quiz_id):
    with transaction():
        question_id = actions.add_question(get_quiz(quiz_id), choice("Leoben", "Kranj", "Ptuj"), actor_id=None).id
    kept = [option.id for option in get_question(question_id).options][:2]

    with transaction():
        actions.change_question(get_question(question_id), choice("Leoben", "Weiz"), actor_id=None)

    options = get_question(question_id).options
    assert [option.id for option in options] == kept
    assert [option.text["en"] for option in options] == ["Leoben", "Weiz"]


def test_questions_change_places_with_their_neighbours_and_stay_at_the_ends(quiz_id):
    first, second = positions(quiz_id)

    for question_id, up, expected in [
        (second, True, [second, first]),
        (second, True, [second, first]),
        (second, False, [first, second]),
        (second, False, [first, second]),
    ]:
        with transaction():
            actions.move_question(get_question(question_id), up=up)
        assert positions(quiz_id) == expected


def test_a_removed_question_is_gone_and_attempts_keep_their_points(programme, quiz_id, person_id):
    attempt_id = submit(quiz_id, person_id, right=True)

    with transaction():
        actions.remove_question(get_question(positions(quiz_id)[0]), actor_id=None)

    assert len(positions(quiz_id)) == 1
    assert db.session.get(Attempt, attempt_id).points == 2


def test_a_number_keeps_its_tolerance(quiz_id):
    with transaction():
        quiz = get_quiz(quiz_id)
        facts = QuestionFacts(
            kind=QuestionKind.NUMBER,
            prompt=in_three_languages("How many?"),
            number_answer=Decimal("12.5"),
            tolerance=Decimal("0.5"),
        )
        question_id = actions.add_question(quiz, facts, actor_id=None).id

    assert get_question(question_id).tolerance == Decimal("0.5")


def test_a_quiz_is_opened_once(programme):
    with transaction():
        quiz = actions.create_quiz(programme.id, title=in_three_languages("Test"), actor_id=None)
        make_question(quiz)
        actions.open_quiz(quiz, NOON)
        actions.open_quiz(quiz, datetime(2027, 1, 1, tzinfo=UTC))
        quiz_id = quiz.id

    assert get_quiz(quiz_id).opened_at == NOON
