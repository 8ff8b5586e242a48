"""What every change of places is made of: lock, count, change, let those who wait move up, tell.

Nobody counts or changes places without the event's lock; events are locked in the order of their ids, so that two
changes never block each other.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.events.actions import note_places
from app.events.models import Delivery, DeliveryState, Event
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.queue import publish
from app.registration import queries
from app.registration.models import Place, PlaceState, Registration
from app.registration.rules import Counts, count_promotions


def lock_events(event_ids: Collection[uuid.UUID]) -> list[Event]:
    """Lock events, in the order of their ids, and return them fresh with their deliveries."""
    return list(
        db.session.scalars(
            sa.select(Event)
            .where(Event.id.in_(event_ids))
            .options(joinedload(Event.delivery).joinedload(Delivery.module))
            .order_by(Event.id)
            .with_for_update(key_share=True, of=Event)
            .execution_options(populate_existing=True)
        )
    )


def lock_places(registration_ids: Collection[uuid.UUID], event_ids: Collection[uuid.UUID] = ()) -> list[Place]:
    """Lock the events of registrations, all or only those named, and return the places there, in the queue's order."""
    conditions = [Place.registration_id.in_(registration_ids)]
    if event_ids:
        conditions.append(Place.event_id.in_(event_ids))
    lock_events(list(db.session.scalars(sa.select(Place.event_id).where(*conditions).distinct())))
    return list(
        db.session.scalars(
            sa.select(Place)
            .where(*conditions)
            .options(joinedload(Place.event), joinedload(Place.registration))
            .order_by(Place.queue_number, Place.event_id)
            .execution_options(populate_existing=True)
        )
    )


def promote_waiting(event: Event, *, at: datetime) -> Counts:
    """Give free places to those who have waited longest, note the counts, and return them.

    To be called, under the event's lock, after every change of its places or capacity. Nobody moves up once the event
    has begun or was called off.
    """
    db.session.flush()
    counts = queries.count_states_of_events([event.id])[event.id]
    promoted = 0
    if event.starts_at > at and event.state is DeliveryState.PUBLISHED:
        promoted = count_promotions(capacity=event.capacity, taken=counts.taken, waiting=counts.waiting)
    if promoted:
        for place in queries.list_waiting(event.id, promoted):
            change_state(place, PlaceState.CONFIRMED, at=at, actor_id=None, verb="place.promoted")
            tell("registration.promoted", place.registration_id, at=at)
    after = Counts(
        capacity=event.capacity,
        taken=counts.taken + promoted,
        waiting=counts.waiting - promoted,
        last_number=counts.last_number,
    )
    note_places(event, taken=after.taken, waiting=after.waiting)
    return after


def settle(places: Iterable[Place], *, at: datetime) -> None:
    """Let those who wait move up at every event whose places were changed."""
    for event in sorted({place.event for place in places}, key=lambda event: event.id):
        promote_waiting(event, at=at)


def change_state(
    place: Place,
    state: PlaceState,
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    verb: str,
    reason: str | None = None,
) -> None:
    """Give a place another state and leave the trace; the caller holds the event's lock."""
    place.state = state
    place.changed_at = at
    place.reason = reason
    record(actor_id, verb, place)


def take_place(
    registration: Registration,
    event: Event,
    *,
    state: PlaceState,
    number: int,
    at: datetime,
    place: Place | None = None,
) -> Place:
    """Add a place to a registration, or take up again the `place` that was given back."""
    if place is None:
        place = Place(registration_id=registration.id, event_id=event.id, person_id=registration.person_id)
        db.session.add(place)
    place.state = state
    place.queue_number = number
    place.changed_at = at
    place.reason = None
    return place


def tell(topic: str, registration_id: uuid.UUID, *, at: datetime) -> None:
    """Publish what happened to a registration; `stamp` names the change, so that it is told once."""
    publish(topic, registration_id=registration_id, stamp=at.isoformat())
