"""Who reaches the calendar, and who plans deliveries and sessions."""

from app.events.models import DeliveryState
from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, STAFF, Row
from tests.factories.events import around_now, make_delivery, make_event
from tests.factories.visits import make_visit


def make_course(world):
    delivery = make_delivery(programme=db.session.get(Programme, world.programme_id), **around_now())
    world.things |= {"delivery_id": delivery.id, "event_id": make_event(delivery).id}


def delivery_id(world):
    return {"delivery_id": world.delivery_id}


def event_id(world):
    return {"event_id": world.event_id}


def make_a_visit(world):
    programme = db.session.get(Programme, world.programme_id)
    world.things |= {"event_id": make_visit(programme, state=DeliveryState.DRAFT).id}


def row(name, method, allowed, arguments=lambda world: {}):
    return Row(f"events.{name}", method, allowed=allowed, arguments=arguments, make=make_course)


ROWS = [
    row("show_calendar", "GET", EVERYBODY),
    row("show_event", "GET", EVERYBODY, event_id),
    row("download_event", "GET", EVERYBODY, event_id),
    row("show_delivery", "GET", EVERYBODY, delivery_id),
    row("list_deliveries", "GET", READERS_OF_EVIDENCE | {"stranger"}),
    row("create_delivery", "GET", STAFF | {"stranger"}),
    row("create_delivery", "POST", STAFF | {"stranger"}),
    row("edit_delivery", "GET", READERS_OF_EVIDENCE, delivery_id),
    row("edit_delivery", "POST", STAFF, delivery_id),
    row("publish_delivery", "POST", STAFF, delivery_id),
    row("cancel_delivery", "POST", STAFF, delivery_id),
    row("copy_delivery", "POST", STAFF, delivery_id),
    row("create_event", "GET", STAFF, delivery_id),
    row("create_event", "POST", STAFF, delivery_id),
    row("create_visit", "GET", STAFF | {"stranger"}),
    row("create_visit", "POST", STAFF | {"stranger"}),
    Row("events.publish_event", "POST", allowed=STAFF, arguments=event_id, make=make_a_visit),
    row("edit_event", "GET", STAFF, event_id),
    row("edit_event", "POST", STAFF, event_id),
    row("copy_event", "POST", STAFF, event_id),
    row("cancel_event", "POST", STAFF, event_id),
]
