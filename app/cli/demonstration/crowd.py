"""Large data sets for measuring: invented people, deliveries with sessions, and registrations, in bulk.

The rows are the same on every load but for their ids and days. They go straight into the tables, since a large
set through the actions would take hours; the tests hold them to the same rules.
"""

import json
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts.models import Person
from app.cli.demonstration.bulk import copy_rows
from app.cli.demonstration.reading import read_rows, read_table
from app.courses.models import Module, ModuleState
from app.events.models import Audience, Delivery, DeliveryState, Event, EventKind
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.locales import LOCALES, search_form, sort_key
from app.organisations.models import Organisation, OrganisationKind
from app.programmes.models import Programme
from app.registration.models import Place, PlaceState, Registration

REGISTRATIONS_PER_PERSON = 4
SESSIONS_PER_DELIVERY = 2
CAPACITY_PERCENT = (75, 100, 130)
"""Capacity in relation to those who come: a waiting list, just full, places free; in turns."""
OPENS_BEFORE = timedelta(days=60)
CLOSES_BEFORE = timedelta(days=7)
PAUSE_BETWEEN_SESSIONS = timedelta(days=14)


@dataclass(frozen=True)
class PlannedDelivery:
    """A delivery of the crowd, before it is written."""

    number: int
    opens_at: datetime
    closes_at: datetime
    starts: tuple[datetime, ...]
    """When its sessions begin."""
    capacity: int
    guests: tuple[int, ...]
    """Numbers of the people who registered, in order of arrival."""
    at: datetime
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @cached_property
    def event_ids(self) -> list[uuid.UUID]:
        return [uuid.uuid4() for _ in self.starts]

    @cached_property
    def registration_ids(self) -> list[uuid.UUID]:
        return [uuid.uuid4() for _ in self.guests]

    @property
    def taken(self) -> int:
        return min(self.capacity, len(self.guests))

    @property
    def state(self) -> DeliveryState:
        is_over = self.starts[-1] < self.at - timedelta(days=30)
        return DeliveryState.CLOSED if is_over else DeliveryState.PUBLISHED

    def arrival(self, place: int) -> datetime:
        """Return when the person of this place in the queue registered."""
        return self.opens_at + (min(self.closes_at, self.at) - self.opens_at) * (place / len(self.guests))

    def named(self, **texts: str) -> str:
        """Return a text with the delivery's number in every language."""
        return json.dumps({locale: text.format(self.number) for locale, text in texts.items()})


@dataclass(frozen=True)
class Crowd:
    """Who comes to a programme's large data set."""

    programme: Programme
    person_ids: list[uuid.UUID]
    organisation_ids: list[uuid.UUID]

    def organisation_of(self, number: int) -> uuid.UUID:
        return self.organisation_ids[number % len(self.organisation_ids)]

    def locale_of(self, number: int) -> str:
        return LOCALES[number % len(LOCALES)]


def load_crowd(programme: Programme, *, people: int, events: int, at: datetime) -> None:
    """Add so many people and sessions, four registrations a person; the caller holds the transaction."""
    db.session.flush()
    crowd = Crowd(programme, [uuid.uuid4() for _ in range(people)], _list_municipalities())
    plans = _plan(programme, people=people, events=events, at=at)
    copy_rows(Person, _people(crowd))
    copy_rows(Delivery, _deliveries(plans, programme))
    copy_rows(Event, _sessions(plans, programme))
    copy_rows(Registration, _registrations(plans, crowd))
    copy_rows(Place, _places(plans, crowd))
    db.session.execute(sa.text("ANALYZE"))


def _people(crowd: Crowd) -> Iterator[dict[str, Any]]:
    random = Random(crowd.programme.code)
    known = read_rows("people")
    first_names = sorted({row["first_name"] for row in known})
    last_names = sorted({row["last_name"] for row in known})
    for number, person_id in enumerate(crowd.person_ids):
        first, last = random.choice(first_names), random.choice(last_names)
        if number % 2:
            last = f"{last} {random.choice(last_names)}"
        yield {
            "id": person_id,
            "email": f"crowd-{number + 1}@example.org",
            "first_name": first,
            "last_name": last,
            "sort_key": sort_key(f"{last}, {first}"),
            "search_words": search_form(f"{first} {last}"),
            "locale": crowd.locale_of(number),
            "organisation_id": crowd.organisation_of(number),
            "is_administrator": False,
            "session_stamp": secrets.token_urlsafe(12),
        }


def _plan(programme: Programme, *, people: int, events: int, at: datetime) -> list[PlannedDelivery]:
    """Spread the sessions over the programme, and the people over what has opened so far."""
    count = -(-events // SESSIONS_PER_DELIVERY)
    firsts = [_first_session(programme, number, count) for number in range(count)]
    opened = sum(first - OPENS_BEFORE < at for first in firsts)
    guests = min(people, -(-people * REGISTRATIONS_PER_PERSON // opened)) if opened else 0
    return [
        PlannedDelivery(
            number=number + 1,
            opens_at=first - OPENS_BEFORE,
            closes_at=first - CLOSES_BEFORE,
            starts=tuple(
                first + index * PAUSE_BETWEEN_SESSIONS
                for index in range(min(SESSIONS_PER_DELIVERY, events - number * SESSIONS_PER_DELIVERY))
            ),
            capacity=max(1, guests * CAPACITY_PERCENT[number % len(CAPACITY_PERCENT)] // 100),
            guests=_guests(number, guests, people) if first - OPENS_BEFORE < at else (),
            at=at,
        )
        for number, first in enumerate(firsts)
    ]


def _guests(number: int, guests: int, people: int) -> tuple[int, ...]:
    """Let the people come in turns, so that each comes about as often and never twice to one delivery."""
    return tuple((number * guests + index) % people for index in range(guests))


def _first_session(programme: Programme, number: int, count: int) -> datetime:
    days = (programme.ends_on - programme.starts_on - PAUSE_BETWEEN_SESSIONS).days
    day = programme.starts_on + timedelta(days=days * number // count)
    return datetime.combine(day, time(9), ZoneInfo(HOME_ZONE))


def _deliveries(plans: list[PlannedDelivery], programme: Programme) -> Iterator[dict[str, Any]]:
    module_ids = _list_modules(programme)
    for plan in plans:
        yield {
            "id": plan.id,
            "programme_id": programme.id,
            "module_id": module_ids[plan.number % len(module_ids)],
            "title": plan.named(sl="{}. skupina", de="{}. Gruppe", en="Group {}"),
            "state": plan.state,
            "audience": Audience.PUBLIC,
            "opens_at": plan.opens_at,
            "closes_at": plan.closes_at,
        }


def _sessions(plans: list[PlannedDelivery], programme: Programme) -> Iterator[dict[str, Any]]:
    venues = list(read_table("deliveries")["venues"].values())
    for plan in plans:
        for index, (event_id, starts_at) in enumerate(zip(plan.event_ids, plan.starts, strict=True), 1):
            venue = venues[(plan.number + index) % len(venues)]
            yield {
                "id": event_id,
                "programme_id": programme.id,
                "delivery_id": plan.id,
                "kind": EventKind.SESSION,
                "state": plan.state,
                "title": plan.named(
                    sl=f"{{}}. skupina, {index}. srečanje",
                    de=f"{{}}. Gruppe, {index}. Termin",
                    en=f"Group {{}}, session {index}",
                ),
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=7),
                "time_zone": venue["zone"],
                "town": venue["town"],
                "country": venue["country"],
                "venue": json.dumps(venue["name"]),
                "address": f"{venue['street']}, {venue['post_code']} {venue['town']}",
                "room": json.dumps(venue["room"]),
                "languages": ["sl", "de"],
                "is_interpreted": True,
                "capacity": plan.capacity,
                "places_taken": plan.taken,
                "places_waiting": len(plan.guests) - plan.taken,
                "audience": Audience.PUBLIC,
                "teaching_minutes": 360,
                "sequence": 0,
            }


def _registrations(plans: list[PlannedDelivery], crowd: Crowd) -> Iterator[dict[str, Any]]:
    for plan in plans:
        for place, (registration_id, guest) in enumerate(zip(plan.registration_ids, plan.guests, strict=True)):
            yield {
                "id": registration_id,
                "delivery_id": plan.id,
                "person_id": crowd.person_ids[guest],
                "organisation_id": crowd.organisation_of(guest),
                "locale": crowd.locale_of(guest),
                "photo_consent": guest % 5 > 0,
                "received_at": plan.arrival(place),
            }


def _places(plans: list[PlannedDelivery], crowd: Crowd) -> Iterator[dict[str, Any]]:
    for plan in plans:
        for place, (registration_id, guest) in enumerate(zip(plan.registration_ids, plan.guests, strict=True)):
            for event_id in plan.event_ids:
                yield {
                    "id": uuid.uuid4(),
                    "registration_id": registration_id,
                    "event_id": event_id,
                    "person_id": crowd.person_ids[guest],
                    "state": PlaceState.CONFIRMED if place < plan.capacity else PlaceState.WAITING,
                    "queue_number": place + 1,
                    "changed_at": plan.arrival(place),
                }


def _list_municipalities() -> list[uuid.UUID]:
    of_kind = Organisation.kind == OrganisationKind.MUNICIPALITY
    return list(db.session.scalars(sa.select(Organisation.id).where(of_kind).order_by(Organisation.sort_key)))


def _list_modules(programme: Programme) -> list[uuid.UUID]:
    is_published = sa.and_(Module.programme_id == programme.id, Module.state == ModuleState.PUBLISHED)
    return list(db.session.scalars(sa.select(Module.id).where(is_published).order_by(Module.number)))
