"""Events one by one, and who could teach or be asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person, Role, RoleAssignment
from app.events.models import Delivery, DeliveryState, Event, EventTrainer
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class BusyTrainer:
    """A trainer and the event at which they are already."""

    name: str
    title: LocalizedText
    starts_at: datetime
    time_zone: str


@dataclass(frozen=True)
class Venue:
    """Where something took place before, to be used again; the event is the last that did."""

    event_id: uuid.UUID
    town: str
    country: str
    time_zone: str
    venue: LocalizedText
    address: str
    room: LocalizedText


def get_event(event_id: uuid.UUID) -> Event:
    """Return an event with its programme, its trainers, and its delivery with the module."""
    event = db.session.scalars(
        sa.select(Event)
        .where(Event.id == event_id)
        .options(
            joinedload(Event.programme),
            joinedload(Event.delivery).joinedload(Delivery.module),
            selectinload(Event.trainers),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if event is None:
        raise NotFound
    return event


def find_busy_trainer(
    trainer_ids: Sequence[uuid.UUID], *, starts_at: datetime, ends_at: datetime, except_event_id: uuid.UUID | None
) -> BusyTrainer | None:
    """Return the first of the trainers who is at another event in that time; None if all are free."""
    row = db.session.execute(
        sa.select(Person.first_name, Person.last_name, Event.title, Event.starts_at, Event.time_zone)
        .join(EventTrainer, EventTrainer.person_id == Person.id)
        .join(Event, Event.id == EventTrainer.event_id)
        .where(
            Person.id.in_(trainer_ids),
            Event.id != (except_event_id or uuid.UUID(int=0)),
            Event.state != DeliveryState.CANCELLED,
            Event.starts_at < ends_at,
            Event.ends_at > starts_at,
        )
        .order_by(Person.sort_key, Event.starts_at, Event.id)
        .limit(1)
    ).one_or_none()
    return row and BusyTrainer(f"{row.first_name} {row.last_name}", row.title, row.starts_at, row.time_zone)


def list_possible_trainers(programme_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Return (id, name) of the programme's trainers and organisers, in order of name."""
    return _list_people_with(programme_id, Role.TRAINER, Role.ORGANISER)


def list_possible_contacts(programme_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Return (id, name) of the programme's organisers, in order of name."""
    return _list_people_with(programme_id, Role.ORGANISER)


def _list_people_with(programme_id: uuid.UUID, *roles: Role) -> list[tuple[uuid.UUID, str]]:
    holds = sa.exists().where(
        RoleAssignment.person_id == Person.id,
        RoleAssignment.programme_id == programme_id,
        RoleAssignment.role.in_(roles),
    )
    rows = db.session.execute(
        sa.select(Person.id, Person.first_name, Person.last_name)
        .where(holds, Person.erased_at.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    return [(row.id, f"{row.last_name}, {row.first_name}") for row in rows]


def list_venues(programme_id: uuid.UUID) -> list[Venue]:
    """Return the programme's venues so far, each once as it was used last, the latest used first."""
    rows = db.session.execute(
        sa.select(
            Event.id.label("event_id"),
            Event.town,
            Event.country,
            Event.time_zone,
            Event.venue,
            Event.address,
            Event.room,
        )
        .where(Event.programme_id == programme_id)
        .order_by(Event.starts_at.desc(), Event.id)
    )
    known: dict[tuple[str, str], Venue] = {}
    for row in rows:
        known.setdefault((row.town, row.address), Venue(**row._mapping))
    return list(known.values())
