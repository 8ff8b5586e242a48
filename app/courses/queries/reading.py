"""What a person has read, and where they read last."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.assessments.models import Attempt
from app.courses.models import Module, ModuleActivity, ModuleState, ReadingMark, ReadingPlace
from app.handbook.models import Chapter, Edition, EditionChapter, EditionSection, Section
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class ReadingState:
    """When a section was marked as read, and the quiz to take now that everything before it is read."""

    marked_at: datetime
    quiz_id: uuid.UUID | None


@dataclass(frozen=True)
class LastRead:
    """Where a person read last, as the latest edition numbers and names it."""

    chapter_number: int
    section_number: int
    title: LocalizedText
    anchor: str | None
    """The block's place on the page; None at the top."""
    read_at: datetime

    @property
    def full_number(self) -> str:
        return f"{self.chapter_number}.{self.section_number}"


def get_section_to_read(section_id: uuid.UUID) -> Section:
    """Return a section with its chapter."""
    section = db.session.scalars(
        sa.select(Section).where(Section.id == section_id).options(joinedload(Section.chapter))
    ).one_or_none()
    if section is None:
        raise NotFound
    return section


def find_reading_state(person_id: uuid.UUID, section_id: uuid.UUID) -> ReadingState | None:
    """Return when a person marked a section as read, and the quiz that comes after; None without a mark."""
    row = db.session.execute(
        sa.select(ReadingMark.marked_at, _quiz_to_take(person_id, section_id).label("quiz_id")).where(
            ReadingMark.person_id == person_id, ReadingMark.section_id == section_id
        )
    ).one_or_none()
    return ReadingState(**row._mapping) if row else None


def _quiz_to_take(person_id: uuid.UUID, section_id: uuid.UUID) -> sa.ScalarSelect[Any]:
    """Select the quiz after a section: the person has read all that its module asks for, and not passed."""
    quiz, section, other = aliased(ModuleActivity), aliased(ModuleActivity), aliased(ModuleActivity)
    mark = aliased(ReadingMark)
    is_read = sa.exists().where(mark.person_id == person_id, mark.section_id == other.section_id)
    is_open = sa.exists().where(
        other.module_id == Module.id, other.section_id.is_not(None), other.is_required, ~is_read
    )
    has_passed = sa.exists().where(Attempt.person_id == person_id, Attempt.quiz_id == quiz.quiz_id, Attempt.passed)
    return (
        sa.select(quiz.quiz_id)
        .join(Module, Module.id == quiz.module_id)
        .join(section, section.module_id == Module.id)
        .where(section.section_id == section_id, quiz.quiz_id.is_not(None), Module.state == ModuleState.PUBLISHED)
        .where(~is_open, ~has_passed)
        .order_by(Module.number, quiz.position, quiz.id)
        .limit(1)
        .scalar_subquery()
    )


def list_sections_read(person_id: uuid.UUID, programme_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the ids of the sections of a programme's handbook that a person has marked as read."""
    return set(
        db.session.scalars(
            sa.select(ReadingMark.section_id)
            .join(Section, Section.id == ReadingMark.section_id)
            .join(Chapter, Chapter.id == Section.chapter_id)
            .where(ReadingMark.person_id == person_id, Chapter.programme_id == programme_id)
        )
    )


def find_reading_place(person_id: uuid.UUID, programme_id: uuid.UUID) -> LastRead | None:
    """Return where a person read last in a programme's handbook; None if the latest edition has no such section."""
    latest = (
        sa.select(Edition.id)
        .where(Edition.programme_id == programme_id, Edition.published_at.is_not(None))
        .order_by(Edition.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        sa.select(
            EditionChapter.number.label("chapter_number"),
            EditionSection.number.label("section_number"),
            EditionSection.title,
            ReadingPlace.anchor,
            ReadingPlace.read_at,
        )
        .join(EditionSection, EditionSection.section_id == ReadingPlace.section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(ReadingPlace.person_id == person_id, ReadingPlace.programme_id == programme_id)
        .where(EditionChapter.edition_id == latest)
    ).one_or_none()
    return LastRead(**row._mapping) if row else None
