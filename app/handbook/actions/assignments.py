"""Give chapters to people, and take note when they are done."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.handbook.actions.editing import lock_chapter
from app.handbook.models import ChapterAssignment
from app.handbook.queries import list_assignments_due, list_writers
from app.handbook.rules.assignments import (
    REMINDED_BEFORE,
    REMINDED_UNTIL,
    AssignedAlready,
    NotOnTheStaff,
    decide_reminder,
)
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.queue import publish


@dataclass(frozen=True)
class Task:
    """What somebody is asked to do with a chapter; an empty language means all of them."""

    person_id: uuid.UUID
    language: str
    due_on: date
    note: str


def assign_chapter(chapter_id: uuid.UUID, task: Task, *, actor_id: uuid.UUID) -> ChapterAssignment:
    """Give a chapter to a person, who is told by mail; raise NotOnTheStaff or AssignedAlready."""
    chapter = lock_chapter(chapter_id)
    if task.person_id not in list_writers(chapter.programme_id):
        raise NotOnTheStaff
    is_same = {"chapter_id": chapter_id, "person_id": task.person_id, "language": task.language, "finished_at": None}
    if db.session.scalar(sa.select(ChapterAssignment.id).filter_by(**is_same)):
        raise AssignedAlready
    assignment = ChapterAssignment(**is_same, due_on=task.due_on, note=task.note, assigned_by_id=actor_id)
    db.session.add(assignment)
    db.session.flush()
    record(actor_id, "handbook.assigned", assignment)
    publish("handbook.chapter_assigned", assignment_id=assignment.id)
    return assignment


def finish_assignment(assignment: ChapterAssignment, *, actor_id: uuid.UUID, at: datetime) -> None:
    """Note that the work is done; doing it twice is doing it once."""
    if assignment.finished_at is None:
        assignment.finished_at = at
        record(actor_id, "handbook.assignment_finished", assignment)


def remove_assignment(chapter_id: uuid.UUID, assignment_id: uuid.UUID, *, actor_id: uuid.UUID) -> None:
    """Take a chapter back from a person; doing it twice is doing it once."""
    assignment = db.session.get(ChapterAssignment, assignment_id)
    if assignment and assignment.chapter_id == chapter_id:
        record(actor_id, "handbook.assignment_removed", assignment)
        db.session.delete(assignment)


def remind_of_assignments(today: date) -> None:
    """Let the people be reminded whose chapters are due in some days or now; each mail goes out once."""
    for assignment in list_assignments_due(today - REMINDED_UNTIL, today + REMINDED_BEFORE):
        if reminder := decide_reminder(assignment.due_on, today):
            publish("handbook.assignment_due", assignment_id=assignment.id, reminder=reminder.value)
