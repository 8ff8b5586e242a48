"""Who sets up programmes: administrators create them, organisers describe their own."""

from io import BytesIO

from PIL import Image

from app.kernel.database import db
from app.organisations.models import Organisation
from app.programmes.actions import add_logo
from app.programmes.models import Participation, Programme
from app.programmes.queries import strip_of
from app.programmes.rules import Picture
from tests.architecture.access import EVERYBODY, ORGANISERS, Row, World
from tests.factories.programmes import in_three_languages, make_participation


def the_programme(world: World) -> dict:
    return {"programme_id": world.programme_id}


def the_part(world: World) -> dict:
    return {"programme_id": world.programme_id, "part_id": world.part_id}


def make_part(world: World) -> None:
    """A partner of the programme."""
    programme = db.session.get_one(Programme, world.programme_id)
    organisation = db.session.get_one(Organisation, world.organisation_id)
    world.things["part_id"] = make_participation(programme, organisation, Participation.PARTNER).id


def the_logo(world: World) -> dict:
    return {"programme_id": world.programme_id, "logo_id": world.logo_id}


def make_logo(world: World) -> None:
    """A logo of the programme."""
    programme = db.session.get_one(Programme, world.programme_id)
    out = BytesIO()
    Image.new("RGB", (90, 60)).save(out, "PNG")
    logo = add_logo(programme, Picture(out.getvalue(), 90, 60), in_three_languages("BSC"), actor_id=None)
    db.session.flush()
    db.session.expire(programme)
    world.things["mark"] = strip_of(programme).mark
    world.things["logo_id"] = logo.id


def the_trainer(world: World) -> dict:
    """The role is named in the form, so that without it nobody withdraws anything."""
    return {"programme_id": world.programme_id, "person_id": world.person_ids["trainer"]}


ROWS = [
    Row(
        "programmes.show_logo",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"logo_id": world.logo_id},
        make=make_logo,
    ),
    Row(
        "programmes.show_logo_strip",
        "GET",
        allowed=EVERYBODY,
        arguments=lambda world: {"programme_id": world.programme_id, "mark": world.mark},
        make=make_logo,
    ),
    Row("programmes.list_logos", "GET", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.add_logo", "POST", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.move_logo", "POST", allowed=ORGANISERS, arguments=the_logo, make=make_logo),
    Row("programmes.remove_logo", "POST", allowed=ORGANISERS, arguments=the_logo, make=make_logo),
    Row("programmes.list_programmes", "GET", allowed=ORGANISERS | {"stranger"}),
    Row("programmes.show_new_programme", "GET", allowed={"administrator"}),
    Row("programmes.create_programme", "POST", allowed={"administrator"}),
    Row("programmes.edit_programme", "GET", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.save_programme", "POST", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.list_partners", "GET", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.add_partner", "POST", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.move_partner", "POST", allowed=ORGANISERS, arguments=the_part, make=make_part),
    Row("programmes.name_lead_partner", "POST", allowed=ORGANISERS, arguments=the_part, make=make_part),
    Row("programmes.remove_partner", "POST", allowed=ORGANISERS, arguments=the_part, make=make_part),
    Row("programmes.list_people", "GET", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.give_role_to_person", "POST", allowed=ORGANISERS, arguments=the_programme),
    Row("programmes.withdraw_role_of_person", "POST", allowed=frozenset(), arguments=the_trainer),
]
