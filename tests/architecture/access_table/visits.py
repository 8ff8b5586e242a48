"""Who reaches the pages of study visits."""

from app.programmes.queries import get_programme
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, STAFF, Row, World
from tests.factories.visits import make_stop, make_visit


def a_visit(world: World) -> None:
    visit = make_visit(get_programme(world.programme_id))
    world.things |= {"event_id": visit.id, "stop_id": make_stop(visit).id, "day": visit.starts_at.date().isoformat()}


def of_visit(world: World) -> dict:
    return {"event_id": world.event_id}


def of_stop(world: World) -> dict:
    return {"event_id": world.event_id, "stop_id": world.stop_id}


def of_day(world: World) -> dict:
    return {"event_id": world.event_id, "day": world.day}


ROWS = [
    Row("visits.list_visits", "GET", allowed=EVERYBODY),
    Row("visits.show_visit", "GET", allowed=EVERYBODY, arguments=of_visit, make=a_visit),
    Row("visits.list_visits_to_plan", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("visits.edit_itinerary", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_visit, make=a_visit),
    Row("visits.add_stop", "GET", allowed=STAFF, arguments=of_visit, make=a_visit),
    Row("visits.add_stop", "POST", allowed=STAFF, arguments=of_visit, make=a_visit),
    Row("visits.change_stop", "GET", allowed=STAFF, arguments=of_stop, make=a_visit),
    Row("visits.change_stop", "POST", allowed=STAFF, arguments=of_stop, make=a_visit),
    Row("visits.remove_stop", "POST", allowed=STAFF, arguments=of_stop, make=a_visit),
    Row("visits.name_day", "GET", allowed=STAFF, arguments=of_day, make=a_visit),
    Row("visits.name_day", "POST", allowed=STAFF, arguments=of_day, make=a_visit),
    Row("visits.describe_visit", "GET", allowed=STAFF, arguments=of_visit, make=a_visit),
    Row("visits.describe_visit", "POST", allowed=STAFF, arguments=of_visit, make=a_visit),
]
