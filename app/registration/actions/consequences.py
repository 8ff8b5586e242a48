"""What follows for places when an organiser changes or calls off an event."""

import uuid
from datetime import datetime

import sqlalchemy as sa

from app.events.models import Event
from app.kernel.database import db
from app.registration.actions.places import change_state, lock_events, promote_waiting, tell
from app.registration.models import IS_ACTIVE, Place, PlaceState


def fill_free_places(event_id: uuid.UUID, *, at: datetime) -> None:
    """Let those who wait move up after the capacity was raised."""
    for event in lock_events([event_id]):
        promote_waiting(event, at=at)


def cancel_places_of_event(event_id: uuid.UUID, *, at: datetime) -> None:
    """End every place of an event that was called off, and tell its people."""
    _cancel_places([event_id], at=at)


def cancel_places_of_delivery(delivery_id: uuid.UUID, *, at: datetime) -> None:
    """End every place of a delivery that was called off, and tell its people once each."""
    _cancel_places(list(db.session.scalars(sa.select(Event.id).where(Event.delivery_id == delivery_id))), at=at)


def _cancel_places(event_ids: list[uuid.UUID], *, at: datetime) -> None:
    events = lock_events(event_ids)
    places = db.session.scalars(
        sa.select(Place).where(Place.event_id.in_(event_ids), Place.state.in_(IS_ACTIVE)).order_by(Place.id)
    ).all()
    for place in places:
        change_state(place, PlaceState.CANCELLED, at=at, actor_id=None, verb="place.cancelled")
    for event in events:
        promote_waiting(event, at=at)
    for registration_id in sorted({place.registration_id for place in places}):
        tell("registration.cancelled", registration_id, at=at)
