"""Who registers, who sees the own registration, and who sees and changes everybody's.

The table's coordinator and the registered participant come from the same municipality.
"""

from app.accounts.models import Person
from app.events.models import Delivery, Event
from app.kernel.database import db
from app.programmes.models import Programme
from tests.architecture.access import EVERYBODY, ORGANISERS, READERS_OF_EVIDENCE, Row
from tests.architecture.access_table.events import make_course
from tests.factories.events import around_now, make_event
from tests.factories.registration import make_registration

READERS = READERS_OF_EVIDENCE | {"coordinator"}


def make_registered_participant(world):
    make_course(world)
    participant = db.session.get(Person, world.person_ids["participant"])
    course = db.session.get(Delivery, world.delivery_id)
    session = db.session.get(Event, world.event_id)
    world.things["registration_id"] = make_registration(course, participant, events=[session]).id


def make_visit(world):
    programme = db.session.get(Programme, world.programme_id)
    world.things["visit_id"] = make_event(programme=programme, **around_now()).id


def make_registered_visitor(world):
    make_visit(world)
    visit = db.session.get(Event, world.visit_id)
    participant = db.session.get(Person, world.person_ids["participant"])
    world.things["registration_id"] = make_registration(event=visit, person=participant).id


def row(name, method, allowed, *keys, make=make_registered_participant):
    def arguments(world):
        return {key: getattr(world, key) for key in keys}

    return Row(f"registration.{name}", method, allowed=allowed, arguments=arguments, make=make)


def of_visit(world):
    return {"event_id": world.visit_id}


ROWS = [
    row("show_registration_form", "GET", EVERYBODY, "delivery_id"),
    row("register_for_delivery", "POST", EVERYBODY, "delivery_id"),
    Row("registration.show_event_registration_form", "GET", EVERYBODY, of_visit, make_visit),
    Row("registration.register_for_event", "POST", EVERYBODY, of_visit, make_visit),
    row("show_sent", "GET", frozenset()),
    row("show_registration", "GET", {"participant"}, "registration_id"),
    row("withdraw", "POST", {"participant"}, "registration_id"),
    row("list_registrations", "GET", READERS, "delivery_id"),
    row("export_registrations", "GET", READERS, "delivery_id"),
    row("show_invitation_form", "GET", ORGANISERS, "delivery_id"),
    row("add_invited", "POST", ORGANISERS, "delivery_id"),
    row("review_bulk", "GET", ORGANISERS, "delivery_id"),
    row("apply_bulk", "POST", ORGANISERS, "delivery_id"),
    Row("registration.list_registrations", "GET", READERS, of_visit, make_visit),
    Row("registration.export_registrations", "GET", READERS, of_visit, make_visit),
    Row("registration.show_invitation_form", "GET", ORGANISERS, of_visit, make_visit),
    Row("registration.add_invited", "POST", ORGANISERS, of_visit, make_visit),
    Row("registration.review_bulk", "GET", ORGANISERS, of_visit, make_visit),
    Row("registration.apply_bulk", "POST", ORGANISERS, of_visit, make_visit),
    row("show_registration_at_desk", "GET", READERS, "registration_id", make=make_registered_visitor),
    row("show_registration_at_desk", "GET", READERS, "registration_id"),
    row("move", "POST", ORGANISERS, "registration_id"),
]
