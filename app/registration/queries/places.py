"""Places of events: counted, and person by person."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.models import Person
from app.events.models import Event
from app.kernel.database import db
from app.organisations.models import Organisation
from app.registration.models import HOLDS_A_PLACE, Place, PlaceState, Registration
from app.registration.rules import Counts


@dataclass(frozen=True)
class PlaceCounts:
    """How an event's places stand."""

    capacity: int
    taken: int
    waiting: int
    free: int


@dataclass(frozen=True)
class PersonAtEvent:
    """A person at an event, with whom they represent there."""

    place_id: uuid.UUID
    registration_id: uuid.UUID
    person_id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    locale: str
    organisation_name: str | None
    country: str | None
    job_title: str | None
    state: PlaceState
    queue_number: int
    photo_consent: bool

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def name_for_lists(self) -> str:
        return f"{self.last_name}, {self.first_name}"


def count_places(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PlaceCounts]:
    """Return how the places of events stand; a free place belongs to those who wait."""
    rows = db.session.execute(
        sa.select(Event.id, Event.capacity, Event.places_taken, Event.places_waiting).where(Event.id.in_(event_ids))
    )
    return {
        row.id: PlaceCounts(
            capacity=row.capacity,
            taken=row.places_taken,
            waiting=row.places_waiting,
            free=0 if row.places_waiting else row.capacity - row.places_taken,
        )
        for row in rows
    }


def count_states_of_events(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """Count the places themselves; the caller holds the events' locks."""
    rows = db.session.execute(
        sa.select(
            Event.id,
            Event.capacity,
            sa.func.count(Place.id).filter(Place.state.in_(HOLDS_A_PLACE)).label("taken"),
            sa.func.count(Place.id).filter(Place.state == PlaceState.WAITING).label("waiting"),
            sa.func.coalesce(sa.func.max(Place.queue_number), 0).label("last_number"),
        )
        .outerjoin(Place, Place.event_id == Event.id)
        .where(Event.id.in_(event_ids))
        .group_by(Event.id)
    )
    return {
        row.id: Counts(capacity=row.capacity, taken=row.taken, waiting=row.waiting, last_number=row.last_number)
        for row in rows
    }


def list_waiting(event_id: uuid.UUID, limit: int) -> list[Place]:
    """Return the places of those who have waited longest."""
    return list(
        db.session.scalars(
            sa.select(Place)
            .where(Place.event_id == event_id, Place.state == PlaceState.WAITING)
            .order_by(Place.queue_number)
            .limit(limit)
        )
    )


def list_places_of_event(event_id: uuid.UUID, states: Collection[PlaceState] = HOLDS_A_PLACE) -> list[PersonAtEvent]:
    """Return the people of an event in order of name, one row each."""
    rows = db.session.execute(
        sa.select(
            Place.id.label("place_id"),
            Place.registration_id,
            Place.person_id,
            Person.first_name,
            Person.last_name,
            Person.email,
            Person.locale,
            Organisation.name.label("organisation_name"),
            Organisation.country,
            Registration.job_title,
            Place.state,
            Place.queue_number,
            Registration.photo_consent,
        )
        .join(Registration, Registration.id == Place.registration_id)
        .join(Person, Person.id == Place.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Place.event_id == event_id, Place.state.in_(states))
        .order_by(Person.sort_key, Place.id)
    )
    return [PersonAtEvent(**row._mapping) for row in rows]
