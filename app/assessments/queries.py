"""What we know of quizzes, questions and attempts."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.assessments.models import Attempt, Question, Quiz
from app.assessments.rules import percent_of
from app.handbook.models import Chapter, Section
from app.kernel.database import db
from app.kernel.errors import NotFound


@dataclass(frozen=True)
class BestResult:
    """A person's best attempt at a quiz, and how many there were."""

    percent: int
    points: int
    most_points: int
    passed: bool
    attempts: int


def get_quiz(quiz_id: uuid.UUID) -> Quiz:
    """Return a quiz with its questions, their options, and their sections with chapters."""
    quiz = db.session.scalars(
        sa.select(Quiz)
        .where(Quiz.id == quiz_id)
        .options(
            selectinload(Quiz.questions).options(
                selectinload(Question.options), joinedload(Question.section).joinedload(Section.chapter)
            )
        )
    ).one_or_none()
    if quiz is None:
        raise NotFound
    return quiz


def list_quizzes(quiz_ids: Sequence[uuid.UUID]) -> list[Quiz]:
    """Return quizzes with their questions and options; for checklists."""
    return list(
        db.session.scalars(
            sa.select(Quiz)
            .where(Quiz.id.in_(quiz_ids))
            .options(selectinload(Quiz.questions).selectinload(Question.options))
            .order_by(Quiz.created_at, Quiz.id)
        )
    )


def get_question(question_id: uuid.UUID) -> Question:
    """Return a question with its options."""
    question = db.session.scalars(
        sa.select(Question).where(Question.id == question_id).options(selectinload(Question.options))
    ).one_or_none()
    if question is None:
        raise NotFound
    return question


def list_sections_to_name(programme_id: uuid.UUID) -> list[Section]:
    """Return the sections of a programme's handbook with their chapters, in its order."""
    return list(
        db.session.scalars(
            sa.select(Section)
            .join(Section.chapter)
            .where(Chapter.programme_id == programme_id, Section.removed_at.is_(None))
            .options(contains_eager(Section.chapter))
            .order_by(Chapter.number, Section.number, Section.id)
        )
    )


def get_attempt(attempt_id: uuid.UUID) -> Attempt:
    """Return an attempt."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None:
        raise NotFound
    return attempt


def find_attempt_by_form_key(form_key: uuid.UUID) -> Attempt | None:
    """Return the attempt that a form made already, if it was sent before."""
    return db.session.scalars(sa.select(Attempt).where(Attempt.form_key == form_key)).one_or_none()


def list_attempts(quiz_id: uuid.UUID, person_id: uuid.UUID) -> list[Attempt]:
    """Return a person's attempts at a quiz in their order."""
    return list(
        db.session.scalars(
            sa.select(Attempt)
            .where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
            .order_by(Attempt.number, Attempt.id)
        )
    )


def count_questions(quiz_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many questions each quiz has."""
    counted = dict.fromkeys(quiz_ids, 0)
    rows = db.session.execute(
        sa.select(Question.quiz_id, sa.func.count()).where(Question.quiz_id.in_(quiz_ids)).group_by(Question.quiz_id)
    )
    return counted | {quiz_id: number for quiz_id, number in rows}


def count_attempts(quiz_id: uuid.UUID) -> int:
    """Return how many attempts there are at a quiz."""
    return db.session.scalar(sa.select(sa.func.count()).where(Attempt.quiz_id == quiz_id)) or 0


def list_best_results(
    quiz_ids: Sequence[uuid.UUID], person_ids: Sequence[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], BestResult]:
    """Return each person's best attempt by (quiz id, person id); who has not tried is not in it. One statement."""
    key = (Attempt.quiz_id, Attempt.person_id)
    rows = db.session.execute(
        sa.select(
            *key,
            Attempt.points,
            Attempt.most_points,
            Attempt.passed,
            sa.func.count().over(partition_by=key).label("attempts"),
        )
        .where(Attempt.quiz_id.in_(quiz_ids), Attempt.person_id.in_(person_ids))
        .ext(distinct_on(*key))
        .order_by(
            *key,
            Attempt.passed.desc(),
            (sa.cast(Attempt.points, sa.Float) / sa.func.nullif(Attempt.most_points, 0)).desc().nulls_last(),
            Attempt.number,
        )
    )
    return {
        (row.quiz_id, row.person_id): BestResult(
            percent_of(row.points, row.most_points), row.points, row.most_points, row.passed, row.attempts
        )
        for row in rows
    }
