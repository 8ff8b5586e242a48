"""What people see in the calendar, and how deliveries and sessions are planned."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.events import queries
from app.events.models import Delivery, DeliveryState, Event
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person, make_role
from tests.factories.courses import make_module
from tests.factories.events import around_now, make_delivery, make_event, make_trainer

SOON = (datetime.now(UTC) + timedelta(days=20)).replace(hour=8, minute=0, second=0, microsecond=0)
TITLES = {"title-sl": "Jesen", "title-de": "Herbst", "title-en": "Autumn"}
SESSION = {
    **TITLES,
    "starts_at": "2027-03-28T09:00",
    "ends_at": "2027-03-28T16:00",
    "capacity": "24",
    "languages": ["sl", "de"],
    "town": "Kranj",
    "country": "SI",
    "time_zone": "Europe/Ljubljana",
    "audience": "public",
}


@pytest.fixture
def session(programme):
    with transaction():
        event = make_event(make_delivery(programme=programme, **around_now()), starts_at=SOON, capacity=5)
        return event.id, event.delivery_id


def test_the_calendar_says_how_many_places_are_free(client, session):
    assert "5 prostih mest" in client.get("/sl/calendar").text
    with transaction():
        db.session.get(Event, session[0]).places_taken = 3

    assert "2 prosti mesti" in client.get("/sl/calendar").text


@pytest.mark.parametrize("address", ["?month=2027-13", "?language=xx"])
def test_a_broken_filter_is_a_page_that_does_not_exist(client, session, address):
    assert client.get(f"/en/calendar{address}").status_code == 404


def test_a_filter_without_a_match_offers_to_clear_it(client, session):
    page = client.get("/en/calendar?town=Nowhere").text

    assert "Nothing matches the filters" in page
    assert 'href="/en/calendar"' in page


def test_the_calendar_needs_as_many_statements_for_one_as_for_fifty_events(client, session, count_queries):
    with count_queries() as few:
        client.get("/en/calendar")
    with transaction():
        for _ in range(50):
            make_event(db.session.get(Delivery, session[1]), starts_at=SOON)
    with count_queries() as many:
        page = client.get("/en/calendar").text

    assert page.count('class="event-row"') == 51
    assert len(few) == len(many) <= 8


def test_an_event_is_handed_out_for_calendars(client, session):
    answer = client.get(f"/de/calendar/{session[0]}/event.ics")

    assert answer.mimetype == "text/calendar"
    assert f"UID:{session[0]}@location-academy" in answer.text
    assert "METHOD:PUBLISH" in answer.text


def test_a_draft_is_for_those_who_work_in_the_programme(signed_in_as, client, session):
    with transaction():
        db.session.get(Delivery, session[1]).state = DeliveryState.DRAFT

    assert client.get(f"/en/deliveries/{session[1]}").status_code == 404
    assert signed_in_as(Role.AUDITOR).get(f"/en/deliveries/{session[1]}").status_code == 200


def test_a_trainer_plans_a_delivery_and_its_first_session(signed_in_as, programme):
    client = signed_in_as(Role.TRAINER)
    with transaction():
        module_id = make_module(programme).id
    delivery = {"opens_at": "2027-01-10T08:00", "closes_at": "2027-03-01T23:59", "audience": "public"}

    planned = client.post("/en/organise/deliveries/new", data={**delivery, **TITLES, "module": str(module_id)})
    added = client.post(planned.headers["Location"], data={**SESSION, "trainers": [str(client.person_id)]})

    assert added.status_code == 303
    event = db.session.scalars(sa.select(Event)).one()
    assert event.starts_at == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)
    assert queries.get_delivery(event.delivery_id).opens_at == datetime(2027, 1, 10, 7, 0, tzinfo=UTC)


def test_a_busy_trainer_is_named_and_everything_typed_is_kept(signed_in_as, session, programme):
    with transaction():
        trainer = make_person("Florian", "Größing")
        make_role(trainer, Role.TRAINER, programme)
        make_trainer(db.session.get(Event, session[0]), trainer)
        trainer_id = str(trainer.id)
    times = {"starts_at": f"{SOON:%Y-%m-%d}T10:00", "ends_at": f"{SOON:%Y-%m-%d}T12:00"}

    answer = signed_in_as(Role.ORGANISER).post(
        f"/en/organise/deliveries/{session[1]}/sessions/new", data={**SESSION, **times, "trainers": [trainer_id]}
    )

    assert answer.status_code == 422
    assert "Florian Größing is at another event at that time" in answer.text
    assert 'value="Herbst"' in answer.text


def test_an_auditor_reads_a_delivery_and_changes_nothing(signed_in_as, session):
    client = signed_in_as(Role.AUDITOR)

    assert client.get(f"/en/organise/deliveries/{session[1]}").status_code == 200
    assert client.post(f"/en/organise/deliveries/{session[1]}/cancel").status_code == 403
    assert queries.get_delivery(session[1]).state is DeliveryState.PUBLISHED


def test_a_copied_session_opens_for_change(signed_in_as, session):
    client = signed_in_as(Role.ORGANISER)

    answer = client.post(f"/en/organise/events/{session[0]}/copy")

    assert "This is the copy, a week later." in client.get(answer.headers["Location"]).text


def test_the_page_of_a_module_leads_to_its_deliveries_to_come(client, programme):
    with transaction():
        delivery = make_delivery(programme=programme, **around_now())
        for weeks in (6, 8):
            make_event(delivery, starts_at=datetime.now(UTC) + timedelta(weeks=weeks), town="Ptuj", capacity=7)
        address, module_id = f"/en/deliveries/{delivery.id}", delivery.module_id

    page = client.get(f"/en/modules/{module_id}").text

    assert page.count(address) == 1
    assert "2 sessions to come" in page
    assert "7 places free" in page


@pytest.mark.parametrize("modules", [1, 12])
def test_the_catalogue_says_when_each_module_is_given_next_in_as_many_statements(
    client, programme, count_queries, modules
):
    with transaction():
        for _ in range(modules):
            delivery = make_delivery(make_module(db.session.merge(programme)))
            for weeks in (3, 1):
                make_event(delivery, starts_at=now() + timedelta(weeks=weeks), town=f"Town {weeks}")
            make_event(delivery, starts_at=now() - timedelta(weeks=1), town="Past")
    client.get("/en/modules")

    with count_queries() as statements:
        page = client.get("/en/modules").text

    assert page.count("Next session:") == page.count("Town 1") == modules
    assert "Town 3" not in page
    assert "Past" not in page
    assert len(statements) <= 4


def test_a_venue_used_before_fills_in_where_the_first_session_is(signed_in_as, programme):
    with transaction():
        known = make_event(make_delivery(programme=programme), starts_at=SOON, address="Peter-Tunner-Straße 5")
        address = f"/en/organise/deliveries/{make_delivery(programme=programme).id}/sessions/new"
        known_id = known.id
    client = signed_in_as(Role.ORGANISER)

    plain, filled = client.get(address).text, client.get(address, query_string={"venue": known_id}).text

    assert f"venue={known_id}" in plain
    assert 'value="Peter-Tunner-Straße 5"' not in plain
    assert 'value="Peter-Tunner-Straße 5"' in filled
    assert client.get(address, query_string={"venue": "nonsense"}).status_code == 200
