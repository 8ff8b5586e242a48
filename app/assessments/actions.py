"""What can be done with quizzes: write them, open them, take them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa

from app.assessments.models import Attempt, Option, Question, QuestionKind, Quiz
from app.assessments.queries import find_attempt_by_form_key, list_attempts
from app.assessments.rules import Answers, refuse_attempt, score
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import Conflict
from app.kernel.locales import LocalizedText
from app.kernel.queue import publish


@dataclass(frozen=True)
class OptionFacts:
    """An option as it was written."""

    text: LocalizedText
    feedback: LocalizedText
    is_correct: bool


@dataclass(frozen=True)
class QuestionFacts:
    """A question as it was written; what does not belong to its kind is left out."""

    kind: QuestionKind
    prompt: LocalizedText
    explanation: LocalizedText = field(default_factory=LocalizedText)
    section_id: uuid.UUID | None = None
    number_answer: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    accepted_texts: dict[str, list[str]] = field(default_factory=dict)
    options: Sequence[OptionFacts] = ()


def submit_attempt(
    quiz: Quiz, *, person_id: uuid.UUID, answers: Answers, form_key: uuid.UUID, locale: str, at: datetime
) -> Attempt:
    """Record an attempt once for each form; raise a refusal of `rules` if no further one may be made.

    `quiz` comes with its questions and options.
    """
    _lock_attempts(quiz.id, person_id)
    known = find_attempt_by_form_key(form_key)
    if known is not None:
        return _own(known, quiz, person_id)
    before = list_attempts(quiz.id, person_id)
    is_open = quiz.opened_at is not None and bool(quiz.questions)
    refuse_attempt(before, most_attempts=quiz.most_attempts, is_open=is_open)
    result = score(quiz.questions, answers, pass_percent=quiz.pass_percent)
    attempt = Attempt(
        quiz_id=quiz.id,
        person_id=person_id,
        number=len(before) + 1,
        form_key=form_key,
        locale=locale,
        submitted_at=at,
        points=result.points,
        most_points=result.most_points,
        passed=result.passed,
        answers={
            str(key): {"given": list(answers.get(key, ())), "right": right} for key, right in result.right.items()
        },
    )
    db.session.add(attempt)
    record(person_id, "submitted", attempt)
    publish("attempt.submitted", attempt_id=attempt.id)
    return attempt


def _lock_attempts(quiz_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Let one attempt at a time be counted for this person and quiz; there is no row to lock before the first."""
    key = sa.func.hashtextextended(f"attempt {quiz_id} {person_id}", 0)
    db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def _own(attempt: Attempt, quiz: Quiz, person_id: uuid.UUID) -> Attempt:
    if (attempt.quiz_id, attempt.person_id) != (quiz.id, person_id):
        raise Conflict
    return attempt


def create_quiz(programme_id: uuid.UUID, *, title: LocalizedText, actor_id: uuid.UUID | None) -> Quiz:
    """Begin a quiz without questions; nobody takes it until it is opened."""
    quiz = Quiz(programme_id=programme_id, title=title)
    db.session.add(quiz)
    record(actor_id, "created", quiz)
    return quiz


def change_quiz(
    quiz: Quiz, *, title: LocalizedText, pass_percent: int, most_attempts: int, actor_id: uuid.UUID | None
) -> None:
    """Change title, pass mark and number of attempts; attempts already made keep their result."""
    quiz.title = title
    quiz.pass_percent = pass_percent
    quiz.most_attempts = most_attempts
    record(actor_id, "changed", quiz)


def open_quiz(quiz: Quiz, at: datetime) -> None:
    """Let people take the quiz from now on; an open one stays as it is."""
    quiz.opened_at = quiz.opened_at or at


def add_question(quiz: Quiz, facts: QuestionFacts, *, actor_id: uuid.UUID | None) -> Question:
    """Add a question at the end of the quiz."""
    question = Question(quiz_id=quiz.id, kind=facts.kind, position=_next_position(quiz.id), options=[])
    _write(question, facts)
    db.session.add(question)
    record(actor_id, "created", question)
    return question


def change_question(question: Question, facts: QuestionFacts, *, actor_id: uuid.UUID | None) -> None:
    """Write a question anew; its kind stays."""
    _write(question, facts)
    record(actor_id, "changed", question)


def copy_question(question: Question, *, actor_id: uuid.UUID | None) -> Question:
    """Add a copy of the question at the end of its quiz."""
    copy = Question(
        quiz_id=question.quiz_id,
        position=_next_position(question.quiz_id),
        kind=question.kind,
        prompt=question.prompt,
        explanation=question.explanation,
        section_id=question.section_id,
        number_answer=question.number_answer,
        tolerance=question.tolerance,
        accepted_texts=question.accepted_texts,
        options=[
            Option(position=option.position, text=option.text, feedback=option.feedback, is_correct=option.is_correct)
            for option in question.options
        ],
    )
    db.session.add(copy)
    record(actor_id, "created", copy)
    return copy


def remove_question(question: Question, *, actor_id: uuid.UUID | None) -> None:
    """Take a question out of its quiz; attempts keep the points they were given."""
    record(actor_id, "removed", question)
    db.session.delete(question)


def move_question(question: Question, *, up: bool) -> None:
    """Let a question change places with its neighbour; at the end of the list it stays."""
    _lock_quiz(question.quiz_id)
    earlier = Question.position < question.position
    neighbour = db.session.scalars(
        sa.select(Question)
        .where(Question.quiz_id == question.quiz_id, earlier if up else Question.position > question.position)
        .order_by(Question.position.desc() if up else Question.position)
        .limit(1)
    ).one_or_none()
    if neighbour is not None:
        question.position, neighbour.position = neighbour.position, question.position


def _write(question: Question, facts: QuestionFacts) -> None:
    question.prompt = facts.prompt
    question.explanation = facts.explanation
    question.section_id = facts.section_id
    question.number_answer = facts.number_answer
    question.tolerance = facts.tolerance
    question.accepted_texts = facts.accepted_texts
    _write_options(question, facts.options)


def _write_options(question: Question, options: Sequence[OptionFacts]) -> None:
    """Change the options in place, so that attempts made before still find what was chosen."""
    del question.options[len(options) :]
    for position, facts in enumerate(options, start=1):
        if position > len(question.options):
            question.options.append(Option(position=position))
        option = question.options[position - 1]
        option.position, option.text, option.feedback = position, facts.text, facts.feedback
        option.is_correct = facts.is_correct


def _next_position(quiz_id: uuid.UUID) -> int:
    _lock_quiz(quiz_id)
    last = db.session.scalar(sa.select(sa.func.max(Question.position)).where(Question.quiz_id == quiz_id))
    return (last or 0) + 1


def _lock_quiz(quiz_id: uuid.UUID) -> None:
    """Keep the positions of a quiz's questions from being given twice."""
    db.session.execute(sa.select(Quiz.id).where(Quiz.id == quiz_id).with_for_update())
