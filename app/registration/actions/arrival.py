"""A person registers for a delivery and its sessions, or for a stand-alone event: all or nothing."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from app.accounts.actions import find_or_make_person
from app.accounts.queries import list_people_by_email
from app.events.models import Audience, DeliveryState, Event
from app.events.rules import decide_booking
from app.kernel.activity import record
from app.kernel.database import db, violated_constraint
from app.kernel.errors import NotFound
from app.kernel.queue import publish
from app.registration import queries
from app.registration.actions.places import lock_events, promote_waiting, take_place, tell
from app.registration.models import Place, PlaceState, Registration
from app.registration.rules import AlreadyRegistered, NothingChosen, NotOpen, decide_place, is_active

ONCE = {
    "uq_registration_delivery_person",
    "uq_registration_event_person",
    "uq_place_registration_event",
    "uq_place_event_person",
}


@dataclass(frozen=True)
class Application:
    """What a person asks for; `delivery_id` is None for a stand-alone event."""

    delivery_id: uuid.UUID | None
    event_ids: tuple[uuid.UUID, ...]
    locale: str
    organisation_id: uuid.UUID | None = None
    job_title: str | None = None
    photo_consent: bool = False
    is_invited: bool = False


@dataclass(frozen=True)
class Visitor:
    """What somebody who is not signed in says of themselves."""

    email: str
    first_name: str
    last_name: str


def register_visitor(visitor: Visitor, application: Application, *, at: datetime) -> Registration:
    """Register somebody who is not signed in: a person is found by the address or made, and never changed."""
    person = find_or_make_person(
        visitor.email,
        first_name=visitor.first_name,
        last_name=visitor.last_name,
        locale=application.locale,
        organisation_id=application.organisation_id,
        job_title=application.job_title,
        at=at,
    )
    return register(person.id, application, actor_id=None, at=at)


def register_invited(visitor: Visitor, application: Application, *, actor_id: uuid.UUID, at: datetime) -> Registration:
    """Register somebody whom an organiser adds by hand; a known person is asked nothing and never changed."""
    person = find_or_make_person(
        visitor.email,
        first_name=visitor.first_name,
        last_name=visitor.last_name,
        locale=application.locale,
        organisation_id=application.organisation_id,
        job_title=application.job_title,
        at=at,
    )
    asked = replace(application, locale=person.locale, is_invited=True)
    return register(person.id, asked, actor_id=actor_id, at=at)


def remind_visitor(visitor: Visitor, application: Application, *, at: datetime) -> None:
    """Mail how the registration stands to somebody who sends the form again, once a day at most."""
    key = application.delivery_id or application.event_ids[0]
    person = next(iter(list_people_by_email([visitor.email.strip().lower()])), None)
    registration = queries.find_registration_of(key, person.id) if person else None
    if registration:
        tell("registration.repeated", registration.id, at=at.replace(hour=0, minute=0, second=0, microsecond=0))


def register(
    person_id: uuid.UUID, application: Application, *, actor_id: uuid.UUID | None, at: datetime
) -> Registration:
    """Register a person for all the chosen events or for none.

    Each place is confirmed or waits at once. Raise AlreadyRegistered if nothing new was asked for, NotOpen,
    ByInvitation, NothingChosen, or NotFound for events of another delivery.
    """
    if not application.event_ids:
        raise NothingChosen
    events = lock_events(application.event_ids)
    _check_events(events, application)
    try:
        registration = _find_or_add(person_id, application, events=events, at=at)
        places = _take_places(registration, events, application=application, at=at)
        db.session.flush()
    except sa.exc.IntegrityError as error:
        if violated_constraint(error) in ONCE:
            raise AlreadyRegistered(person_id)
        raise
    record(actor_id or person_id, "registration.received", registration)
    for place in places:
        record(actor_id or person_id, f"place.{place.state}", place)
    if application.is_invited and actor_id:
        publish("registration.invited", registration_id=registration.id, actor_id=actor_id, stamp=at.isoformat())
    else:
        tell("registration.created", registration.id, at=at)
    return registration


def _check_events(events: Sequence[Event], application: Application) -> None:
    """Refuse ids that do not exist or belong elsewhere."""
    of_delivery = all(event.delivery_id == application.delivery_id for event in events)
    stands_alone = application.delivery_id is not None or len(events) == 1
    if len(events) != len(set(application.event_ids)) or not of_delivery or not stands_alone:
        raise NotFound


def _find_or_add(
    person_id: uuid.UUID, application: Application, *, events: Sequence[Event], at: datetime
) -> Registration:
    """Return the person's registration, the one from before if there is one; what it says of the person stays."""
    key = application.delivery_id or events[0].id
    registration = queries.find_registration_of(key, person_id)
    if registration is None:
        registration = Registration(
            delivery_id=application.delivery_id,
            event_id=None if application.delivery_id else key,
            person_id=person_id,
            organisation_id=application.organisation_id,
            job_title=application.job_title,
            locale=application.locale,
            photo_consent=application.photo_consent,
            received_at=at,
            places=[],
        )
        db.session.add(registration)
        db.session.flush()
    elif not any(is_active(place.state) for place in registration.places):
        registration.received_at = at
    return registration


def _take_places(
    registration: Registration, events: Sequence[Event], *, application: Application, at: datetime
) -> list[Place]:
    """Take a place at every chosen event where the person has none; raise AlreadyRegistered if there is no such."""
    present = {place.event_id: place for place in registration.places}
    new = [event for event in events if event.id not in present or not is_active(present[event.id].state)]
    if not new:
        raise AlreadyRegistered(registration.person_id)
    taken = []
    for event in new:
        counts = promote_waiting(event, at=at)
        state = _decide(event, free=counts.free, waiting=counts.waiting, is_invited=application.is_invited, at=at)
        number = counts.last_number + 1
        place = take_place(registration, event, state=state, number=number, at=at, place=present.get(event.id))
        taken.append(place)
        promote_waiting(event, at=at)
    return taken


def _decide(event: Event, *, free: int, waiting: int, is_invited: bool, at: datetime) -> PlaceState:
    """Ask the rule, with the booking window of the delivery for its sessions."""
    window = event.delivery or event
    has_ended = window.state in {DeliveryState.CLOSED, DeliveryState.CANCELLED}
    audience = Audience.INVITATION if Audience.INVITATION in {event.audience, window.audience} else Audience.PUBLIC
    booking = decide_booking(
        state=window.state if has_ended else event.state,
        audience=audience,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        ends_at=event.ends_at,
        free=free,
        at=at,
    )
    try:
        return decide_place(booking=booking, free=free, waiting=waiting, is_invited=is_invited)
    except NotOpen as refusal:
        raise NotOpen(refusal.booking, opens_at=window.opens_at)
