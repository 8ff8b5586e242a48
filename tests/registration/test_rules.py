"""Who gets a place, who waits, and until when one may leave."""

from datetime import UTC, datetime, timedelta

import pytest

from app.events.rules import Booking
from app.registration.models import PlaceState
from app.registration.rules import (
    BulkPlan,
    ByInvitation,
    Counts,
    NotOpen,
    count_promotions,
    decide_move,
    decide_place,
    may_still_withdraw,
    overall_state,
    plan_confirmations,
)

AT = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
C, W, R, D = PlaceState.CONFIRMED, PlaceState.WAITING, PlaceState.REQUESTED, PlaceState.DECLINED


@pytest.mark.parametrize(
    ("booking", "free", "waiting", "state"),
    [
        (Booking.OPEN, 1, 0, C),
        (Booking.OPEN, 0, 0, W),
        (Booking.OPEN, 1, 1, W),
        (Booking.WAITING_LIST, 0, 5, W),
    ],
)
def test_those_who_wait_come_before_those_who_come(booking, free, waiting, state):
    assert decide_place(booking=booking, free=free, waiting=waiting) is state
    assert decide_move(free=free, waiting=waiting) is state


@pytest.mark.parametrize("booking", [Booking.NOT_YET_OPEN, Booking.CLOSED, Booking.CANCELLED, Booking.PAST])
def test_outside_the_booking_window_nobody_gets_a_place(booking):
    with pytest.raises(NotOpen) as refusal:
        decide_place(booking=booking, free=1, waiting=0, is_invited=True)

    assert refusal.value.booking is booking


def test_by_invitation_only_the_invited_get_a_place():
    with pytest.raises(ByInvitation):
        decide_place(booking=Booking.BY_INVITATION, free=1, waiting=0)

    assert decide_place(booking=Booking.BY_INVITATION, free=1, waiting=0, is_invited=True) is C


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "promotions"),
    [(20, 20, 5, 0), (20, 18, 5, 2), (20, 18, 1, 1), (20, 18, 0, 0), (20, 21, 5, 0)],
)
def test_as_many_move_up_as_there_are_free_places(capacity, taken, waiting, promotions):
    assert count_promotions(capacity=capacity, taken=taken, waiting=waiting) == promotions


@pytest.mark.parametrize(
    ("state", "begins", "may"),
    [
        (C, timedelta(seconds=1), True),
        (W, timedelta(days=1), True),
        (R, timedelta(days=1), True),
        (C, timedelta(0), False),
        (PlaceState.WITHDRAWN, timedelta(days=1), False),
    ],
)
def test_one_may_withdraw_until_the_beginning(state, begins, may):
    assert may_still_withdraw(state=state, starts_at=AT + begins, at=AT) is may


@pytest.mark.parametrize(
    ("states", "overall"),
    [([C, W], W), ([C, R], R), ([C, D], C), ([D, PlaceState.WITHDRAWN], D), ([], PlaceState.WITHDRAWN)],
)
def test_a_registration_shows_what_is_still_open(states, overall):
    assert overall_state(states) is overall


@pytest.mark.parametrize(
    ("states", "counts", "plan"),
    [
        ([R, R, R], Counts(capacity=20, taken=18), BulkPlan(confirmed=2, waiting=1, unchanged=0)),
        ([R, C], Counts(capacity=20, taken=18), BulkPlan(confirmed=1, waiting=0, unchanged=1)),
        ([W], Counts(capacity=20, taken=20, waiting=1), BulkPlan(confirmed=0, waiting=1, unchanged=0)),
        ([R], Counts(capacity=20, taken=19, waiting=1), BulkPlan(confirmed=0, waiting=1, unchanged=0)),
    ],
)
def test_the_effect_of_confirming_many_is_known_before(states, counts, plan):
    assert plan_confirmations(states, counts=counts) == plan
