"""Whether one may book, and how copies keep their clock times."""

from datetime import UTC, datetime, timedelta

import pytest

from app.events.models import Audience, DeliveryState
from app.events.rules import Booking, TimesOutOfOrder, decide_booking, ensure_in_order, same_clock_time_later

AT = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = {
    "state": DeliveryState.PUBLISHED,
    "audience": Audience.PUBLIC,
    "opens_at": AT - DAY,
    "closes_at": AT + DAY,
    "ends_at": AT + 9 * DAY,
    "free": 1,
}


@pytest.mark.parametrize(
    ("different", "booking"),
    [
        ({}, Booking.OPEN),
        ({"free": 0}, Booking.WAITING_LIST),
        ({"opens_at": AT}, Booking.OPEN),
        ({"opens_at": AT + timedelta(seconds=1)}, Booking.NOT_YET_OPEN),
        ({"closes_at": AT}, Booking.CLOSED),
        ({"opens_at": None, "closes_at": None}, Booking.CLOSED),
        ({"state": DeliveryState.DRAFT}, Booking.CLOSED),
        ({"state": DeliveryState.CLOSED}, Booking.CLOSED),
        ({"audience": Audience.INVITATION}, Booking.BY_INVITATION),
        ({"audience": Audience.INVITATION, "closes_at": AT}, Booking.CLOSED),
        ({"ends_at": AT}, Booking.PAST),
        ({"state": DeliveryState.CANCELLED, "ends_at": AT}, Booking.CANCELLED),
    ],
)
def test_the_first_reason_against_registering_is_named(different, booking):
    assert decide_booking(**{**OPEN, **different}, at=AT) is booking


def test_an_end_that_is_not_later_is_refused():
    ensure_in_order(AT, AT + DAY)

    with pytest.raises(TimesOutOfOrder):
        ensure_in_order(AT, AT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2027, 3, 24, 8, 0, tzinfo=UTC), datetime(2027, 3, 31, 7, 0, tzinfo=UTC)),
        (datetime(2027, 10, 27, 7, 0, tzinfo=UTC), datetime(2027, 11, 3, 8, 0, tzinfo=UTC)),
        (datetime(2027, 5, 5, 7, 0, tzinfo=UTC), datetime(2027, 5, 12, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_copy_keeps_the_clock_time_across_the_change_of_clocks(before, after):
    assert same_clock_time_later(before, zone="Europe/Ljubljana", by=timedelta(weeks=1)) == after
