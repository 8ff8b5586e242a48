"""Deliveries with their sessions."""

import uuid
from typing import Any

from app.cli.demonstration.courses import Modules
from app.cli.demonstration.days import Days, at_clock
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import localized, read_table
from app.events.actions import create_delivery, create_event, publish_delivery
from app.events.models import Audience, Delivery, DeliveryState, EventKind
from app.events.rules import DeliveryFacts, EventFacts
from app.programmes.models import Programme

Deliveries = dict[str, Delivery]
"""Deliveries by their key in the file."""


def load_deliveries(programme: Programme, modules: Modules, people: People, *, days: Days) -> Deliveries:
    """Add the deliveries and their sessions, all of them published."""
    deliveries: Deliveries = {}
    plan = read_table("deliveries")
    for facts in plan["deliveries"]:
        actor_id = people[facts["contact"]].id
        delivery = create_delivery(
            programme.id,
            DeliveryFacts(
                module_id=modules[facts["module"]].id,
                title=localized(facts["title"]),
                audience=Audience(facts["audience"]),
                opens_at=days.instant(facts["opens_day"], facts["opens"]),
                closes_at=days.instant(facts["closes_day"], facts["closes"]),
                contact_id=actor_id,
            ),
            actor_id=actor_id,
        )
        for session in facts["sessions"]:
            event = _session(facts, session, venue=plan["venues"][session["venue"]], days=days, people=people)
            create_event(programme.id, event, delivery=delivery, actor_id=actor_id)
        deliveries[facts["key"]] = publish_delivery(delivery.id, actor_id=actor_id)
    return deliveries


def _session(
    facts: dict[str, Any], session: dict[str, Any], *, venue: dict[str, Any], days: Days, people: People
) -> EventFacts:
    day = days.workday(session["day"])
    return EventFacts(
        kind=EventKind.SESSION,
        title=localized(session["title"]),
        starts_at=at_clock(day, session["starts"], venue["zone"]),
        ends_at=at_clock(day, session["ends"], venue["zone"]),
        time_zone=venue["zone"],
        town=venue["town"],
        country=venue["country"],
        venue=localized(venue["name"]),
        address=f"{venue['street']}, {venue['post_code']} {venue['town']}",
        room=localized(venue["room"]),
        languages=tuple(facts["languages"]),
        is_interpreted=facts["interpretation"],
        capacity=facts["capacity"],
        audience=Audience(facts["audience"]),
        teaching_minutes=session["teaching_minutes"],
        trainer_ids=ids_of(facts["trainers"], people),
    )


def ids_of(names: list[str], people: People) -> tuple[uuid.UUID, ...]:
    """Return the ids of people named in the file."""
    return tuple(people[name].id for name in names)


def close_what_is_over(deliveries: Deliveries) -> None:
    """Close the finished deliveries, after their registrations came in."""
    for facts in read_table("deliveries")["deliveries"]:
        deliveries[facts["key"]].state = DeliveryState(facts["state"])
