"""The calendar: dated things that the public may know of."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from app.courses.models import Module
from app.events.models import Audience, Delivery, DeliveryState, Event, EventKind
from app.events.rules import Booking, decide_booking
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText

PUBLIC_STATES = (DeliveryState.PUBLISHED, DeliveryState.CLOSED, DeliveryState.CANCELLED)
MOST_EVENTS = 200
"""A calendar page shows at most this many; a month has far fewer."""


@dataclass(frozen=True)
class EventRow:
    """A session or a visit as it stands in the calendar; the booking window of a session is its delivery's."""

    id: uuid.UUID
    programme_id: uuid.UUID
    kind: EventKind
    state: DeliveryState
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    country: str
    address: str
    venue: LocalizedText
    languages: list[str]
    is_interpreted: bool
    capacity: int
    places_taken: int
    places_waiting: int
    audience: Audience
    opens_at: datetime | None
    closes_at: datetime | None
    delivery_id: uuid.UUID | None
    delivery_title: LocalizedText | None
    module_id: uuid.UUID | None
    module_number: int | None
    module_title: LocalizedText | None

    @property
    def free(self) -> int:
        """Return how many places a newcomer could have; a free place is the first waiting person's."""
        return 0 if self.places_waiting else max(0, self.capacity - self.places_taken)

    def booking(self, at: datetime) -> Booking:
        """Tell whether one may register at a moment."""
        return decide_booking(
            state=self.state,
            audience=self.audience,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            ends_at=self.ends_at,
            free=self.free,
            at=at,
        )


@dataclass(frozen=True)
class CalendarFilter:
    """What one looks for; None means everything. Without a month the calendar begins at `since`."""

    since: datetime | None = None
    month: date | None = None
    language: str | None = None
    town: str | None = None
    past: bool = False


def list_upcoming_events(programme_id: uuid.UUID, at: datetime, limit: int) -> list[EventRow]:
    """Return the next events that are not over, the earliest first; cancelled ones are left out."""
    query = _event_rows().where(
        Event.programme_id == programme_id, Event.state == DeliveryState.PUBLISHED, Event.ends_at > at
    )
    return _fetch(query.order_by(Event.starts_at, Event.id).limit(limit))


def list_calendar(programme_id: uuid.UUID, wanted: CalendarFilter) -> list[EventRow]:
    """Return what the public may see: things to come in order, past ones from the latest back."""
    query = _event_rows().where(Event.programme_id == programme_id, Event.state.in_(PUBLIC_STATES))
    query = query.where(*_conditions(wanted))
    order = (Event.starts_at.desc(), Event.id.desc()) if wanted.past else (Event.starts_at, Event.id)
    return _fetch(query.order_by(*order).limit(MOST_EVENTS))


def list_events_of_delivery(delivery_id: uuid.UUID) -> list[EventRow]:
    """Return the sessions of a delivery that are no longer drafts, in order of time."""
    query = _event_rows().where(Event.delivery_id == delivery_id, Event.state.in_(PUBLIC_STATES))
    return _fetch(query.order_by(Event.starts_at, Event.id))


def list_sessions_to_come(module_id: uuid.UUID, at: datetime) -> list[EventRow]:
    """Return the sessions of a module's deliveries that are not over, delivery by delivery, the earliest first."""
    query = _event_rows().where(
        Module.id == module_id, Event.state == DeliveryState.PUBLISHED, Delivery.state == DeliveryState.PUBLISHED
    )
    rows = _fetch(query.where(Event.ends_at > at).order_by(Event.starts_at, Event.id))
    begins: dict[uuid.UUID | None, datetime] = {}
    for row in rows:
        begins.setdefault(row.delivery_id, row.starts_at)
    return sorted(rows, key=lambda row: (begins[row.delivery_id], str(row.delivery_id)))


def list_next_sessions(programme_id: uuid.UUID, at: datetime) -> dict[uuid.UUID, EventRow]:
    """Return for each module of a programme the first session to come of its public deliveries; one statement."""
    query = _event_rows().where(
        Event.programme_id == programme_id,
        Event.state == DeliveryState.PUBLISHED,
        Delivery.state == DeliveryState.PUBLISHED,
        Event.starts_at > at,
    )
    rows = _fetch(query.ext(distinct_on(Module.id)).order_by(Module.id, Event.starts_at, Event.id))
    return {row.module_id: row for row in rows if row.module_id}


def get_event_row(event_id: uuid.UUID) -> EventRow:
    """Return an event as it stands in the calendar."""
    for row in _fetch(_event_rows().where(Event.id == event_id)):
        return row
    raise NotFound


def list_calendar_months(programme_id: uuid.UUID, *, past: bool, at: datetime) -> list[date]:
    """Return the first days of the months in which something takes place, in order."""
    month = sa.cast(sa.func.date_trunc("month", sa.func.timezone(Event.time_zone, Event.starts_at)), sa.Date)
    found = db.session.scalars(
        sa.select(month)
        .where(Event.programme_id == programme_id, Event.state.in_(PUBLIC_STATES), _is_over(past, at))
        .distinct()
        .order_by(month)
    )
    return list(found)


def list_calendar_towns(programme_id: uuid.UUID) -> list[str]:
    """Return the towns in which something public takes or took place."""
    return list(
        db.session.scalars(
            sa.select(Event.town)
            .where(Event.programme_id == programme_id, Event.state.in_(PUBLIC_STATES))
            .distinct()
            .order_by(Event.town)
        )
    )


def _conditions(wanted: CalendarFilter) -> list[sa.ColumnElement[bool]]:
    conditions = []
    if wanted.since:
        conditions.append(_is_over(wanted.past, wanted.since))
    if wanted.month:
        first, after = month_bounds(wanted.month)
        conditions.append(sa.and_(Event.starts_at < after, Event.ends_at >= first))
    if wanted.language:
        conditions.append(Event.languages.contains([wanted.language]))
    if wanted.town:
        conditions.append(Event.town == wanted.town)
    return conditions


def _is_over(past: bool, at: datetime) -> sa.ColumnElement[bool]:
    return Event.ends_at <= at if past else Event.ends_at > at


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """Return the first instant of a month and of the next one, by the clock of the programme's home."""
    home = ZoneInfo(HOME_ZONE)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (
        datetime(month.year, month.month, 1, tzinfo=home),
        datetime(following.year, following.month, 1, tzinfo=home),
    )


def _event_rows() -> sa.Select[Any]:
    invited = sa.or_(Event.audience == Audience.INVITATION, Delivery.audience == Audience.INVITATION)
    own = [
        getattr(Event, name)
        for name in EventRow.__dataclass_fields__
        if hasattr(Event, name) and name not in {"state", "audience", "opens_at", "closes_at"}
    ]
    ended = Delivery.state.in_([DeliveryState.CLOSED, DeliveryState.CANCELLED])
    return (
        sa.select(
            *own,
            sa.case((ended, Delivery.state), else_=Event.state).label("state"),
            sa.case((invited, Audience.INVITATION.value), else_=Audience.PUBLIC.value).label("audience"),
            sa.func.coalesce(Delivery.opens_at, Event.opens_at).label("opens_at"),
            sa.func.coalesce(Delivery.closes_at, Event.closes_at).label("closes_at"),
            Delivery.title.label("delivery_title"),
            Module.id.label("module_id"),
            Module.number.label("module_number"),
            Module.title.label("module_title"),
        )
        .outerjoin(Delivery, Delivery.id == Event.delivery_id)
        .outerjoin(Module, Module.id == Delivery.module_id)
    )


def _fetch(query: sa.Select[Any]) -> list[EventRow]:
    rows = db.session.execute(query).mappings()
    return [
        EventRow(**{**row, "audience": Audience(row["audience"]), "state": DeliveryState(row["state"])}) for row in rows
    ]
