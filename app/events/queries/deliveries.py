"""Deliveries: one with all that belongs to it, and lists for the public and the staff."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.courses.models import Module, ModuleState
from app.events.models import Audience, Delivery, DeliveryState, Event
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.kernel.paging import Order, Page, page_by_key


@dataclass(frozen=True)
class DeliveryFilter:
    """What an organiser looks for; None means everything."""

    state: DeliveryState | None = None
    module_id: uuid.UUID | None = None


@dataclass(frozen=True)
class DeliveryRow:
    """A delivery as it stands in a list."""

    id: uuid.UUID
    state: DeliveryState
    audience: Audience
    title: LocalizedText
    opens_at: datetime
    closes_at: datetime
    module_id: uuid.UUID
    module_number: int
    module_title: LocalizedText
    first_starts_at: datetime | None
    last_ends_at: datetime | None
    events: int
    capacity: int
    places_taken: int
    places_waiting: int


def get_delivery(delivery_id: uuid.UUID) -> Delivery:
    """Return a delivery with programme, module, contact, and its events in order of time with their trainers."""
    delivery = db.session.scalars(
        sa.select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(
            joinedload(Delivery.programme),
            joinedload(Delivery.module),
            joinedload(Delivery.contact),
            selectinload(Delivery.events).selectinload(Event.trainers),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if delivery is None:
        raise NotFound
    return delivery


def list_open_deliveries(programme_id: uuid.UUID, at: datetime) -> list[DeliveryRow]:
    """Return published deliveries that are not over, the earliest first session first."""
    found = _delivery_rows().where(Delivery.programme_id == programme_id, Delivery.state == DeliveryState.PUBLISHED)
    found = found.having(sa.func.max(Event.ends_at) > at)
    rows = db.session.execute(found.order_by(sa.func.min(Event.starts_at), Delivery.id)).mappings()
    return [DeliveryRow(**row) for row in rows]


def page_deliveries(programme_id: uuid.UUID, wanted: DeliveryFilter, *, cursor: str | None) -> Page[DeliveryRow]:
    """Return a page of all deliveries, the one that opens last first."""
    conditions = [Delivery.programme_id == programme_id]
    if wanted.state:
        conditions.append(Delivery.state == wanted.state)
    if wanted.module_id:
        conditions.append(Delivery.module_id == wanted.module_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Delivery).where(*conditions)) or 0
    orders = [
        Order(Delivery.opens_at, "opens_at", descending=True),
        Order(Delivery.id, "id", descending=True),
    ]
    return page_by_key(_delivery_rows().where(*conditions), orders, cursor=cursor, total=total)


def list_delivery_choices(programme_id: uuid.UUID) -> list[tuple[uuid.UUID, int, LocalizedText, LocalizedText]]:
    """Return (id, module number, module title, title) of deliveries that are not cancelled, the latest first."""
    rows = db.session.execute(
        sa.select(Delivery.id, Module.number, Module.title, Delivery.title)
        .join(Module, Module.id == Delivery.module_id)
        .where(Delivery.programme_id == programme_id, Delivery.state != DeliveryState.CANCELLED)
        .order_by(Delivery.opens_at.desc(), Delivery.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _delivery_rows() -> sa.Select:
    live = sa.and_(Event.delivery_id == Delivery.id, Event.state != DeliveryState.CANCELLED)
    return (
        sa.select(
            Delivery.id,
            Delivery.state,
            Delivery.audience,
            Delivery.title,
            Delivery.opens_at,
            Delivery.closes_at,
            Module.id.label("module_id"),
            Module.number.label("module_number"),
            Module.title.label("module_title"),
            sa.func.min(Event.starts_at).label("first_starts_at"),
            sa.func.max(Event.ends_at).label("last_ends_at"),
            sa.func.count(Event.id).label("events"),
            sa.func.coalesce(sa.func.min(Event.capacity), 0).label("capacity"),
            sa.func.coalesce(sa.func.max(Event.places_taken), 0).label("places_taken"),
            sa.func.coalesce(sa.func.max(Event.places_waiting), 0).label("places_waiting"),
        )
        .join(Module, Module.id == Delivery.module_id)
        .outerjoin(Event, live)
        .group_by(Delivery.id, Module.id)
    )


def list_module_choices(programme_id: uuid.UUID) -> list[tuple[uuid.UUID, int, LocalizedText]]:
    """Return (id, number, title) of the programme's modules that can be given, in order of number."""
    rows = db.session.execute(
        sa.select(Module.id, Module.number, Module.title)
        .where(Module.programme_id == programme_id, Module.state != ModuleState.CLOSED)
        .order_by(Module.number, Module.id)
    )
    return [(row.id, row.number, row.title) for row in rows]


def get_delivery_for_lists(delivery_id: uuid.UUID) -> Delivery:
    """Return a delivery with programme, module and events in order of time, without trainers; two statements."""
    delivery = db.session.scalars(
        sa.select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(joinedload(Delivery.programme), joinedload(Delivery.module), selectinload(Delivery.events))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if delivery is None:
        raise NotFound
    return delivery
