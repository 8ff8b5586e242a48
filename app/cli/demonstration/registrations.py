"""Registrations in order of arrival; who is confirmed and who waits follows by itself."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.cli.demonstration.deliveries import Deliveries
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import read_table
from app.events.models import Delivery, Event
from app.kernel.database import db
from app.registration.actions import Application, register, withdraw
from app.registration.models import Registration

WITHDRAWN_AFTER = timedelta(days=1)
LAST_ARRIVAL_BEFORE = timedelta(hours=2)
NO_PHOTOS_EVERY = 6
"""Every sixth person does not agree to photographs."""


@dataclass(frozen=True)
class Arrival:
    """A person's registration, and when it came."""

    person: Person
    delivery: Delivery
    at: datetime
    is_withdrawn: bool


def load_registrations(deliveries: Deliveries, people: People, *, at: datetime) -> None:
    """Let the people register, each at a moment within the booking window, and some withdraw."""
    arrivals = [
        arrival
        for facts in read_table("deliveries")["deliveries"]
        for arrival in _arrivals(facts, deliveries[facts["key"]], people=people, at=at)
    ]
    events = _list_events(deliveries)
    for number, arrival in enumerate(sorted(arrivals, key=lambda arrival: arrival.at), 1):
        registration = _register(arrival, events[arrival.delivery.id], has_consent=number % NO_PHOTOS_EVERY > 0)
        if arrival.is_withdrawn:
            withdraw(registration.id, actor_id=arrival.person.id, at=arrival.at + WITHDRAWN_AFTER)


def _arrivals(facts: dict[str, Any], delivery: Delivery, *, people: People, at: datetime) -> list[Arrival]:
    """Spread the arrivals over the time in which one could register so far."""
    rows = facts["registrations"]
    span = min(delivery.closes_at, at - WITHDRAWN_AFTER - LAST_ARRIVAL_BEFORE) - delivery.opens_at
    return [
        Arrival(
            person=people[row["person"]],
            delivery=delivery,
            at=delivery.opens_at + span * (place / len(rows)),
            is_withdrawn=row["place"] == "withdrawn",
        )
        for place, row in enumerate(rows)
    ]


def _register(arrival: Arrival, event_ids: tuple[uuid.UUID, ...], *, has_consent: bool) -> Registration:
    person = arrival.person
    application = Application(
        delivery_id=arrival.delivery.id,
        event_ids=event_ids,
        locale=person.locale,
        organisation_id=person.organisation_id,
        job_title=person.job_title,
        photo_consent=has_consent,
    )
    return register(person.id, application, actor_id=person.id, at=arrival.at)


def _list_events(deliveries: Deliveries) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Return the sessions of each delivery in order of time."""
    ids = [delivery.id for delivery in deliveries.values()]
    rows = db.session.execute(
        sa.select(Event.delivery_id, Event.id).where(Event.delivery_id.in_(ids)).order_by(Event.starts_at, Event.id)
    ).all()
    return {delivery_id: tuple(event for holder, event in rows if holder == delivery_id) for delivery_id in ids}
