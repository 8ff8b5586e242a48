"""Who reaches the pages of quizzes."""

from app.accounts.models import Person
from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import READERS_OF_EVIDENCE, SIGNED_IN, STAFF, Row, World
from tests.factories.assessments import make_attempt, make_question, make_quiz


def make_open_quiz(world: World) -> None:
    quiz = make_quiz(db.session.get(Programme, world.programme_id))
    question = make_question(quiz)
    attempt = make_attempt(quiz, db.session.get(Person, world.person_ids["participant"]))
    world.things |= {"quiz_id": quiz.id, "question_id": question.id, "attempt_id": attempt.id}


def of_quiz(world: World) -> dict:
    return {"quiz_id": world.quiz_id}


def of_kind(world: World) -> dict:
    return {"quiz_id": world.quiz_id, "kind": "number"}


def of_question(world: World) -> dict:
    return {"quiz_id": world.quiz_id, "question_id": world.question_id}


ROWS = [
    Row("assessments.show_quiz", "GET", allowed=SIGNED_IN, arguments=of_quiz, make=make_open_quiz),
    Row("assessments.take_quiz", "POST", allowed=SIGNED_IN, arguments=of_quiz, make=make_open_quiz),
    Row(
        "assessments.show_attempt",
        "GET",
        allowed=READERS_OF_EVIDENCE | {"participant"},
        arguments=lambda world: {"attempt_id": world.attempt_id},
        make=make_open_quiz,
    ),
    Row("assessments.edit_quiz", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_quiz, make=make_open_quiz),
    Row("assessments.save_quiz", "POST", allowed=STAFF, arguments=of_quiz, make=make_open_quiz),
    Row("assessments.show_new_question", "GET", allowed=STAFF, arguments=of_kind, make=make_open_quiz),
    Row("assessments.add_question", "POST", allowed=STAFF, arguments=of_kind, make=make_open_quiz),
    Row("assessments.edit_question", "GET", allowed=STAFF, arguments=of_question, make=make_open_quiz),
    Row("assessments.save_question", "POST", allowed=STAFF, arguments=of_question, make=make_open_quiz),
    Row("assessments.copy_question", "POST", allowed=STAFF, arguments=of_question, make=make_open_quiz),
    Row("assessments.move_question", "POST", allowed=STAFF, arguments=of_question, make=make_open_quiz),
    Row("assessments.remove_question", "POST", allowed=STAFF, arguments=of_question, make=make_open_quiz),
]
