"""Attendance per event, day and half-day, and the moment a trainer closed the list."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Instant, Model, choice


class Half(StrEnum):
    """Half-day; a day has one or both."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Presence(StrEnum):
    """What was found."""

    ATTENDED = "attended"
    EXCUSED = "excused"
    ABSENT = "absent"


class Attendance(Model):
    """One person's presence at one half-day; written when the trainer confirms the list, replaced by a later list."""

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("event_id", "day", "half", "person_id", name="uq_attendance_once"),)

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id"))
    day: Mapped[date]
    """In the event's zone."""
    half: Mapped[Half] = choice(Half, "half")
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    presence: Mapped[Presence] = choice(Presence, "presence")
    taken_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    taken_at: Mapped[Instant]


class AttendanceList(Model):
    """A half-day whose list was confirmed, by whom and when; `revision` guards against two trainers at once."""

    __tablename__ = "attendance_list"
    __table_args__ = (sa.UniqueConstraint("event_id", "day", "half", name="uq_attendance_list_once"),)

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id"))
    day: Mapped[date]
    half: Mapped[Half] = choice(Half, "half")
    revision: Mapped[int] = mapped_column(default=1)
    confirmed_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    confirmed_at: Mapped[Instant]
