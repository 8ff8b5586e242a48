"""The organisers' desk of a study visit that belongs to no delivery: the same list, presses and letters."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.events.models import Event
from app.kernel.database import db, transaction
from app.registration.models import Place, PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import around_now, make_delivery, make_event
from tests.factories.organisations import make_organisation
from tests.factories.programmes import make_programme
from tests.factories.registration import make_registration
from tests.jobs import run_jobs
from tests.mailbox import text_of

SOON = datetime.now(UTC) + timedelta(days=20)


@pytest.fixture
def visit(programme):
    with transaction():
        event = make_event(programme=programme, starts_at=SOON, capacity=2, **around_now())
        other = make_event(programme=programme, starts_at=SOON, **around_now())
        kranj = make_organisation("Kranj")
        ana = make_person("Ana", "Žagar", organisation_id=kranj.id, locale="de", email="ana@example.org")
        make_registration(event=other, person=make_person("Else", "Where"))
        registration = make_registration(event=event, person=ana, state=PlaceState.WAITING)
        return {"id": event.id, "registration": registration.id, "url": f"/en/organise/events/{event.id}"}


def states_by_email():
    rows = db.session.execute(sa.select(Person.email, Place.state).join(Person, Person.id == Place.person_id)).all()
    db.session.rollback()
    return {email: state for email, state in rows}


def test_the_list_and_its_export_hold_the_people_of_this_visit(signed_in_as, visit):
    client = signed_in_as(Role.ORGANISER)

    page = client.get(visit["url"] + "/registrations").text
    confirmed = client.get(visit["url"] + "/registrations?state=confirmed").text
    lines = client.get(visit["url"] + "/registrations/export?format=csv&q=zagar").text.splitlines()

    assert "Žagar, Ana" in page
    assert "Where, Else" not in page
    assert "Žagar, Ana" not in confirmed
    assert len(lines) == 2
    assert "ana@example.org" in lines[1]


def test_staff_find_the_list_from_their_visits_drafts_included(signed_in_as, visit, programme):
    with transaction():
        draft = make_event(programme=programme, state="draft", **around_now()).id
    page = signed_in_as(Role.ORGANISER).get("/en/organise/visits").text

    assert f"/en/organise/events/{visit['id']}/registrations" in page
    assert f"/en/organise/events/{draft}/registrations" in page


def test_a_person_at_the_desk_is_confirmed_by_the_press(signed_in_as, visit):
    client = signed_in_as(Role.ORGANISER)
    chosen = {"do": "confirm", "chosen": str(visit["registration"])}

    at_desk = client.get(f"/en/organise/registrations/{visit['registration']}").text
    said = client.get(visit["url"] + "/registrations/bulk", query_string=chosen).text
    answer = client.post(visit["url"] + "/registrations/bulk", data=chosen)

    assert f"{visit['id']}/registrations/bulk" in at_desk
    assert "Move to another date" not in at_desk
    assert "Confirm 1 place" in said
    assert (answer.status_code, answer.location) == (303, visit["url"] + "/registrations")
    assert states_by_email()["ana@example.org"] is PlaceState.CONFIRMED


def test_an_organiser_adds_a_person_by_hand(signed_in_as, visit):
    client = signed_in_as(Role.ORGANISER)
    form = client.get(visit["url"] + "/registrations/new").text
    ida = {"email": "ida@example.org", "first_name": "Ida", "last_name": "Novak"}

    client.post(
        visit["url"] + "/registrations/new",
        data={**ida, "organisation": "none", "language": "de", "sessions": str(visit["id"])},
    )

    assert f'name="sessions" value="{visit["id"]}"' in form
    assert states_by_email()["ida@example.org"] in {PlaceState.CONFIRMED, PlaceState.WAITING}


def test_an_organiser_writes_to_the_people_of_the_visit_alone(signed_in_as, visit, mailbox):
    client = signed_in_as(Role.ORGANISER)
    letter = {"subject-sl": "Pot", "body-sl": "Z vlakom.", "subject-de": "Anreise", "body-de": "Mit der Bahn."}

    answer = client.post(visit["url"] + "/messages/new", data={**letter, "step": "send"})
    run_jobs()

    assert [text_of(mail).count("Mit der Bahn.") for mail in mailbox.mails] == [1]
    assert "1 of 1" in client.get(answer.location).text


def test_what_is_nothing_to_register_for_has_no_list(signed_in_as, programme):
    with transaction():
        session = make_event(make_delivery(programme=programme)).id
        foreign = make_event(programme=make_programme(), **around_now()).id
    client = signed_in_as(Role.ORGANISER)

    assert client.get(f"/en/organise/events/{session}/registrations").status_code == 404
    assert client.get(f"/en/organise/events/{foreign}/registrations").status_code == 404


def test_the_list_takes_the_same_statements_for_many_people(signed_in_as, visit, count_queries):
    client = signed_in_as(Role.ORGANISER)
    client.get(visit["url"] + "/registrations")
    with count_queries() as few:
        client.get(visit["url"] + "/registrations")
    with transaction():
        found = db.session.get(Event, visit["id"])
        for number in range(12):
            make_registration(event=found, person=make_person(f"P{number}", "Waits"), state=PlaceState.WAITING)
    with count_queries() as many:
        client.get(visit["url"] + "/registrations")

    assert len(few) == len(many) <= 8
