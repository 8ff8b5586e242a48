"""An organiser moves a person to another session, or with the whole registration to another delivery."""

import uuid
from datetime import datetime

import sqlalchemy as sa

from app.events.models import DeliveryState, Event
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.registration import queries
from app.registration.actions.places import change_state, lock_events, promote_waiting, settle, take_place, tell
from app.registration.models import Place, PlaceState, Registration
from app.registration.rules import AlreadyRegistered, decide_move, is_active


def move_to_event(
    registration_id: uuid.UUID, *, from_event_id: uuid.UUID, to_event_id: uuid.UUID, actor_id: uuid.UUID, at: datetime
) -> PlaceState:
    """Move a person to another session of the same delivery; return how the place stands there.

    Raise AlreadyRegistered if the person has a place there, NotFound if the session belongs elsewhere.
    """
    events = {event.id: event for event in lock_events([from_event_id, to_event_id])}
    registration = queries.get_registration(registration_id)
    places = {place.event_id: place for place in registration.places}
    target = events.get(to_event_id)
    if target is None or target.delivery_id is None or target.delivery_id != registration.delivery_id:
        raise NotFound
    if from_event_id not in places:
        raise NotFound
    if to_event_id in places and is_active(places[to_event_id].state):
        raise AlreadyRegistered(registration.person_id)
    _leave([places[from_event_id]], actor_id=actor_id, at=at)
    place = _arrive(registration, target, place=places.get(to_event_id), actor_id=actor_id, at=at)
    tell("registration.moved", registration.id, at=at)
    return place.state


def move_to_delivery(
    registration_id: uuid.UUID, *, to_delivery_id: uuid.UUID, actor_id: uuid.UUID, at: datetime
) -> Registration:
    """Move a registration to another delivery, with a place at every session of it; return the new registration.

    Raise AlreadyRegistered if the person is registered there, NotFound if nothing takes place there.
    """
    source = queries.get_registration(registration_id)
    old_event_ids = [place.event_id for place in source.places]
    new_event_ids = _event_ids_of(to_delivery_id, after=at)
    events = {event.id: event for event in lock_events([*old_event_ids, *new_event_ids])}
    if not new_event_ids or to_delivery_id == source.delivery_id:
        raise NotFound
    target = queries.find_registration_of(to_delivery_id, source.person_id)
    if target and any(is_active(place.state) for place in target.places):
        raise AlreadyRegistered(source.person_id)
    target = target or _copy(source, to_delivery_id, at=at)
    present = {place.event_id: place for place in target.places}
    source = queries.get_registration(registration_id)
    _leave([place for place in source.places if is_active(place.state)], actor_id=actor_id, at=at)
    for event_id in sorted(new_event_ids):
        _arrive(target, events[event_id], place=present.get(event_id), actor_id=actor_id, at=at)
    tell("registration.moved", target.id, at=at)
    return target


def _leave(places: list[Place], *, actor_id: uuid.UUID, at: datetime) -> None:
    for place in places:
        change_state(place, PlaceState.WITHDRAWN, at=at, actor_id=actor_id, verb="place.moved")
    settle(places, at=at)


def _arrive(
    registration: Registration, event: Event, *, place: Place | None, actor_id: uuid.UUID, at: datetime
) -> Place:
    counts = promote_waiting(event, at=at)
    state = decide_move(free=counts.free, waiting=counts.waiting)
    place = take_place(registration, event, state=state, number=counts.last_number + 1, at=at, place=place)
    db.session.flush()
    change_state(place, state, at=at, actor_id=actor_id, verb=f"place.{state}")
    promote_waiting(event, at=at)
    return place


def _copy(source: Registration, delivery_id: uuid.UUID, *, at: datetime) -> Registration:
    registration = Registration(
        delivery_id=delivery_id,
        person_id=source.person_id,
        organisation_id=source.organisation_id,
        job_title=source.job_title,
        locale=source.locale,
        photo_consent=source.photo_consent,
        received_at=at,
        places=[],
    )
    db.session.add(registration)
    db.session.flush()
    return registration


def _event_ids_of(delivery_id: uuid.UUID, *, after: datetime) -> list[uuid.UUID]:
    return list(
        db.session.scalars(
            sa.select(Event.id).where(
                Event.delivery_id == delivery_id, Event.state == DeliveryState.PUBLISHED, Event.starts_at > after
            )
        )
    )
