"""Tick what changed in the handbook since one was certified."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.certificates.models import ChangeRead
from app.certificates.queries import list_changes_to_tick
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound


def tick_changes(person_id: uuid.UUID, *, change_id: uuid.UUID | None, at: datetime) -> uuid.UUID:
    """Note that a person has read a change, or with None all that concern them; return what takes the press back.

    What is ticked already stays with its own press. Raise NotFound for a change that does not concern the person.
    """
    found = list_changes_to_tick(person_id, change_id)
    if change_id and not found:
        raise NotFound
    press_id = uuid.uuid4()
    facts = {"person_id": person_id, "read_at": at, "press_id": press_id}
    rows = [{"id": uuid.uuid4(), "change_id": one, **facts} for one in found]
    if rows:
        db.session.execute(insert(ChangeRead).values(rows).on_conflict_do_nothing(constraint="uq_change_read_once"))
        _record(person_id, "changes.read", ChangeRead.press_id == press_id)
    return press_id


def untick_changes(
    person_id: uuid.UUID, *, change_id: uuid.UUID | None = None, press_id: uuid.UUID | None = None
) -> None:
    """Take back the tick of one change, or those of one press; what is not ticked stays so."""
    chosen = ChangeRead.change_id == change_id if change_id else ChangeRead.press_id == press_id
    _record(person_id, "changes.unread", chosen)
    db.session.execute(sa.delete(ChangeRead).where(ChangeRead.person_id == person_id, chosen))


def _record(person_id: uuid.UUID, verb: str, chosen: sa.ColumnElement[bool]) -> None:
    """Leave one trace for a press, whatever it ticked."""
    ticks = sa.select(ChangeRead).where(ChangeRead.person_id == person_id, chosen).limit(1)
    if tick := db.session.scalars(ticks).one_or_none():
        record(person_id, verb, tick)
