"""What we know of attendance."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.attendance.models import Attendance, AttendanceList, Half, Presence
from app.attendance.rules import HalfDay, split_into_halves
from app.events.models import DeliveryState, Event, EventTrainer
from app.kernel.database import db
from app.organisations.models import Organisation
from app.registration.models import Place, PlaceState, Registration

TAKES_PLACE = (DeliveryState.PUBLISHED, DeliveryState.CLOSED)
HalfKey = tuple[uuid.UUID, date, Half]
"""Event, day, half."""


@dataclass(frozen=True)
class AttendedMinutes:
    """Teaching minutes a person attended, and all there are, those still to come included."""

    attended: int
    possible: int


@dataclass(frozen=True)
class Presences:
    """The half-days whose lists were confirmed, and at which of them each person was."""

    confirmed: frozenset[HalfKey]
    attended: Mapping[uuid.UUID, frozenset[HalfKey]]

    def of(self, person_id: uuid.UUID) -> frozenset[HalfKey]:
        return self.attended.get(person_id, frozenset())


@dataclass(frozen=True)
class ConfirmedList:
    """A confirmed list: its revision, who confirmed it and when."""

    revision: int
    confirmed_at: datetime
    by_name: str


@dataclass(frozen=True)
class PersonOnList:
    """A person on the list or the sheet; trainers sign too, and were not asked about photographs."""

    person_id: uuid.UUID
    name_for_lists: str
    organisation_name: str | None
    job_title: str | None
    country: str | None
    is_trainer: bool
    photo_consent: bool | None


def halves_of(event: Event) -> tuple[HalfDay, ...]:
    """Return the half-days of an event."""
    return split_into_halves(event.starts_at, event.ends_at, zone=event.zone, minutes=event.teaching_minutes)


def list_presences(event_ids: Collection[uuid.UUID], person_ids: Collection[uuid.UUID]) -> Presences:
    """Return the confirmed half-days of events and who of the named people was there; one statement."""
    was_there = sa.and_(
        Attendance.event_id == AttendanceList.event_id,
        Attendance.day == AttendanceList.day,
        Attendance.half == AttendanceList.half,
        Attendance.presence == Presence.ATTENDED,
        Attendance.person_id.in_(person_ids),
    )
    rows = db.session.execute(
        sa.select(AttendanceList.event_id, AttendanceList.day, AttendanceList.half, Attendance.person_id)
        .outerjoin(Attendance, was_there)
        .where(AttendanceList.event_id.in_(event_ids))
    )
    confirmed: set[HalfKey] = set()
    attended: dict[uuid.UUID, set[HalfKey]] = defaultdict(set)
    for event_id, day, half, person_id in rows:
        confirmed.add((event_id, day, half))
        if person_id:
            attended[person_id].add((event_id, day, half))
    return Presences(frozenset(confirmed), {key: frozenset(found) for key, found in attended.items()})


def sum_minutes(delivery_id: uuid.UUID, person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, AttendedMinutes]:
    """Return each person's minutes in the sessions of a delivery that take place; two statements."""
    events = db.session.scalars(
        sa.select(Event).where(Event.delivery_id == delivery_id, Event.state.in_(TAKES_PLACE))
    ).all()
    presences = list_presences([event.id for event in events], person_ids)
    minutes = {(event.id, *half.key): half.minutes for event in events for half in halves_of(event)}
    possible = sum(minutes.values())
    return {
        person_id: AttendedMinutes(sum(minutes.get(key, 0) for key in presences.of(person_id)), possible)
        for person_id in person_ids
    }


def list_confirmed_lists(event_id: uuid.UUID) -> dict[tuple[date, Half], ConfirmedList]:
    """Return the confirmed lists of an event by day and half."""
    rows = db.session.execute(
        sa.select(
            AttendanceList.day,
            AttendanceList.half,
            AttendanceList.revision,
            AttendanceList.confirmed_at,
            Person.first_name,
            Person.last_name,
        )
        .join(Person, Person.id == AttendanceList.confirmed_by_id)
        .where(AttendanceList.event_id == event_id)
    )
    return {
        (row.day, row.half): ConfirmedList(row.revision, row.confirmed_at, f"{row.first_name} {row.last_name}")
        for row in rows
    }


def list_found(event_id: uuid.UUID) -> dict[tuple[date, Half], dict[uuid.UUID, Presence]]:
    """Return what was found of each person, by day and half of an event."""
    rows = db.session.execute(
        sa.select(Attendance.day, Attendance.half, Attendance.person_id, Attendance.presence).where(
            Attendance.event_id == event_id
        )
    )
    found: dict[tuple[date, Half], dict[uuid.UUID, Presence]] = defaultdict(dict)
    for day, half, person_id, presence in rows:
        found[day, half][person_id] = presence
    return dict(found)


def list_people(event_id: uuid.UUID) -> list[PersonOnList]:
    """Return those with a confirmed place at an event, in order of name."""
    rows = db.session.execute(
        _people(Registration.job_title, Registration.photo_consent)
        .join(Place, Place.person_id == Person.id)
        .join(Registration, Registration.id == Place.registration_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Place.event_id == event_id, Place.state == PlaceState.CONFIRMED)
    )
    return [_person(row, is_trainer=False) for row in rows]


def list_people_to_sign(event_id: uuid.UUID) -> list[PersonOnList]:
    """Return those with a confirmed place, then the trainers, both in order of name; two statements."""
    trainers = db.session.execute(
        _people(Person.job_title, sa.null().label("photo_consent"))
        .join(EventTrainer, EventTrainer.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(EventTrainer.event_id == event_id)
    )
    return [*list_people(event_id), *(_person(row, is_trainer=True) for row in trainers)]


def _people(*columns: Any) -> sa.Select[Any]:
    name = (Person.last_name + ", " + Person.first_name).label("name_for_lists")
    named = sa.select(Person.id.label("person_id"), name, Organisation.name.label("organisation_name"), *columns)
    return named.add_columns(Organisation.country).select_from(Person).order_by(Person.sort_key, Person.id)


def _person(row: sa.Row[Any], *, is_trainer: bool) -> PersonOnList:
    return PersonOnList(is_trainer=is_trainer, **row._mapping)
