"""The organisers' list: narrowed, sorted, paged, exported, and changed by one press for many."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from app.accounts.models import Role
from app.events.models import Delivery, Event
from app.kernel.database import db, transaction
from app.registration import queries
from app.registration.models import PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import around_now, make_delivery, make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.jobs import run_jobs

C, W = PlaceState.CONFIRMED, PlaceState.WAITING
SOON = datetime.now(UTC) + timedelta(days=20)


@pytest.fixture
def course(programme):
    with transaction():
        delivery = make_delivery(programme=programme, **around_now())
        session = make_event(delivery, starts_at=SOON, capacity=2)
        kranj, leoben = make_organisation("Kranj"), make_organisation("Leoben", country="AT")
        people = {
            "Žagar": (make_person("=cmd", "Žagar", organisation_id=kranj.id, locale="sl"), C),
            "Cerar": (make_person("Črt", "Cerar", organisation_id=kranj.id, locale="sl"), W),
            "Weiß": (make_person("Johanna", "Weiß", organisation_id=leoben.id, locale="de"), C),
        }
        registrations = {
            name: make_registration(delivery, person, events=[session], state=state).id
            for name, (person, state) in people.items()
        }
        return {
            "delivery": delivery.id,
            "session": session.id,
            "registrations": registrations,
            "kranj": kranj.id,
            "url": f"/en/organise/deliveries/{delivery.id}/registrations",
        }


def names(page: str) -> list[str]:
    return [name for name in ("Cerar, Črt", "Weiß, Johanna", "Žagar, =cmd") if name in page]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["Cerar, Črt", "Weiß, Johanna", "Žagar, =cmd"]),
        ("?state=waiting", ["Cerar, Črt"]),
        ("?country=AT", ["Weiß, Johanna"]),
        ("?language=sl", ["Cerar, Črt", "Žagar, =cmd"]),
        ("?q=zag", ["Žagar, =cmd"]),
        ("?q=weiss+johanna", ["Weiß, Johanna"]),
        ("?since=2999-01-01", []),
        ("?state=waiting&country=AT", []),
    ],
)
def test_the_list_is_narrowed_by_each_filter(signed_in_as, course, address, found):
    assert names(signed_in_as(Role.ORGANISER).get(course["url"] + address).text) == found


def test_the_tabs_count_each_state(course):
    counts = queries.count_states(queries.ListFilter(course["delivery"]))

    assert (counts[None], counts[C], counts[W]) == (3, 2, 1)


def test_names_are_sorted_as_a_slovenian_reader_expects(course):
    wanted = queries.ListFilter(course["delivery"], sort="name", descending=False)

    assert [row.last_name for row in queries.list_registrations(wanted)] == ["Cerar", "Weiß", "Žagar"]


@pytest.mark.parametrize("address", ["?state=nonsense", "?sort=nonsense", "?since=nonsense", "?cursor=nonsense"])
def test_a_broken_address_is_a_page_that_does_not_exist(signed_in_as, course, address):
    assert signed_in_as(Role.ORGANISER).get(course["url"] + address).status_code == 404


def test_a_coordinator_sees_only_the_own_people(signed_in_as, course):
    with transaction():
        coordinator = make_person(organisation_id=course["kranj"])
        client = signed_in_as(Role.COORDINATOR, person=coordinator)

    page = client.get(course["url"]).text
    foreign = course["registrations"]["Weiß"]

    assert names(page) == ["Cerar, Črt", "Žagar, =cmd"]
    assert "Leoben" not in page
    assert client.get(f"/en/organise/registrations/{foreign}").status_code == 404
    assert client.get(course["url"] + "/export?format=csv").text.count("\r\n") == 3


def test_the_csv_opens_in_excel_and_holds_no_formula(signed_in_as, course):
    answer = signed_in_as(Role.ORGANISER).get(course["url"] + "/export?format=csv&q=zagar")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "Žagar;'=cmd;" in answer.data.decode("utf-8-sig")
    assert answer.data.count(b"\r\n") == 2


def test_the_workbook_holds_text_and_no_formula(signed_in_as, course):
    answer = signed_in_as(Role.ORGANISER).get(course["url"] + "/export?format=xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows())
    assert len(rows) == 4
    assert {(cell.value, cell.data_type) for row in rows for cell in row if cell.value == "=cmd"} == {("=cmd", "s")}


def chosen(course, *people):
    return [str(course["registrations"][name]) for name in people]


def test_the_effect_is_said_before_the_press(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)
    with transaction():
        declined = make_registration(
            db.session.get(Delivery, course["delivery"]),
            events=[db.session.get(Event, course["session"])],
            state=PlaceState.DECLINED,
        ).id

    ids = [*chosen(course, "Cerar"), str(declined)]
    page = client.get(course["url"] + "/bulk", query_string={"do": "confirm", "chosen": ids}).text

    assert "2 places are more than are free, so they stay on the waiting list." in page
    assert 'value="confirm"' in page


def test_withdrawing_with_a_reason_lets_the_next_move_up(signed_in_as, course, mailbox):
    client = signed_in_as(Role.ORGANISER)

    answer = client.post(
        course["url"] + "/bulk", data={"do": "withdraw", "chosen": chosen(course, "Žagar"), "reason": "Bolezen"}
    )

    assert answer.status_code == 303
    states = {row.last_name: row.states for row in queries.list_registrations(queries.ListFilter(course["delivery"]))}
    assert states["Cerar"][course["session"]] is C
    assert states["Žagar"][course["session"]] is PlaceState.WITHDRAWN
    run_jobs()
    assert "Razlog: Bolezen" in "".join(mail.get_body(("plain",)).get_content() for mail in mailbox.mails)


def test_a_refusal_is_told_and_changes_nothing(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)

    answer = client.post(course["url"] + "/bulk", data={"do": "confirm", "chosen": chosen(course, "Cerar")})

    assert "All 2 places are taken" in client.get(answer.headers["Location"]).text


def test_the_desk_tells_the_history_of_a_registration(signed_in_as, course):
    client = signed_in_as(Role.ORGANISER)
    client.post(course["url"] + "/bulk", data={"do": "decline", "chosen": chosen(course, "Weiß"), "reason": "–"})

    page = client.get(f"/en/organise/registrations/{course['registrations']['Weiß']}").text

    assert "place declined" in page
    assert "Nataša Hribar" in page


def test_the_list_needs_as_many_statements_for_ten_as_for_five_hundred_rows(signed_in_as, course, count_queries):
    client = signed_in_as(Role.ORGANISER)
    with count_queries() as few:
        client.get(course["url"])
    with transaction():
        delivery, session = db.session.get(Delivery, course["delivery"]), db.session.get(Event, course["session"])
        for _ in range(120):
            make_registration(delivery, events=[session], state=PlaceState.WAITING)
    with count_queries() as many:
        page = client.get(course["url"]).text

    assert len(few) == len(many) <= 8, many
    assert "1–50 of 123" in page


def test_paging_by_key_shows_everybody_once(course):
    with transaction():
        delivery, session = db.session.get(Delivery, course["delivery"]), db.session.get(Event, course["session"])
        for _ in range(60):
            make_registration(delivery, events=[session], state=PlaceState.WAITING)
    wanted = queries.ListFilter(course["delivery"], sort="municipality")

    first = queries.page_registrations(wanted, cursor=None, total=63)
    second = queries.page_registrations(wanted, cursor=first.next_cursor, total=63)

    assert len({row.id for row in first.rows + second.rows}) == 63
    assert second.next_cursor is None
