"""What people see when they register, look at their registration, and leave."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.events.models import Delivery, Event
from app.kernel.database import db, transaction
from app.registration import queries
from app.registration.models import PlaceState, Registration
from tests.factories.accounts import make_person
from tests.factories.events import around_now, make_delivery, make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.jobs import run_jobs
from tests.mailbox import text_of

SOON = datetime.now(UTC) + timedelta(days=20)


@pytest.fixture
def course(programme):
    with transaction():
        delivery = make_delivery(programme=programme, **around_now())
        sessions = [make_event(delivery, starts_at=SOON + timedelta(days=day), capacity=1) for day in (0, 7)]
        town = make_organisation("Škofja Loka")
        return {"delivery": delivery.id, "sessions": [str(one.id) for one in sessions], "town": str(town.id)}


def answers(course, **different):
    return {
        "first_name": "Elisabeth",
        "last_name": "Schönbäck",
        "email": "e.schoenbaeck@hartberg.example.org",
        "organisation": course["town"],
        "job_title": "Standortmanagement",
        "sessions": course["sessions"],
        **different,
    }


def form_of(course, locale="en"):
    return f"/{locale}/registration/deliveries/{course['delivery']}"


def count_registrations():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Registration))


def test_a_visitor_sees_one_form_with_all_sessions_chosen_and_no_consent(client, course):
    page = client.get(form_of(course)).text

    assert page.count('name="sessions"') == 2
    assert len(re.findall(r'name="sessions"[^>]* checked', page)) == 2
    assert "1 place free" in page
    assert not re.search(r'name="photo_consent"[^>]* checked', page)


def test_a_visitor_registers_and_sees_what_was_sent(client, course, mailbox):
    answer = client.post(form_of(course, "de"), data=answers(course))

    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "e.schoenbaeck@hartberg.example.org" in page
    run_jobs()
    (mail,) = mailbox.mails
    assert mail["To"] == "Elisabeth Schönbäck <e.schoenbaeck@hartberg.example.org>"
    assert mail["Subject"].startswith("Ihre Anmeldung: Modul")
    assert text_of(mail).count("bestätigt") == 2


def test_the_link_of_the_confirmation_signs_in_and_leads_to_one_s_own_page(client, course, mailbox):
    client.post(form_of(course, "de"), data=answers(course))
    run_jobs()

    link = urlsplit(re.search(r"http\S+/sign-in/link/\S+", text_of(mailbox.mails[0]))[0]).path
    answer = client.post(link)

    assert answer.headers["Location"].endswith("/de/my")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(link).headers["Location"] == answer.headers["Location"]


def test_sending_again_makes_no_second_registration_and_reminds_once_a_day(client, course, mailbox):
    pages = [client.post(form_of(course), data=answers(course)).headers["Location"] for _ in range(3)]

    run_jobs()
    assert pages == ["/en/registration/sent"] * 3
    assert count_registrations() == 1
    assert len(mailbox.mails) == 2
    assert "we have your registration already" in text_of(mailbox.mails[1])


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"email": "e.schoenbaeck@"}, "email"),
        ({"first_name": " "}, "first_name"),
        ({"organisation": ""}, "organisation"),
        ({"sessions": []}, "sessions"),
    ],
)
def test_a_faulty_form_comes_back_with_all_that_was_typed(client, course, different, field):
    answer = client.post(form_of(course), data=answers(course, **different))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert 'value="Schönbäck"' in answer.text
    assert count_registrations() == 0


def test_a_stranger_learns_nothing_of_the_person_whose_address_was_typed(client, course):
    with transaction():
        known = make_person("Nataša", "Hribar", email="natasa@example.org", job_title="Županja")
        known_id = known.id

    answer = client.post(form_of(course), data=answers(course, email="natasa@example.org"))

    page = client.get(answer.headers["Location"]).text
    assert "Elisabeth" in page
    assert "Nataša" not in page and "Županja" not in page
    person = db.session.get(Person, known_id)
    assert (person.first_name, person.job_title, person.organisation_id) == ("Nataša", "Županja", None)


def test_what_was_sent_is_seen_in_the_same_browser_only(app, client, course):
    client.post(form_of(course), data=answers(course))

    assert client.get("/en/registration/sent").status_code == 200
    assert app.test_client().get("/en/registration/sent").status_code == 404


def test_who_is_signed_in_is_asked_only_what_is_unknown(signed_in_as, course):
    with transaction():
        town_id = course["town"]
        person = make_person("Nataša", "Hribar", organisation_id=town_id, job_title="Location manager")
        client = signed_in_as(person=person)

    page = client.get(form_of(course)).text
    answer = client.post(form_of(course), data={"sessions": course["sessions"]})

    assert "Nataša Hribar" in page and "Škofja Loka" in page
    assert 'name="email"' not in page and 'name="organisation"' not in page and 'name="job_title"' not in page
    registration = queries.find_registration_of(course["delivery"], client.person_id)
    assert answer.headers["Location"].endswith(f"/en/registration/{registration.id}")
    assert (str(registration.organisation_id), registration.job_title) == (town_id, "Location manager")


def test_who_is_registered_already_is_led_there(signed_in_as, course):
    client = signed_in_as()
    data = answers(course)
    client.post(form_of(course), data=data)

    answer = client.get(form_of(course))
    again = client.post(form_of(course), data=data)

    registration = queries.find_registration_of(course["delivery"], client.person_id)
    assert answer.headers["Location"] == again.headers["Location"] == f"/en/registration/{registration.id}"
    assert count_registrations() == 1


def test_a_form_that_is_not_open_leads_to_the_page_that_says_why(client, programme):
    with transaction():
        late = around_now(closes_at=datetime.now(UTC) - timedelta(hours=1))
        delivery_id = make_event(make_delivery(programme=programme, **late), starts_at=SOON).delivery_id

    answer = client.get(f"/en/registration/deliveries/{delivery_id}")

    assert answer.headers["Location"] == f"/en/deliveries/{delivery_id}"
    assert "Registration is closed." in client.get(answer.headers["Location"]).text


def test_a_person_sees_how_many_are_ahead(signed_in_as, course):
    with transaction():
        delivery = db.session.get(Delivery, course["delivery"])
        session = db.session.get(Event, course["sessions"][0])
        make_registration(delivery, events=[session])
        for _ in range(2):
            make_registration(delivery, events=[session], state=PlaceState.WAITING)
    client = signed_in_as()
    client.post(form_of(course), data=answers(course))

    registration = queries.find_registration_of(course["delivery"], client.person_id)
    page = client.get(f"/sl/registration/{registration.id}").text

    assert "Na čakalnem seznamu sta pred vami 2 osebi." in page


def test_anothers_registration_is_not_found(signed_in_as, course):
    with transaction():
        other = make_registration(
            db.session.get(Delivery, course["delivery"]), events=[db.session.get(Event, course["sessions"][0])]
        ).id
    client = signed_in_as()

    assert client.get(f"/en/registration/{other}").status_code == 404
    assert client.post(f"/en/registration/{other}/withdraw").status_code == 404


def test_a_person_withdraws_and_the_next_one_is_told(signed_in_as, course, mailbox):
    client = signed_in_as()
    client.post(form_of(course), data=answers(course))
    registration = queries.find_registration_of(course["delivery"], client.person_id)
    with client.session_transaction() as browser:
        browser.clear()
    client.post(form_of(course, "sl"), data=answers(course, email="next@example.org"))
    run_jobs()
    mailbox.mails.clear()
    client = signed_in_as(person=db.session.get(Person, registration.person_id))

    client.post(f"/en/registration/{registration.id}/withdraw", data={"event": course["sessions"][0]})

    run_jobs()
    subjects = {mail["To"].rpartition("<")[2].strip(">"): mail["Subject"] for mail in mailbox.mails}
    assert subjects["next@example.org"].startswith("Mesto za vas: Modul")
    assert len(mailbox.mails) == 2


def test_no_page_of_registration_needs_more_than_eight_statements(signed_in_as, course, count_queries):
    client = signed_in_as()
    with count_queries() as form:
        client.get(form_of(course))
    client.post(form_of(course), data=answers(course))
    registration = queries.find_registration_of(course["delivery"], client.person_id)
    with count_queries() as own:
        client.get(f"/en/registration/{registration.id}")

    assert len(form) <= 8, form
    assert len(own) <= 8, own
