"""The trainers' desk: settings of a quiz, and questions of every kind in three languages."""

from decimal import Decimal

import pytest

from app.accounts.models import Role
from app.assessments.models import QuestionKind
from app.assessments.queries import get_quiz
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_quiz
from tests.factories.handbook import make_chapter, make_section


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def quiz_id(programme):
    with transaction():
        return make_quiz(db.session.merge(programme), opened_at=None).id


def questions(quiz_id) -> list:
    db.session.rollback()
    return get_quiz(quiz_id).questions


def test_settings_are_saved_and_checked(trainer, quiz_id):
    address, sent = f"/en/organise/quizzes/{quiz_id}", {"title-sl": "Preverjanje", "most_attempts": "3"}

    refused = trainer.post(address, data=sent | {"pass_percent": "0"})
    saved = trainer.post(address, data=sent | {"pass_percent": "75"})

    assert (refused.status_code, saved.status_code) == (422, 303)
    assert 'value="Preverjanje"' in refused.text
    quiz = get_quiz(quiz_id)
    assert (quiz.pass_percent, quiz.most_attempts, quiz.title["sl"]) == (75, 3, "Preverjanje")


CHOICE = {
    "prompt-sl": "Katero mesto?",
    "prompt-de": "Welche Stadt?",
    "prompt-en": "Which town?",
    "options-0-text-en": "Leoben",
    "options-0-is_correct": "y",
    "options-0-feedback-en": "That is right.",
    "options-1-text-en": "Vienna",
    "options-2-text-en": "",
    "options-2-is_correct": "y",
}


def test_a_choice_is_written_with_feedback_and_empty_options_are_left_out(trainer, quiz_id):
    answer = trainer.post(f"/en/organise/quizzes/{quiz_id}/questions/new/single_choice", data=CHOICE)

    (question,) = questions(quiz_id)
    assert answer.headers["Location"] == f"/en/organise/quizzes/{quiz_id}#questions"
    assert dict(question.prompt) == {"sl": "Katero mesto?", "de": "Welche Stadt?", "en": "Which town?"}
    assert [(option.text["en"], option.is_correct) for option in question.options] == [
        ("Leoben", True),
        ("Vienna", False),
    ]
    assert question.options[0].feedback["en"] == "That is right."


def test_the_next_question_of_the_kind_follows_at_once(trainer, quiz_id):
    address = f"/en/organise/quizzes/{quiz_id}/questions/new/single_choice"

    answer = trainer.post(address, data=CHOICE | {"then": "another"})

    assert answer.headers["Location"] == address


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("single_choice", {"options-1-text-en": ""}, "Write at least two answers."),
        ("single_choice", {"options-0-is_correct": ""}, "Mark the right answer."),
        ("single_choice", {"options-1-is_correct": "y"}, "Mark one answer as right"),
        ("true_false", {"options-1-is_correct": "y"}, "Mark one answer as right"),
        ("multiple_choice", {"options-0-is_correct": ""}, "Mark the right answer."),
        ("single_choice", dict.fromkeys(["prompt-sl", "prompt-de", "prompt-en"], ""), "in at least one language"),
        ("number", {}, "This field is required."),
        ("number", {"number_answer": "many"}, "Not a valid decimal value."),
        ("number", {"number_answer": "5", "tolerance": "-1"}, "Number must be at least 0"),
        ("short_text", {}, "in at least one language"),
    ],
)
def test_a_question_that_cannot_be_answered_comes_back_with_everything_kept(trainer, quiz_id, kind, changes, message):
    sent = {name: value for name, value in {**CHOICE, **changes}.items() if value}

    answer = trainer.post(f"/en/organise/quizzes/{quiz_id}/questions/new/{kind}", data=sent)

    assert answer.status_code == 422
    assert message in answer.text
    assert ("Which town?" in answer.text) is ("prompt-en" in sent)
    assert questions(quiz_id) == []


@pytest.mark.parametrize(
    ("typed", "answer", "tolerance"),
    [("12,5", "12.5", ""), ("1.234,5", "1234.5", "0,5"), ("1 200", "1200", "10"), ("-3", "-3", "0")],
)
def test_a_number_is_read_as_it_is_written_here(trainer, quiz_id, typed, answer, tolerance):
    sent = {"prompt-en": "How many?", "number_answer": typed, "tolerance": tolerance}

    trainer.post(f"/en/organise/quizzes/{quiz_id}/questions/new/number", data=sent)

    (question,) = questions(quiz_id)
    assert question.number_answer == Decimal(answer)
    assert question.tolerance == Decimal(tolerance.replace(",", ".") or "0")


def test_accepted_answers_stand_one_to_a_line_in_each_language(trainer, quiz_id):
    sent = {"prompt-en": "Which word?", "accepted-sl": "občina\n\n mesto ", "accepted-de": "Gemeinde"}

    trainer.post(f"/en/organise/quizzes/{quiz_id}/questions/new/short_text", data=sent)

    (question,) = questions(quiz_id)
    assert question.accepted_texts == {"sl": ["občina", "mesto"], "de": ["Gemeinde"]}


def test_a_question_is_linked_to_a_section_of_its_own_programme(trainer, programme, quiz_id):
    with transaction():
        section_id = str(make_section(make_chapter(db.session.merge(programme))).id)
    address = f"/en/organise/quizzes/{quiz_id}/questions/new/single_choice"

    foreign = trainer.post(address, data=CHOICE | {"section_id": str(quiz_id)})
    own = trainer.post(address, data=CHOICE | {"section_id": section_id})

    assert (foreign.status_code, own.status_code) == (422, 303)
    assert str(questions(quiz_id)[0].section_id) == section_id


def test_a_question_is_written_anew_copied_moved_and_removed(trainer, quiz_id):
    trainer.post(f"/en/organise/quizzes/{quiz_id}/questions/new/single_choice", data=CHOICE)
    first = questions(quiz_id)[0].id
    address = f"/en/organise/quizzes/{quiz_id}/questions/{first}"

    shown = trainer.get(address).text
    trainer.post(f"{address}/copy")
    trainer.post(address, data=CHOICE | {"prompt-en": "Which city?"})
    trainer.post(f"{address}/move", data={"direction": "down"})

    assert 'value="Leoben"' in shown
    assert [question.prompt["en"] for question in questions(quiz_id)] == ["Which town?", "Which city?"]
    for _ in range(2):
        assert trainer.post(f"{address}/remove").status_code == 303
    assert [question.prompt["en"] for question in questions(quiz_id)] == ["Which town?"]


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_has_its_form(trainer, quiz_id, kind):
    assert trainer.get(f"/en/organise/quizzes/{quiz_id}/questions/new/{kind.value}").status_code == 200


def test_a_kind_that_does_not_exist_and_a_question_of_another_quiz_are_not_found(trainer, programme, quiz_id):
    with transaction():
        other = make_quiz(db.session.merge(programme), questions=1)
        question_id = get_quiz(other.id).questions[0].id

    assert trainer.get(f"/en/organise/quizzes/{quiz_id}/questions/new/essay").status_code == 404
    assert trainer.get(f"/en/organise/quizzes/{quiz_id}/questions/{question_id}").status_code == 404


def test_the_editor_names_gaps_and_attempts_in_a_constant_number_of_statements(trainer, programme, count_queries):
    counted = []
    for length in (1, 30):
        with transaction():
            quiz = make_quiz(db.session.merge(programme), questions=length)
            quiz_id = quiz.id
        with count_queries() as statements:
            page = trainer.get(f"/en/organise/quizzes/{quiz_id}").text
        counted.append(len(statements))

    assert "attempt was made already" not in page
    assert counted[0] == counted[1] <= 8


def test_the_editor_warns_when_there_are_attempts(trainer, programme):
    with transaction():
        quiz = make_quiz(db.session.merge(programme), questions=1)
        make_attempt(quiz, make_person())
        quiz_id = quiz.id

    assert "1 attempt was made already." in trainer.get(f"/en/organise/quizzes/{quiz_id}").text
