"""Registrations and places with valid defaults; the counts on the events follow."""

from itertools import count

import sqlalchemy as sa

from app.events.models import Event
from app.kernel.database import db
from app.registration.models import HOLDS_A_PLACE, Place, PlaceState, Registration
from tests.factories.accounts import make_person
from tests.factories.events import NOW

numbers = count(1)


def make_registration(delivery=None, person=None, *, event=None, events=(), state=PlaceState.CONFIRMED, **facts):
    """Make a registration for a delivery or a stand-alone event, with a place in `state` at each of `events`."""
    person = person or make_person()
    registration = Registration(
        **{
            "delivery_id": delivery.id if delivery else None,
            "event_id": event.id if event else None,
            "person_id": person.id,
            "organisation_id": person.organisation_id,
            "job_title": "Location manager",
            "locale": person.locale,
            "photo_consent": False,
            "received_at": NOW,
            **facts,
        }
    )
    db.session.add(registration)
    db.session.flush()
    for one in events or ([event] if event else ()):
        make_place(registration, one, state=state)
    return registration


def make_place(registration, event, *, state=PlaceState.CONFIRMED, **facts) -> Place:
    """Make a place in the queue's order of making, and count it on the event."""
    place = Place(
        **{
            "registration_id": registration.id,
            "event_id": event.id,
            "person_id": registration.person_id,
            "state": state,
            "queue_number": next(numbers),
            "changed_at": NOW,
            **facts,
        }
    )
    db.session.add(place)
    counts = {
        "places_taken": Event.places_taken + int(state in HOLDS_A_PLACE),
        "places_waiting": Event.places_waiting + int(state is PlaceState.WAITING),
    }
    db.session.flush()
    db.session.execute(sa.update(Event).where(Event.id == event.id).values(counts))
    return place
