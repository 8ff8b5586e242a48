"""An organiser adds invited people by hand."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.events.models import Audience
from app.kernel.database import db, transaction
from app.registration.models import Place, PlaceState, Registration
from tests.factories.accounts import make_person
from tests.factories.events import around_now, make_delivery, make_event
from tests.jobs import run_jobs
from tests.mailbox import text_of

SOON = datetime.now(UTC) + timedelta(days=20)
IDA = {"email": "ida@example.org", "first_name": "Ida", "last_name": "Novak"}


@pytest.fixture
def course(programme):
    with transaction():
        delivery = make_delivery(programme=programme, **around_now(), audience=Audience.INVITATION)
        session = make_event(delivery, starts_at=SOON, capacity=1)
        return {"url": f"/en/organise/deliveries/{delivery.id}/registrations/new", "session": session.id}


def add(client, course, person=IDA, **changes):
    answers = {"organisation": "none", "language": "de", "sessions": [str(course["session"])]}
    return client.post(course["url"], data={**answers, **person, **changes})


def states_by_email():
    rows = db.session.execute(sa.select(Person.email, Place.state).join(Person, Person.id == Place.person_id)).all()
    db.session.rollback()
    return {email: state for email, state in rows}


def test_a_new_person_is_confirmed_at_once_and_the_form_is_empty_again(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)

    answer = add(client, course)
    page = client.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, course["url"])
    assert "Ida Novak is confirmed. Add the next." in page
    assert "ida@example.org" not in page
    assert states_by_email() == {"ida@example.org": PlaceState.CONFIRMED}


def test_the_next_one_waits_where_all_places_are_taken(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)
    add(client, course)

    answer = add(client, course, {"email": "jan@example.org", "first_name": "Jan", "last_name": "Kos"})

    assert answer.status_code == 303
    assert "Jan Kos is on the waiting list. Add the next." in client.get(course["url"]).text
    assert states_by_email()["jan@example.org"] is PlaceState.WAITING


def test_nobody_is_added_twice_and_the_input_is_kept(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)
    add(client, course)

    again = add(client, course, email=" IDA@example.org ")

    assert again.status_code == 422
    assert "is registered already for the chosen sessions." in again.text
    assert 'value="Novak"' in again.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 1


def test_a_known_person_keeps_name_and_language(signed_in_as, course):
    with transaction():
        make_person("Ana", "Zupan", email="ida@example.org", locale="sl")

    add(signed_in_as(Role.ORGANISER), course)

    person = db.session.scalars(sa.select(Person).where(Person.email == "ida@example.org")).one()
    assert (person.full_name, person.locale) == ("Ana Zupan", "sl")
    assert db.session.scalar(sa.select(Registration.locale)) == "sl"


def test_the_person_is_told_who_put_them_on_the_list_and_how_to_decline(signed_in_as, course, mailbox):
    with transaction():
        organiser = make_person("Mojca", "Hribar")
    add(signed_in_as(Role.ORGANISER, person=organiser), course)

    run_jobs()

    [mail] = mailbox.mails
    assert mail["To"].addresses[0].addr_spec == "ida@example.org"
    assert "unser Organisationsteam (Mojca Hribar) hat Sie auf diese Liste gesetzt" in " ".join(text_of(mail).split())
    assert "Anmeldung erhalten" not in text_of(mail)


@pytest.mark.parametrize("missing", ["email", "first_name", "last_name", "organisation", "sessions"])
def test_what_is_missing_is_said(signed_in_as, course, missing):
    answer = add(signed_in_as(Role.ORGANISER), course, **{missing: ""})

    assert answer.status_code == 422
    assert states_by_email() == {}
