"""Who reaches the pages of the installation."""

from app.accounts.models import Person
from app.kernel.database import db
from app.programmes.models import Programme
from app.registration.models import Registration
from tests.architecture.access import EVERYBODY, READERS_OF_EVIDENCE, SIGNED_IN, Row, World
from tests.factories.attendance import make_participant
from tests.factories.events import make_delivery, make_event


def make_training(world: World) -> None:
    """A training of the participant's."""
    event = make_event(make_delivery(programme=db.session.get_one(Programme, world.programme_id)))
    make_participant(event, person=db.session.get_one(Person, world.person_ids["participant"]))
    world.things["registration_id"] = db.session.scalars(db.select(Registration.id)).one()


def a_text(_world: World) -> dict[str, str]:
    return {"subject": "privacy", "locale": "de"}


ROWS = [
    Row("home.show_front_page", "GET", allowed=EVERYBODY),
    Row("home.show_accessibility_statement", "GET", allowed=EVERYBODY),
    Row("home.show_privacy_notice", "GET", allowed=EVERYBODY),
    Row("home.show_contact", "GET", allowed=EVERYBODY),
    Row("home.show_gallery", "GET", allowed=EVERYBODY),
    Row("home.show_mailbox", "GET", allowed=frozenset()),
    Row("home.show_mail", "GET", allowed=frozenset(), arguments=lambda world: {"name": "1"}),
    Row("home.show_my_page", "GET", allowed=SIGNED_IN),
    Row(
        "home.show_training",
        "GET",
        allowed={"participant"},
        arguments=lambda world: {"registration_id": world.registration_id},
        make=make_training,
    ),
    Row("home.show_overview", "GET", allowed=READERS_OF_EVIDENCE | {"stranger"}),
    Row("home.list_about", "GET", allowed={"administrator"}),
    Row("home.edit_about", "GET", allowed={"administrator"}, arguments=a_text),
    Row("home.save_about", "POST", allowed={"administrator"}, arguments=a_text),
    Row("home.retry_given_up", "POST", allowed=frozenset(), arguments=lambda world: {"job_id": 1}),
]
