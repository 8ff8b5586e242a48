"""Deliveries with their sessions."""

from typing import Any

from app.cli.demonstration.courses import Modules
from app.cli.demonstration.days import Days, at_clock
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import localized, read_table
from app.events.models import Audience, Delivery, DeliveryState, Event, EventKind, EventTrainer
from app.kernel.database import db
from app.programmes.models import Programme

Deliveries = dict[str, Delivery]
"""Deliveries by their key in the file."""


def load_deliveries(programme: Programme, modules: Modules, people: People, *, days: Days) -> Deliveries:
    """Add the deliveries and their sessions, all of them open for registration as far as their window says."""
    deliveries: Deliveries = {}
    plan = read_table("deliveries")
    for facts in plan["deliveries"]:
        delivery = Delivery(
            programme_id=programme.id,
            module_id=modules[facts["module"]].id,
            title=localized(facts["title"]),
            state=DeliveryState.PUBLISHED,
            audience=Audience(facts["audience"]),
            opens_at=days.instant(facts["opens_day"], facts["opens"]),
            closes_at=days.instant(facts["closes_day"], facts["closes"]),
            contact_id=people[facts["contact"]].id,
        )
        db.session.add(delivery)
        db.session.flush()
        for session in facts["sessions"]:
            event = _session(delivery, facts, {**session, "venue": plan["venues"][session["venue"]]}, days=days)
            add_trainers(event, facts["trainers"], people)
        deliveries[facts["key"]] = delivery
    return deliveries


def _session(delivery: Delivery, facts: dict[str, Any], session: dict[str, Any], *, days: Days) -> Event:
    venue = session["venue"]
    day = days.workday(session["day"])
    return Event(
        programme_id=delivery.programme_id,
        delivery_id=delivery.id,
        kind=EventKind.SESSION,
        state=delivery.state,
        title=localized(session["title"]),
        starts_at=at_clock(day, session["starts"], venue["zone"]),
        ends_at=at_clock(day, session["ends"], venue["zone"]),
        time_zone=venue["zone"],
        town=venue["town"],
        country=venue["country"],
        venue=localized(venue["name"]),
        address=f"{venue['street']}, {venue['post_code']} {venue['town']}",
        room=localized(venue["room"]),
        languages=facts["languages"],
        is_interpreted=facts["interpretation"],
        capacity=facts["capacity"],
        audience=delivery.audience,
        teaching_minutes=session["teaching_minutes"],
    )


def add_trainers(event: Event, names: list[str], people: People) -> None:
    """Keep an event and who leads it."""
    db.session.add(event)
    db.session.flush()
    db.session.add_all(EventTrainer(event_id=event.id, person_id=people[name].id) for name in names)


def close_what_is_over(deliveries: Deliveries) -> None:
    """Close the finished deliveries, after their registrations came in."""
    for facts in read_table("deliveries")["deliveries"]:
        deliveries[facts["key"]].state = DeliveryState(facts["state"])
