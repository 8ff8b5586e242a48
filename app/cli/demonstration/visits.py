"""The study visit with its itinerary; hosts, stops and times are illustrative."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from app.cli.demonstration.days import Days, at_clock
from app.cli.demonstration.deliveries import ids_of
from app.cli.demonstration.organisations import Organisations
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import localized, read_rows, read_table
from app.events.actions import create_event, publish_event
from app.events.models import Audience, EventKind
from app.events.rules import EventFacts
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme
from app.visits.actions import add_stop, describe_visit, name_day
from app.visits.models import StopKind
from app.visits.rules import StopFacts


def load_visits(programme: Programme, people: People, organisations: Organisations, *, days: Days) -> None:
    """Add the study visits, each beginning on a Monday."""
    note = localized(read_table("programme")["illustrative_note"])
    for facts in read_table("deliveries")["visits"]:
        actor_id = people[facts["contact"]].id
        first = days.monday(facts["day"])
        event = create_event(programme.id, _event(facts, first, days=days, people=people), actor_id=actor_id)
        publish_event(event.id, actor_id=actor_id)
        describe_visit(
            event.id,
            summary=localized(facts["summary"]),
            taking_part=localized(facts["nomination_note"]),
            note=note if facts["illustrative"] else LocalizedText(),
            actor_id=actor_id,
        )
        for entry in facts["itinerary"]:
            day = first + timedelta(days=entry["day_number"] - 1)
            name_day(event.id, day, title=localized(entry["title"]), actor_id=actor_id)
            for stop in entry["stops"]:
                hosts = _hosts(people, organisations)
                _add_stop(event.id, day, stop=stop, host=hosts.get(stop.get("host", "")), actor_id=actor_id)


def _event(facts: dict[str, Any], first: date, *, days: Days, people: People) -> EventFacts:
    stops = [(entry["day_number"], stop) for entry in facts["itinerary"] for stop in entry["stops"]]
    (_, beginning), (last_number, end) = stops[0], stops[-1]
    return EventFacts(
        kind=EventKind.STUDY_VISIT,
        title=localized(facts["title"]),
        starts_at=at_clock(first, beginning["starts"], beginning["zone"]),
        ends_at=at_clock(first + timedelta(days=last_number - 1), end["ends"], end["zone"]),
        time_zone=facts["zone"],
        town=_places()[stops[1][1]["place_id"]],
        country=facts["country"],
        venue=localized(facts["place"]),
        address="",
        room=LocalizedText(),
        languages=tuple(facts["languages"]),
        is_interpreted=facts["interpretation"],
        capacity=facts["capacity"],
        audience=Audience(facts["audience"]),
        opens_at=days.instant(facts["opens_day"], facts["opens"]),
        closes_at=days.instant(facts["closes_day"], facts["closes"]),
        trainer_ids=ids_of(facts["leaders"], people),
    )


def _add_stop(event_id: uuid.UUID, day: date, *, stop: dict[str, Any], host: str | None, actor_id: uuid.UUID) -> None:
    facts = StopFacts(
        kind=StopKind(stop["kind"]),
        day=day,
        starts_at=time.fromisoformat(stop["starts"]),
        ends_at=time.fromisoformat(stop["ends"]),
        time_zone=stop["zone"],
        place=_places()[stop["place_id"]],
        host=host,
        title=localized(stop["title"]),
        description=localized(stop["description"]),
    )
    add_stop(event_id, facts, actor_id=actor_id)


def _places() -> dict[str, str]:
    return {row["place_id"]: row["name"] for row in read_rows("places")}


def _hosts(people: People, organisations: Organisations) -> dict[str, str]:
    """Return name and office of those who receive the group."""
    names = {organisation.id: organisation.name for organisation in organisations.by_name.values()}
    return {
        key: f"{person.full_name}, {names[person.organisation_id]}"
        for key, person in people.items()
        if person.organisation_id
    }
