"""Who has taken on which chapter."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Role
from app.accounts.queries import list_holders
from app.handbook.models import Chapter, ChapterAssignment
from app.kernel.database import db
from app.kernel.errors import NotFound

WRITERS = (Role.TRAINER, Role.ORGANISER)
WITH_PEOPLE = (joinedload(ChapterAssignment.person), joinedload(ChapterAssignment.assigned_by))


def list_writers(programme_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Return the people who may take a chapter on: name by id, in order of name."""
    holders = list_holders(programme_id)
    return {held.person_id: f"{held.last_name}, {held.first_name}" for held in holders if held.role in WRITERS}


def list_open_assignments(programme_id: uuid.UUID) -> dict[uuid.UUID, list[ChapterAssignment]]:
    """Return by chapter what is open, with its person, the earliest due first."""
    found: dict[uuid.UUID, list[ChapterAssignment]] = defaultdict(list)
    is_open = sa.and_(Chapter.programme_id == programme_id, ChapterAssignment.finished_at.is_(None))
    rows = _ordered().join(Chapter, Chapter.id == ChapterAssignment.chapter_id).where(is_open)
    for assignment in db.session.scalars(rows.options(joinedload(ChapterAssignment.person))):
        found[assignment.chapter_id].append(assignment)
    return dict(found)


def list_assignments(chapter_id: uuid.UUID) -> Sequence[ChapterAssignment]:
    """Return a chapter's assignments with their people, finished ones too, the earliest due first."""
    rows = _ordered().where(ChapterAssignment.chapter_id == chapter_id).options(*WITH_PEOPLE)
    return db.session.scalars(rows).all()


def _ordered() -> sa.Select[Any]:
    return sa.select(ChapterAssignment).order_by(ChapterAssignment.due_on, ChapterAssignment.id)


def find_assignment(assignment_id: uuid.UUID) -> ChapterAssignment | None:
    """Return an assignment with its people, chapter and programme; None if it was removed."""
    chapter = joinedload(ChapterAssignment.chapter).joinedload(Chapter.programme)
    return db.session.get(ChapterAssignment, assignment_id, options=[*WITH_PEOPLE, chapter])


def get_assignment(chapter_id: uuid.UUID, assignment_id: uuid.UUID) -> ChapterAssignment:
    """Return an assignment of a chapter."""
    assignment = db.session.get(ChapterAssignment, assignment_id)
    if assignment is None or assignment.chapter_id != chapter_id:
        raise NotFound
    return assignment


def list_assignments_due(since: date, until: date) -> list[ChapterAssignment]:
    """Return what is open and due between two days, both included."""
    is_due = sa.and_(ChapterAssignment.finished_at.is_(None), ChapterAssignment.due_on.between(since, until))
    return list(db.session.scalars(_ordered().where(is_due)))
