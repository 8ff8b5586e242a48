"""What can be done with a delivery: create, change, publish, copy and cancel it."""

import uuid
from dataclasses import fields
from datetime import timedelta

import sqlalchemy as sa

from app.courses.models import Module, ModuleState
from app.events import queries
from app.events.actions.events import COLUMNS, create_event
from app.events.models import Delivery, DeliveryState, Event
from app.events.rules import (
    AlreadyCancelled,
    DeliveryFacts,
    EventFacts,
    ModuleIsNotPublished,
    NothingToPublish,
    ensure_in_order,
    same_clock_time_later,
)
from app.kernel.activity import record
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.queue import publish

TAUGHT = (ModuleState.PUBLISHED, ModuleState.CLOSED)
"""Closed modules are given to the end of what was planned."""


def create_delivery(programme_id: uuid.UUID, facts: DeliveryFacts, *, actor_id: uuid.UUID | None) -> Delivery:
    """Plan a delivery of a module; it stays a draft until it is published. Raise TimesOutOfOrder."""
    ensure_in_order(facts.opens_at, facts.closes_at)
    delivery = Delivery(programme_id=programme_id, state=DeliveryState.DRAFT, **_values(facts))
    db.session.add(delivery)
    db.session.flush()
    record(actor_id, "delivery.created", delivery)
    return delivery


def change_delivery(delivery_id: uuid.UUID, facts: DeliveryFacts, *, actor_id: uuid.UUID | None) -> Delivery:
    """Change a delivery; raise TimesOutOfOrder or AlreadyCancelled."""
    ensure_in_order(facts.opens_at, facts.closes_at)
    delivery = _lock(delivery_id)
    for name, value in _values(facts).items():
        setattr(delivery, name, value)
    record(actor_id, "delivery.changed", delivery)
    return delivery


def publish_delivery(delivery_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> Delivery:
    """Show a delivery and its sessions to the public; raise ModuleIsNotPublished or NothingToPublish."""
    delivery = _lock(delivery_id)
    if db.session.scalar(sa.select(Module.state).where(Module.id == delivery.module_id)) not in TAUGHT:
        raise ModuleIsNotPublished
    events = _lock_events(delivery_id)
    if not events:
        raise NothingToPublish
    delivery.state = DeliveryState.PUBLISHED
    for event in events:
        event.state = DeliveryState.PUBLISHED
    record(actor_id, "delivery.published", delivery)
    return delivery


def cancel_delivery(delivery_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> Delivery:
    """Call a delivery off with all its sessions; registration then tells the people, once each."""
    delivery = _lock(delivery_id)
    delivery.state = DeliveryState.CANCELLED
    for event in _lock_events(delivery_id):
        event.state = DeliveryState.CANCELLED
        event.sequence += 1
    record(actor_id, "delivery.cancelled", delivery)
    publish("delivery.cancelled", delivery_id=delivery.id)
    return delivery


def copy_delivery(delivery_id: uuid.UUID, *, by: timedelta, actor_id: uuid.UUID | None) -> Delivery:
    """Make a draft of the same delivery, later by whole days; sessions keep their clock times, not their trainers."""
    source = queries.get_delivery(delivery_id)
    facts = DeliveryFacts(
        module_id=source.module_id,
        title=source.title,
        audience=source.audience,
        opens_at=same_clock_time_later(source.opens_at, zone=HOME_ZONE, by=by),
        closes_at=same_clock_time_later(source.closes_at, zone=HOME_ZONE, by=by),
        contact_id=source.contact_id,
    )
    copy = create_delivery(source.programme_id, facts, actor_id=actor_id)
    for event in source.events:
        if event.state is not DeliveryState.CANCELLED:
            later = create_event(source.programme_id, _later(event, by), delivery=copy, actor_id=actor_id)
            publish("event.copied", source_id=event.id, event_id=later.id)
    return copy


def _later(event: Event, by: timedelta) -> EventFacts:
    values = {name: getattr(event, name) for name in COLUMNS}
    for name in ("starts_at", "ends_at"):
        values[name] = same_clock_time_later(values[name], zone=event.time_zone, by=by)
    return EventFacts(**values)


def _values(facts: DeliveryFacts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _lock(delivery_id: uuid.UUID) -> Delivery:
    delivery = db.session.scalars(
        sa.select(Delivery)
        .where(Delivery.id == delivery_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if delivery is None:
        raise NotFound
    if delivery.state is DeliveryState.CANCELLED:
        raise AlreadyCancelled
    return delivery


def _lock_events(delivery_id: uuid.UUID) -> list[Event]:
    """Lock the sessions that still take place, in one order, so that two never block each other."""
    return list(
        db.session.scalars(
            sa.select(Event)
            .where(Event.delivery_id == delivery_id, Event.state != DeliveryState.CANCELLED)
            .order_by(Event.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
