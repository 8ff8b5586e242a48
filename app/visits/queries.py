"""What we know of study visits and their itineraries."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.events.models import Audience, DeliveryState, Event, EventKind
from app.events.rules import Booking
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.kernel.paging import Order, Page, page_by_key
from app.visits.models import ItineraryDay, ItineraryStop, VisitDescription
from app.visits.rules import booking_of, free_places, list_days

PUBLIC_STATES = (DeliveryState.PUBLISHED, DeliveryState.CLOSED, DeliveryState.CANCELLED)
MOST_VISITS = 100
"""Of each kind, to come and past, a page shows at most so many; a programme has a handful."""


@dataclass(frozen=True)
class VisitRow:
    """A study visit as it stands in a list."""

    id: uuid.UUID
    state: DeliveryState
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    venue: LocalizedText
    languages: list[str]
    capacity: int
    places_taken: int
    places_waiting: int
    audience: Audience
    opens_at: datetime | None
    closes_at: datetime | None
    delivery_id: uuid.UUID | None

    @property
    def free(self) -> int:
        """Return how many places a newcomer could have."""
        return free_places(self)

    def booking(self, at: datetime) -> Booking:
        """Tell whether one may register at a moment."""
        return booking_of(self, at)


@dataclass(frozen=True)
class VisitDay:
    """A day of a visit with its stops in order of time."""

    number: int
    date: date
    title: LocalizedText
    stops: tuple[ItineraryStop, ...]


@dataclass(frozen=True)
class Visit:
    """A study visit with all that is told of it."""

    event: Event
    summary: LocalizedText
    taking_part: LocalizedText
    note: LocalizedText
    days: tuple[VisitDay, ...]


def list_visits_to_come(programme_id: uuid.UUID, at: datetime) -> list[VisitRow]:
    """Return the public visits that are not over, the earliest first."""
    return _list_visits(Event.programme_id == programme_id, Event.ends_at > at, order=(Event.starts_at, Event.id))


def list_past_visits(programme_id: uuid.UUID, at: datetime) -> list[VisitRow]:
    """Return the public visits that are over, the latest first."""
    latest_first = (Event.starts_at.desc(), Event.id.desc())
    return _list_visits(Event.programme_id == programme_id, Event.ends_at <= at, order=latest_first)


def page_visits_to_plan(programme_id: uuid.UUID, *, cursor: str | None) -> Page[VisitRow]:
    """Return a page of all visits of a programme, drafts included, the latest first."""
    conditions = (Event.programme_id == programme_id, Event.kind == EventKind.STUDY_VISIT)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Event).where(*conditions)) or 0
    columns = [getattr(Event, name) for name in VisitRow.__dataclass_fields__]
    orders = [Order(Event.starts_at, "starts_at", descending=True), Order(Event.id, "id", descending=True)]
    return page_by_key(sa.select(*columns).where(*conditions), orders, cursor=cursor, total=total)


def _list_visits(*conditions: sa.ColumnElement[bool], order: tuple[Any, ...]) -> list[VisitRow]:
    columns = [getattr(Event, name) for name in VisitRow.__dataclass_fields__]
    rows = db.session.execute(
        sa.select(*columns)
        .where(Event.kind == EventKind.STUDY_VISIT, Event.state.in_(PUBLIC_STATES), *conditions)
        .order_by(*order)
        .limit(MOST_VISITS)
    )
    return [VisitRow(**row._mapping) for row in rows]


def get_visit(event_id: uuid.UUID) -> Visit:
    """Return a study visit with its leaders and its whole itinerary; every day of it is there, planned or not."""
    event = get_visit_event(event_id)
    description = find_description(event_id)
    titles = {
        row.day: row.title
        for row in db.session.execute(
            sa.select(ItineraryDay.day, ItineraryDay.title).where(ItineraryDay.event_id == event_id)
        )
    }
    stops = list_stops(event_id)
    dates = sorted({*list_days(event.starts_at, event.ends_at, event.time_zone), *(stop.day for stop in stops)})
    return Visit(
        event=event,
        summary=description.summary if description else LocalizedText(),
        taking_part=description.taking_part if description else LocalizedText(),
        note=description.note if description else LocalizedText(),
        days=tuple(
            VisitDay(number, day, titles.get(day, LocalizedText()), tuple(stop for stop in stops if stop.day == day))
            for number, day in enumerate(dates, 1)
        ),
    )


def get_visit_event(event_id: uuid.UUID) -> Event:
    """Return the event of a study visit with its programme and leaders; sessions are no visits."""
    event = db.session.scalars(
        sa.select(Event)
        .where(Event.id == event_id, Event.kind == EventKind.STUDY_VISIT)
        .options(joinedload(Event.programme), selectinload(Event.trainers))
    ).one_or_none()
    if event is None:
        raise NotFound
    return event


def find_description(event_id: uuid.UUID) -> VisitDescription | None:
    """Return what is told of a visit; None if nobody has written it."""
    return db.session.scalars(sa.select(VisitDescription).where(VisitDescription.event_id == event_id)).one_or_none()


def has_plan(event_id: uuid.UUID) -> bool:
    """Tell whether anything of a visit has been written or planned."""
    planned = (
        sa.exists().where(table.event_id == event_id) for table in (VisitDescription, ItineraryDay, ItineraryStop)
    )
    return bool(db.session.scalar(sa.select(sa.or_(*planned))))


def list_named_days(event_id: uuid.UUID) -> list[ItineraryDay]:
    """Return the days of a visit that have a heading, in order."""
    query = sa.select(ItineraryDay).where(ItineraryDay.event_id == event_id).order_by(ItineraryDay.day)
    return list(db.session.scalars(query))


def find_day_title(event_id: uuid.UUID, day: date) -> LocalizedText | None:
    """Return the heading of a visit's day; None if it has none."""
    return db.session.scalars(
        sa.select(ItineraryDay.title).where(ItineraryDay.event_id == event_id, ItineraryDay.day == day)
    ).one_or_none()


def list_stops(event_id: uuid.UUID) -> list[ItineraryStop]:
    """Return the stops of a visit in order of day and time."""
    return list(
        db.session.scalars(
            sa.select(ItineraryStop)
            .where(ItineraryStop.event_id == event_id)
            .order_by(ItineraryStop.day, ItineraryStop.starts_at, ItineraryStop.id)
        )
    )


def get_stop(event_id: uuid.UUID, stop_id: uuid.UUID) -> ItineraryStop:
    """Return a stop of this visit."""
    stop = db.session.scalars(
        sa.select(ItineraryStop).where(ItineraryStop.id == stop_id, ItineraryStop.event_id == event_id)
    ).one_or_none()
    if stop is None:
        raise NotFound
    return stop
