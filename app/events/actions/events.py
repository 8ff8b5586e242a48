"""What can be done with an event: create, change, publish, copy, cancel it, and say who teaches."""

import uuid
from collections.abc import Collection
from dataclasses import fields

import sqlalchemy as sa

from app.accounts.models import Person
from app.events import queries
from app.events.models import Delivery, DeliveryState, Event, EventTrainer
from app.events.rules import (
    CALENDAR_FACTS,
    COPIED_EVENT_IS_LATER,
    AlreadyCancelled,
    CapacityTooSmall,
    EventFacts,
    TrainerIsBusy,
    ensure_event_in_order,
    same_clock_time_later,
)
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.queue import publish

COLUMNS = [field.name for field in fields(EventFacts) if field.name != "trainer_ids"]


def create_event(
    programme_id: uuid.UUID, facts: EventFacts, *, delivery: Delivery | None = None, actor_id: uuid.UUID | None
) -> Event:
    """Add an event to a programme, as a session of a delivery if one is given.

    A session of a published delivery is public at once. Raise TimesOutOfOrder, WindowOutOfOrder or TrainerIsBusy.
    """
    ensure_event_in_order(facts)
    if delivery is not None and delivery.state is DeliveryState.CANCELLED:
        raise AlreadyCancelled
    event = Event(
        programme_id=programme_id,
        delivery_id=delivery and delivery.id,
        state=DeliveryState.DRAFT if delivery is None else delivery.state,
        **_values(facts),
    )
    db.session.add(event)
    db.session.flush()
    set_trainers(event, facts.trainer_ids)
    record(actor_id, "event.created", event)
    return event


def change_event(event_id: uuid.UUID, facts: EventFacts, *, actor_id: uuid.UUID | None) -> Event:
    """Change an event; people learn of what stands in their calendars, and freed places are filled.

    Raise TimesOutOfOrder, WindowOutOfOrder, CapacityTooSmall, TrainerIsBusy or AlreadyCancelled.
    """
    ensure_event_in_order(facts)
    event = _lock(event_id)
    if facts.capacity < event.places_taken:
        raise CapacityTooSmall(taken=event.places_taken)
    has_more_places = facts.capacity > event.capacity
    concerns_calendars = any(getattr(event, name) != getattr(facts, name) for name in CALENDAR_FACTS)
    for name, value in _values(facts).items():
        setattr(event, name, value)
    set_trainers(event, facts.trainer_ids)
    record(actor_id, "event.changed", event)
    if has_more_places:
        publish("event.enlarged", event_id=event.id)
    if concerns_calendars:
        event.sequence += 1
        publish("event.changed", event_id=event.id, sequence=event.sequence)
    return event


def set_trainers(event: Event, trainer_ids: Collection[uuid.UUID]) -> None:
    """Say who teaches at an event; raise TrainerIsBusy if one of them is at another event in that time."""
    _refuse_busy_trainers(event, trainer_ids)
    present = set(db.session.scalars(sa.select(EventTrainer.person_id).where(EventTrainer.event_id == event.id)))
    gone = present - set(trainer_ids)
    db.session.execute(
        sa.delete(EventTrainer).where(EventTrainer.event_id == event.id, EventTrainer.person_id.in_(gone))
    )
    new = sorted(set(trainer_ids) - present)
    db.session.add_all(EventTrainer(event_id=event.id, person_id=person_id) for person_id in new)
    db.session.flush()


def stand_in(event_id: uuid.UUID, *, person_id: uuid.UUID) -> Event:
    """Let a person teach at an event beside those who were to; raise TrainerIsBusy or AlreadyCancelled."""
    event = _lock(event_id)
    _refuse_busy_trainers(event, [person_id])
    known = sa.select(EventTrainer.id).where(EventTrainer.event_id == event.id, EventTrainer.person_id == person_id)
    if db.session.scalar(known) is None:
        db.session.add(EventTrainer(event_id=event.id, person_id=person_id))
        record(person_id, "event.stood_in", event)
    return event


def _refuse_busy_trainers(event: Event, trainer_ids: Collection[uuid.UUID]) -> None:
    _lock_people(trainer_ids)
    busy = queries.find_busy_trainer(
        list(trainer_ids), starts_at=event.starts_at, ends_at=event.ends_at, except_event_id=event.id
    )
    if busy:
        raise TrainerIsBusy(name=busy.name, event_title=busy.title, starts_at=busy.starts_at, zone=busy.time_zone)


def publish_event(event_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> Event:
    """Open a stand-alone event to the public."""
    event = _lock(event_id)
    event.state = DeliveryState.PUBLISHED
    record(actor_id, "event.published", event)
    return event


def cancel_event(event_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> Event:
    """Call an event off; registration then tells the people."""
    event = _lock(event_id)
    event.state = DeliveryState.CANCELLED
    event.sequence += 1
    record(actor_id, "event.cancelled", event)
    publish("event.cancelled", event_id=event.id)
    return event


def copy_event(event_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> Event:
    """Make the same event a week later by the clock of the venue, with the same trainers."""
    event = queries.get_event(event_id)
    trainer_ids = tuple(trainer.id for trainer in event.trainers)
    later = {
        name: same_clock_time_later(getattr(event, name), zone=event.time_zone, by=COPIED_EVENT_IS_LATER)
        for name in ("starts_at", "ends_at")
    }
    values = {name: getattr(event, name) for name in COLUMNS} | later
    facts = EventFacts(**values, trainer_ids=trainer_ids)
    copy = create_event(event.programme_id, facts, delivery=event.delivery, actor_id=actor_id)
    publish("event.copied", source_id=event.id, event_id=copy.id)
    return copy


def note_places(event: Event, *, taken: int, waiting: int) -> None:
    """Note how many places are held and how many people wait; the caller holds the event's lock."""
    event.places_taken = taken
    event.places_waiting = waiting


def _values(facts: EventFacts) -> dict[str, object]:
    values = {name: getattr(facts, name) for name in COLUMNS}
    return {**values, "languages": list(facts.languages)}


def _lock(event_id: uuid.UUID) -> Event:
    """Lock an event for a change; raise NotFound or AlreadyCancelled."""
    event = db.session.scalars(
        sa.select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if event is None:
        raise NotFound
    if event.state is DeliveryState.CANCELLED:
        raise AlreadyCancelled
    return event


def _lock_people(person_ids: Collection[uuid.UUID]) -> None:
    """Let two plans that want the same trainer wait for each other, in one order so that they never block."""
    db.session.execute(
        sa.select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update(key_share=True)
    )
