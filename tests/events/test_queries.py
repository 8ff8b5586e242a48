"""The calendar and the lists of deliveries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.events import queries
from app.events.models import Audience, DeliveryState
from app.events.rules import Booking
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from tests.factories.courses import make_module
from tests.factories.events import NOW, make_delivery, make_event


@pytest.fixture
def calendar(programme):
    with transaction():
        delivery = make_delivery(programme=programme)
        at = lambda day: datetime(2027, 1, day, 8, 0, tzinfo=UTC)  # noqa: E731
        make_event(delivery, starts_at=at(14), town="Kranj")
        make_event(delivery, starts_at=at(27), town="Leoben", languages=["de"], places_taken=20, places_waiting=2)
        make_event(delivery, starts_at=at(2), town="Ptuj")
        make_event(programme=programme, starts_at=at(31), town="Halmstad", audience=Audience.INVITATION)
        make_event(delivery, starts_at=at(20), state=DeliveryState.DRAFT)
        return programme.id


def towns(rows):
    return [row.town for row in rows]


def test_the_calendar_shows_what_is_to_come_in_order_without_drafts(calendar):
    wanted = queries.CalendarFilter(since=NOW)

    assert towns(queries.list_calendar(calendar, wanted)) == ["Kranj", "Leoben", "Halmstad"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"past": True}, ["Ptuj"]),
        ({"language": "sl"}, ["Kranj", "Halmstad"]),
        ({"town": "Leoben"}, ["Leoben"]),
        ({"month": date(2027, 1, 1)}, ["Kranj", "Leoben", "Halmstad"]),
        ({"month": date(2027, 2, 1)}, []),
    ],
)
def test_the_calendar_is_narrowed_by_each_filter(calendar, wanted, found):
    assert towns(queries.list_calendar(calendar, queries.CalendarFilter(since=NOW, **wanted))) == found


def test_an_event_knows_whether_one_may_register(calendar):
    rows = queries.list_calendar(calendar, queries.CalendarFilter(since=NOW))

    assert [row.booking(NOW) for row in rows] == [Booking.OPEN, Booking.WAITING_LIST, Booking.BY_INVITATION]
    assert rows[0].module_number and rows[2].module_number is None


def test_the_filters_offer_what_there_is(calendar):
    assert queries.list_calendar_towns(calendar) == ["Halmstad", "Kranj", "Leoben", "Ptuj"]
    assert queries.list_calendar_months(calendar, past=False, at=NOW) == [date(2027, 1, 1)]


def test_upcoming_events_are_limited(calendar):
    assert towns(queries.list_upcoming_events(calendar, NOW, 2)) == ["Kranj", "Leoben"]


def test_a_delivery_comes_with_its_sessions_in_order(programme, count_queries):
    with transaction():
        delivery = make_delivery(programme=programme)
        later = make_event(delivery, starts_at=NOW + timedelta(days=9))
        sooner = make_event(delivery, starts_at=NOW + timedelta(days=2))
        delivery_id, expected = delivery.id, [sooner.id, later.id]

    with count_queries() as statements:
        found = queries.get_delivery(delivery_id)

        assert [event.id for event in found.events] == expected
        assert found.module.title and found.events[0].trainers == []
    assert len(statements) <= 3


def test_an_unknown_delivery_is_not_found(programme):
    with pytest.raises(NotFound):
        queries.get_delivery(programme.id)


def test_open_deliveries_are_those_that_are_not_over(programme):
    with transaction():
        coming, over, draft = (make_delivery(programme=programme) for _ in range(3))
        draft.state = DeliveryState.DRAFT
        for delivery, days in ((coming, 5), (over, -5), (draft, 5)):
            make_event(delivery, starts_at=NOW + timedelta(days=days))

    assert [row.id for row in queries.list_open_deliveries(programme.id, NOW)] == [coming.id]


def test_the_staff_list_is_narrowed_by_state(programme):
    with transaction():
        draft = make_delivery(programme=programme, state=DeliveryState.DRAFT)
        make_event(make_delivery(programme=programme), capacity=12)

    everything = queries.page_deliveries(programme.id, queries.DeliveryFilter(), cursor=None)
    drafts = queries.page_deliveries(programme.id, queries.DeliveryFilter(state=DeliveryState.DRAFT), cursor=None)

    assert (everything.total, sorted(row.capacity for row in everything.rows)) == (2, [0, 12])
    assert [row.id for row in drafts.rows] == [draft.id]


def test_a_venue_used_before_is_offered_once(programme):
    with transaction():
        delivery = make_delivery(programme=programme)
        make_event(delivery)
        make_event(delivery)
        make_event(delivery, town="Leoben", address="Hauptplatz")

    assert sorted(venue.town for venue in queries.list_venues(programme.id)) == ["Kranj", "Leoben"]


def test_the_sessions_of_a_module_to_come_stand_delivery_by_delivery(programme):
    with transaction():
        module = make_module(programme)
        early, late = make_delivery(module), make_delivery(module)
        for delivery, day in ((late, 5), (early, 3), (early, 9), (early, -3)):
            make_event(delivery, starts_at=NOW + timedelta(days=day), town=f"Day {day}")
        make_event(make_delivery(module, state=DeliveryState.DRAFT), starts_at=NOW + timedelta(days=1))
        make_event(make_delivery(programme=programme), starts_at=NOW + timedelta(days=1))
        module_id = module.id

    assert towns(queries.list_sessions_to_come(module_id, NOW)) == ["Day 3", "Day 9", "Day 5"]
