"""Organisers confirm, put on the waiting list, decline and move people."""

from datetime import timedelta

import pytest

from app.kernel.database import transaction
from app.registration import actions, queries
from app.registration.actions.desk import Selection
from app.registration.models import PlaceState
from app.registration.rules import EventIsFull, PlacesAreFree
from tests.factories.accounts import make_person
from tests.factories.events import NOW
from tests.registration.course import Course

C, W, X = PlaceState.CONFIRMED, PlaceState.WAITING, PlaceState.WITHDRAWN
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def course(programme):
    with transaction():
        return Course(programme)


@pytest.fixture
def organiser_id(programme):
    with transaction():
        return make_person().id


def only(course, person):
    return Selection((course.registration_id(person),))


def test_confirming_two_for_one_place_lets_one_wait(course, organiser_id):
    course.apply(0)
    course.apply(1)
    with transaction():
        everybody = Selection(tuple(course.registration_id(person) for person in (0, 1)))
        actions.decline(everybody, reason="Wrong module", actor_id=organiser_id, at=LATER)
    with transaction():
        assert actions.confirm(everybody, actor_id=organiser_id, at=LATER) == 4

    assert course.states(0) == [C, C]
    assert course.states(1) == [W, W]


def test_one_person_is_not_confirmed_beyond_the_capacity(course, organiser_id):
    course.apply(0)
    course.apply(1)

    with pytest.raises(EventIsFull) as refusal, transaction():
        actions.confirm(only(course, 1), actor_id=organiser_id, at=LATER)

    assert refusal.value.capacity == 1


def test_the_waiting_list_is_for_full_sessions(course, organiser_id):
    course.apply(0)
    with pytest.raises(PlacesAreFree), transaction():
        actions.put_on_waiting_list(only(course, 0), actor_id=organiser_id, at=LATER)
    course.apply(1)
    with transaction():
        actions.put_on_waiting_list(only(course, 0), actor_id=organiser_id, at=LATER)

    assert course.states(0) == [W, W]
    assert course.states(1) == [C, C]


def test_a_declined_person_keeps_the_reason_and_frees_the_place(course, organiser_id):
    course.apply(0)
    course.apply(1)
    with transaction():
        actions.decline(only(course, 0), reason="Wrong module", actor_id=organiser_id, at=LATER)

    assert course.states(1) == [C, C]
    place = queries.get_registration(course.registration_id(0)).places[0]
    assert (place.state, place.reason) == (PlaceState.DECLINED, "Wrong module")


def test_a_person_moves_to_another_session(course, organiser_id):
    course.apply(0, course.event_ids[:1])
    with transaction():
        state = actions.move_to_event(
            course.registration_id(0),
            from_event_id=course.event_ids[0],
            to_event_id=course.event_ids[1],
            actor_id=organiser_id,
            at=LATER,
        )

    assert state is C
    assert course.states(0) == [X, C]


def test_a_person_moves_to_another_delivery_behind_those_who_wait(course, programme, organiser_id):
    with transaction():
        other = Course(programme)
        other.person_ids[0] = course.person_ids[0]
    other.apply(1)
    course.apply(0)
    course.apply(1)
    with transaction():
        actions.move_to_delivery(
            course.registration_id(0), to_delivery_id=other.delivery_id, actor_id=organiser_id, at=LATER
        )

    assert course.states(0) == [X, X]
    assert other.states(0) == [W, W]
    assert course.states(1) == [C, C]
