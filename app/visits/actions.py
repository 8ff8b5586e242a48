"""What can be done with the itinerary of a study visit."""

import uuid
from dataclasses import fields
from datetime import date

import sqlalchemy as sa

from app.events.models import Event
from app.kernel.activity import record
from app.kernel.database import Model, db
from app.kernel.locales import LocalizedText
from app.visits import queries
from app.visits.models import ItineraryDay, ItineraryStop, VisitDescription
from app.visits.rules import StopFacts, ensure_stop_fits, list_days


def add_stop(event_id: uuid.UUID, facts: StopFacts, *, actor_id: uuid.UUID | None) -> ItineraryStop:
    """Add a stop to a day of a visit; raise StopOutsideVisit or StopEndsTooEarly."""
    event = queries.get_visit_event(event_id)
    ensure_stop_fits(facts, _days(event))
    stop = ItineraryStop(event_id=event_id, **_values(facts))
    db.session.add(stop)
    record(actor_id, "itinerary_stop.added", stop)
    return stop


def change_stop(
    event_id: uuid.UUID, stop_id: uuid.UUID, *, facts: StopFacts, actor_id: uuid.UUID | None
) -> ItineraryStop:
    """Change a stop of a visit; raise StopOutsideVisit or StopEndsTooEarly."""
    ensure_stop_fits(facts, _days(queries.get_visit_event(event_id)))
    stop = queries.get_stop(event_id, stop_id)
    for name, value in _values(facts).items():
        setattr(stop, name, value)
    record(actor_id, "itinerary_stop.changed", stop)
    return stop


def remove_stop(event_id: uuid.UUID, stop_id: uuid.UUID, *, actor_id: uuid.UUID | None) -> None:
    """Take a stop out of a visit; one that is gone already stays gone."""
    stop = db.session.scalars(
        sa.select(ItineraryStop).where(ItineraryStop.id == stop_id, ItineraryStop.event_id == event_id)
    ).one_or_none()
    if stop is None:
        return
    record(actor_id, "itinerary_stop.removed", stop)
    db.session.delete(stop)


def name_day(event_id: uuid.UUID, day: date, *, title: LocalizedText, actor_id: uuid.UUID | None) -> ItineraryDay:
    """Give a day of a visit its heading."""
    named = db.session.scalars(
        sa.select(ItineraryDay).where(ItineraryDay.event_id == event_id, ItineraryDay.day == day)
    ).one_or_none() or ItineraryDay(event_id=event_id, day=day)
    named.title = title
    db.session.add(named)
    record(actor_id, "itinerary_day.named", named)
    return named


def describe_visit(
    event_id: uuid.UUID,
    *,
    summary: LocalizedText,
    taking_part: LocalizedText,
    note: LocalizedText,
    actor_id: uuid.UUID | None,
) -> VisitDescription:
    """Say what a visit is about and how one takes part."""
    description = queries.find_description(event_id) or VisitDescription(event_id=event_id)
    description.summary, description.taking_part, description.note = summary, taking_part, note
    db.session.add(description)
    record(actor_id, "visit.described", description)
    return description


def copy_itinerary(source_id: uuid.UUID, event_id: uuid.UUID) -> None:
    """Let a copied visit have the texts, days and stops of its source, later by as many days as it begins later.

    What somebody has begun to plan for the copy stays alone; asked a second time it changes nothing.
    """
    source, event = queries.get_visit_event(source_id), queries.get_visit_event(event_id)
    if queries.has_plan(event_id):
        return
    later = _days(event)[0] - _days(source)[0]
    description = queries.find_description(source_id)
    if description:
        db.session.add(_copy(description, event_id=event_id))
    for planned in [*queries.list_named_days(source_id), *queries.list_stops(source_id)]:
        db.session.add(_copy(planned, event_id=event_id, day=planned.day + later))
    record(None, "itinerary.copied", event)


def _copy(row: Model, **changes: object) -> Model:
    """Return a row that says the same, but for the changes."""
    own = {"id", "created_at"}
    names = [column.key for column in sa.inspect(type(row)).column_attrs if column.key not in own]
    return type(row)(**{name: getattr(row, name) for name in names} | changes)


def _days(event: Event) -> list[date]:
    return list_days(event.starts_at, event.ends_at, event.time_zone)


def _values(facts: StopFacts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}
