"""Quizzes, their questions, and people's attempts."""

import uuid
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.handbook.models import Section
from app.kernel.database import Instant, Model, choice
from app.kernel.locales import Localized, LocalizedText


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    NUMBER = "number"
    SHORT_TEXT = "short_text"


class Quiz(Model):
    """A quiz: one set of questions and results, whatever the reader's language."""

    __tablename__ = "quiz"
    __table_args__ = (
        sa.CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_percent_in_range"),
        sa.CheckConstraint("most_attempts BETWEEN 1 AND 20", name="most_attempts_in_range"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    title: Mapped[LocalizedText] = mapped_column(Localized)
    pass_percent: Mapped[int] = mapped_column(default=60)
    most_attempts: Mapped[int] = mapped_column(default=2)
    opened_at: Mapped[Instant | None]
    """None until a module that holds the quiz is published; until then staff alone see it, and nobody takes it."""

    questions: Mapped[list["Question"]] = relationship(
        lazy="raise", order_by="Question.position", cascade="all, delete-orphan", passive_deletes=True
    )


class Question(Model):
    """A question worth one point."""

    __tablename__ = "question"
    __table_args__ = (
        sa.UniqueConstraint("quiz_id", "position", name="uq_question_position", deferrable=True, initially="DEFERRED"),
        sa.CheckConstraint("(kind = 'number') = (number_answer IS NOT NULL)", name="number_has_answer"),
        sa.CheckConstraint("tolerance >= 0", name="tolerance_not_negative"),
    )

    quiz_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("quiz.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[QuestionKind] = choice(QuestionKind, "kind")
    prompt: Mapped[LocalizedText] = mapped_column(Localized)
    explanation: Mapped[LocalizedText] = mapped_column(Localized)
    """Shown after the attempt."""
    section_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("section.id", ondelete="SET NULL"), index=True)
    """Where in the handbook the answer stands."""
    number_answer: Mapped[Decimal | None]
    tolerance: Mapped[Decimal] = mapped_column(default=Decimal(0))
    accepted_texts: Mapped[dict[str, list[str]]] = mapped_column(JSONB, default=dict)
    """Short text: by language the answers that count; compared without case, accents and punctuation."""

    options: Mapped[list["Option"]] = relationship(
        lazy="raise", order_by="Option.position", cascade="all, delete-orphan", passive_deletes=True
    )
    section: Mapped[Section | None] = relationship(lazy="raise")


class Option(Model):
    """One answer to choose; true/false questions have two: true first, then false."""

    __tablename__ = "option"
    __table_args__ = (sa.UniqueConstraint("question_id", "position", name="uq_option_position"),)

    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[LocalizedText] = mapped_column(Localized)
    feedback: Mapped[LocalizedText] = mapped_column(Localized)
    is_correct: Mapped[bool]


class Attempt(Model):
    """One submitted attempt; answers and result are kept as they were at that moment."""

    __tablename__ = "attempt"
    __table_args__ = (
        sa.UniqueConstraint("quiz_id", "person_id", "number", name="uq_attempt_number"),
        sa.UniqueConstraint("form_key", name="uq_attempt_form_key"),
        sa.CheckConstraint("points BETWEEN 0 AND most_points", name="points_in_range"),
    )

    quiz_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("quiz.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    number: Mapped[int]
    form_key: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    """Made with the form, so that a double press is one attempt."""
    locale: Mapped[str]
    submitted_at: Mapped[Instant]
    points: Mapped[int]
    most_points: Mapped[int]
    passed: Mapped[bool]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """By question id: what was answered and whether it was right."""
