"""Deliveries and events with valid defaults; an event of a delivery is one of its sessions."""

from datetime import UTC, datetime, timedelta
from itertools import count

from app.events.models import Audience, Delivery, DeliveryState, Event, EventKind, EventTrainer
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from tests.factories.courses import make_module
from tests.factories.programmes import in_three_languages

numbers = count(1)
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
"""A moment at which what is made here is open; pages look at the real clock, so give them `around_now()`."""


def around_now(**facts: object) -> dict[str, object]:
    """Return the facts of a booking window that is open by the real clock."""
    at = datetime.now(UTC)
    return {"opens_at": at - timedelta(days=10), "closes_at": at + timedelta(days=10), **facts}


def make_delivery(module=None, *, programme=None, **facts: object) -> Delivery:
    """Make a published delivery without sessions; of a new module unless one is given."""
    module = module or make_module(programme)
    delivery = Delivery(
        **{
            "programme_id": module.programme_id,
            "module_id": module.id,
            "title": in_three_languages("Spring 2027"),
            "state": DeliveryState.PUBLISHED,
            "audience": Audience.PUBLIC,
            "opens_at": NOW - timedelta(days=10),
            "closes_at": NOW + timedelta(days=10),
            **facts,
        }
    )
    db.session.add(delivery)
    db.session.flush()
    return delivery


def make_event(delivery=None, *, programme=None, capacity: int = 20, **facts: object) -> Event:
    """Make a published session of a delivery, or a study visit of a programme."""
    number = next(numbers)
    starts_at = facts.get("starts_at", NOW + timedelta(days=20 + number % 5))
    event = Event(
        **{
            "programme_id": delivery.programme_id if delivery else programme.id,
            "delivery_id": delivery.id if delivery else None,
            "kind": EventKind.SESSION if delivery else EventKind.STUDY_VISIT,
            "state": DeliveryState.PUBLISHED,
            "title": in_three_languages(f"Session {number}"),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=7),
            "time_zone": "Europe/Ljubljana",
            "town": "Kranj",
            "country": "SI",
            "venue": LocalizedText(sl="Seminarska soba", de="Seminarraum", en="Seminar room"),
            "address": "Cesta Staneta Žagarja 37",
            "room": LocalizedText(),
            "languages": ["sl", "de"],
            "capacity": capacity,
            "opens_at": None if delivery else NOW - timedelta(days=10),
            "closes_at": None if delivery else NOW + timedelta(days=10),
            "teaching_minutes": 270,
            **facts,
        }
    )
    db.session.add(event)
    db.session.flush()
    return event


def make_trainer(event, person) -> EventTrainer:
    """Let a person teach at an event."""
    trainer = EventTrainer(event_id=event.id, person_id=person.id)
    db.session.add(trainer)
    db.session.flush()
    return trainer
