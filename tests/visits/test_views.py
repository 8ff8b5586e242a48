"""The pages of study visits, as people see them."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.events.models import Audience, DeliveryState
from app.kernel.database import transaction
from app.kernel.locales import LocalizedText
from app.visits import actions, queries
from tests.factories.visits import make_stop, make_visit

NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).replace(hour=8, minute=0, second=0, microsecond=0)
STOP = {
    "kind": "stop",
    "starts_at": "09:30",
    "ends_at": "11:30",
    "time_zone": "Europe/Stockholm",
    "place": "Varberg",
    "host": "Märta Sjögren",
    "title-sl": "Popis, ki ga vsi uporabljajo",
    "title-de": "Ein Verzeichnis für alle",
}


@pytest.fixture
def visit_id(programme):
    with transaction():
        visit = make_visit(programme, starts_at=NEXT_MONTH)
        make_stop(visit, day=NEXT_MONTH.date())
        return visit.id


def test_without_visits_the_list_says_so(client, programme):
    assert "No study visit is planned at present." in client.get("/en/visits").text


def test_visits_to_come_and_past_stand_apart(client, programme, visit_id):
    with transaction():
        make_visit(programme, starts_at=NEXT_MONTH - timedelta(days=90), title=LocalizedText(en="Last year’s journey"))

    page = client.get("/en/visits").text

    assert page.index("Study visit to Halland") < page.index("Past study visits") < page.index("Last year’s journey")


def test_the_page_shows_times_with_their_zone_place_and_host(client, visit_id):
    page = client.get(f"/sl/visits/{visit_id}").text

    assert "13.30–15.30" in page
    assert "Europe/Stockholm" in page
    assert "Gostitelj: Åsa Lindström" in page
    assert "One door for companies (sl)" in page
    assert f"/sl/calendar/{visit_id}/event.ics" in page


def test_a_visit_by_invitation_says_how_one_takes_part(client, programme):
    with transaction():
        visit = make_visit(programme, starts_at=NEXT_MONTH, audience=Audience.INVITATION)
        texts = {"summary": LocalizedText(en="Four days."), "note": LocalizedText(en="It is illustrative.")}
        actions.describe_visit(
            visit.id, **texts, taking_part=LocalizedText(en="Your municipality nominates you."), actor_id=None
        )
        visit_id = visit.id

    page = client.get(f"/en/visits/{visit_id}").text

    for sentence in ("This visit is by invitation.", "Your municipality nominates you.", "It is illustrative."):
        assert sentence in page


@pytest.mark.parametrize(("roles", "status"), [((), 404), ((Role.AUDITOR,), 200)])
def test_a_draft_is_for_those_who_work_in_the_programme(signed_in_as, programme, roles, status):
    with transaction():
        visit_id = make_visit(programme, state=DeliveryState.DRAFT).id

    assert signed_in_as(*roles).get(f"/en/visits/{visit_id}").status_code == status


@pytest.mark.parametrize("stops", [1, 30])
def test_the_page_takes_few_statements_whatever_its_stops(client, programme, count_queries, stops):
    with transaction():
        visit = make_visit(programme, starts_at=NEXT_MONTH)
        for _ in range(stops):
            make_stop(visit, day=NEXT_MONTH.date())
        visit_id = visit.id

    with count_queries() as statements:
        client.get(f"/en/visits/{visit_id}")

    assert len(statements) == 6


def test_an_organiser_adds_changes_and_removes_a_stop(signed_in_as, visit_id):
    organiser = signed_in_as(Role.ORGANISER)
    desk = f"/en/organise/visits/{visit_id}"
    day = (NEXT_MONTH + timedelta(days=1)).date().isoformat()

    added = organiser.post(f"{desk}/stops/new", data=STOP | {"day": day})
    stop_id = queries.list_stops(visit_id)[-1].id
    changed = organiser.post(f"{desk}/stops/{stop_id}", data=STOP | {"day": day, "place": "Falkenberg"})
    page = organiser.get(desk).text
    removed = organiser.post(f"{desk}/stops/{stop_id}/remove")

    assert [added.status_code, changed.status_code, removed.status_code] == [303, 303, 303]
    assert "Falkenberg" in page
    assert "Falkenberg" not in organiser.get(desk).text


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ({"place": ""}, "Enter where the group is then."),
        ({"ends_at": "09:00"}, "The end must not be earlier than the beginning."),
        ({"title-de": ""}, "Enter the text in this language."),
    ],
)
def test_a_wrong_stop_comes_back_with_what_was_typed(signed_in_as, visit_id, mistake, message):
    organiser = signed_in_as(Role.ORGANISER)

    answer = organiser.post(
        f"/en/organise/visits/{visit_id}/stops/new", data=STOP | {"day": NEXT_MONTH.date().isoformat()} | mistake
    )

    assert answer.status_code == 422
    assert message in answer.text
    assert "Märta Sjögren" in answer.text


def test_an_organiser_names_a_day_and_describes_the_visit(signed_in_as, visit_id):
    organiser = signed_in_as(Role.ORGANISER)
    desk = f"/en/organise/visits/{visit_id}"

    named = organiser.post(f"{desk}/days/{NEXT_MONTH.date()}", data={"title-en": "Journey and welcome"})
    described = organiser.post(f"{desk}/text", data={"summary-en": "Four days in Halland"})

    assert [named.status_code, described.status_code] == [303, 303]
    page = organiser.get(f"/en/visits/{visit_id}").text
    assert "Journey and welcome" in page and "Four days in Halland" in page
    assert organiser.get(f"{desk}/days/2000-01-01").status_code == 404


def test_an_auditor_sees_the_plan_and_no_way_to_change_it(signed_in_as, visit_id):
    auditor = signed_in_as(Role.AUDITOR)

    page = auditor.get(f"/en/organise/visits/{visit_id}")

    assert page.status_code == 200
    assert "/stops/new" not in page.text and "/remove" not in page.text
