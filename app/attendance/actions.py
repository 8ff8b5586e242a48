"""Confirm and correct the list of a half-day."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.attendance.models import Attendance, AttendanceList, Presence
from app.attendance.queries import list_confirmed_lists
from app.attendance.rules import DayHasNotCome, HalfDay, ListWasChanged, is_newer, may_be_taken
from app.events.models import Event
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.queue import publish


def confirm_list(
    event: Event,
    half: HalfDay,
    *,
    found: Mapping[uuid.UUID, Presence],
    seen_revision: int,
    by_id: uuid.UUID,
    at: datetime,
) -> AttendanceList:
    """Write who was there at a half-day; `seen_revision` is that of the list the trainer had before the eyes.

    A correction leaves a trace for the list and for everybody whose presence changed.
    Raises DayHasNotCome and ListWasChanged.
    """
    if not may_be_taken(half, at):
        raise DayHasNotCome
    known = _lock_list(event, half)
    if is_newer(known.revision if known else None, seen_revision):
        raise _explain_change(event, half)
    before = {row.person_id: row.presence for row in _list_rows(event, half)}
    _write(event, half, found=found, by_id=by_id, at=at)
    confirmed = known or AttendanceList(event_id=event.id, day=half.day, half=half.half)
    confirmed.revision, confirmed.confirmed_by_id, confirmed.confirmed_at = seen_revision + 1, by_id, at
    db.session.add(confirmed)
    record(by_id, "attendance.corrected" if known else "attendance.confirmed", confirmed)
    if known:
        _trace_changes(event, half, before=before, by_id=by_id)
    publish("attendance.confirmed", event_id=event.id)
    return confirmed


def _lock_list(event: Event, half: HalfDay) -> AttendanceList | None:
    """Let one trainer at a time confirm a list of the event, its first confirmation included; return the list."""
    db.session.execute(sa.select(Event.id).where(Event.id == event.id).with_for_update())
    return db.session.scalars(
        sa.select(AttendanceList)
        .where(AttendanceList.event_id == event.id, AttendanceList.day == half.day, AttendanceList.half == half.half)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _explain_change(event: Event, half: HalfDay) -> ListWasChanged:
    known = list_confirmed_lists(event.id)[half.key]
    return ListWasChanged(by_name=known.by_name, at=known.confirmed_at, zone=event.time_zone)


def _list_rows(event: Event, half: HalfDay) -> Sequence[Attendance]:
    return db.session.scalars(
        sa.select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.day == half.day, Attendance.half == half.half)
        .order_by(Attendance.person_id)
        .execution_options(populate_existing=True)
    ).all()


def _write(event: Event, half: HalfDay, *, found: Mapping[uuid.UUID, Presence], by_id: uuid.UUID, at: datetime) -> None:
    """Write all presences in one statement; who is no longer on the list keeps what was written of them."""
    if not found:
        return
    rows = insert(Attendance).values(
        [
            {
                "id": uuid.uuid4(),
                "event_id": event.id,
                "day": half.day,
                "half": half.half,
                "person_id": person_id,
                "presence": presence,
                "taken_by_id": by_id,
                "taken_at": at,
            }
            for person_id, presence in found.items()
        ]
    )
    new = {name: rows.excluded[name] for name in ("presence", "taken_by_id", "taken_at")}
    db.session.execute(rows.on_conflict_do_update(constraint="uq_attendance_once", set_=new))


def _trace_changes(event: Event, half: HalfDay, *, before: Mapping[uuid.UUID, Presence], by_id: uuid.UUID) -> None:
    for row in _list_rows(event, half):
        if before.get(row.person_id) is not row.presence:
            record(by_id, "attendance.corrected", row)
