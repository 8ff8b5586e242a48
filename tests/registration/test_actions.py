"""People register, wait, move up, are moved and leave."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.events import actions as events
from app.events.models import Audience, DeliveryState, Event
from app.events.rules import Booking
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.kernel.errors import NotFound
from app.registration import actions, queries
from app.registration.actions import Application, Visitor
from app.registration.actions.desk import Selection
from app.registration.models import PlaceState, Registration
from app.registration.rules import (
    AlreadyRegistered,
    ByInvitation,
    NothingChosen,
    NotOpen,
    WithdrawalTooLate,
)
from tests.factories.accounts import make_person
from tests.factories.events import NOW, make_delivery, make_event
from tests.jobs import waiting_jobs
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


def test_the_first_is_confirmed_and_the_next_waits(course):
    course.apply(0)
    course.apply(1)

    assert course.states(0) == [C, C]
    assert course.states(1) == [W, W]
    counts = queries.count_places(course.event_ids)[course.event_ids[0]]
    assert (counts.taken, counts.waiting, counts.free) == (1, 1, 0)


def test_each_session_decides_for_itself(course):
    course.apply(0, course.event_ids[:1])
    course.apply(1)

    assert course.states(1) == [W, C]


def test_a_second_submit_makes_no_second_registration(course):
    course.apply(0)

    with pytest.raises(AlreadyRegistered):
        course.apply(0)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 1


def test_a_session_can_be_added_later(course):
    course.apply(0, course.event_ids[:1])
    course.apply(0)

    assert course.states(0) == [C, C]


@pytest.mark.parametrize(
    ("facts", "refusal", "booking"),
    [
        ({"opens_at": LATER}, NotOpen, Booking.NOT_YET_OPEN),
        ({"closes_at": NOW}, NotOpen, Booking.CLOSED),
        ({"audience": Audience.INVITATION}, ByInvitation, None),
    ],
)
def test_outside_the_rules_nothing_is_kept(programme, facts, refusal, booking):
    with transaction():
        course = Course(programme, **facts)

    with pytest.raises(refusal) as refused:
        course.apply(0)

    assert getattr(refused.value, "booking", None) is booking
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_it_is_all_or_nothing(course):
    with transaction():
        db.session.get(Event, course.event_ids[1]).state = DeliveryState.CANCELLED

    with pytest.raises(NotOpen):
        course.apply(0)

    assert course.states(0) == [None, None]


def test_an_invited_person_gets_a_place_where_others_do_not(programme):
    with transaction():
        course = Course(programme, audience=Audience.INVITATION)

    course.apply(0, is_invited=True)

    assert course.states(0) == [C, C]


def test_nothing_chosen_and_foreign_sessions_are_refused(course, programme):
    with transaction():
        foreign = make_event(make_delivery(programme=programme)).id

    with pytest.raises(NothingChosen):
        course.apply(0, ())
    with pytest.raises(NotFound):
        course.apply(0, (foreign,))


def test_a_stand_alone_visit_is_registered_for_alone(programme):
    with transaction():
        visit_id = make_event(programme=programme).id
        person_id = make_person().id
    with transaction():
        actions.register(person_id, Application(None, (visit_id,), locale="de"), actor_id=None, at=NOW)

    assert queries.find_registration_of(visit_id, person_id).event_id == visit_id


def test_whoever_waits_longest_moves_up_when_a_place_is_given_back(course):
    for person in range(3):
        course.apply(person)
    with transaction():
        actions.withdraw(course.registration_id(0), course.event_ids[:1], actor_id=None, at=LATER)

    assert course.states(0) == [X, C]
    assert course.states(1) == [C, W]
    assert course.states(2) == [W, W]
    assert len([name for name in waiting_jobs() if name.startswith("registration.promoted")]) == 1


def test_withdrawing_twice_changes_nothing_the_second_time(course):
    course.apply(0)
    with transaction():
        assert actions.withdraw(course.registration_id(0), actor_id=None, at=LATER) == 2
    with transaction():
        assert actions.withdraw(course.registration_id(0), actor_id=None, at=LATER) == 0

    assert len([name for name in waiting_jobs() if name.startswith("registration.withdrawn")]) == 1


def test_who_comes_back_stands_at_the_end_of_the_queue(course):
    for person in range(3):
        course.apply(person)
    with transaction():
        actions.withdraw(course.registration_id(1), actor_id=None, at=LATER)
    course.apply(1, at=LATER)
    with transaction():
        actions.withdraw(course.registration_id(0), actor_id=None, at=LATER)

    assert course.states(2) == [C, C]
    assert course.states(1) == [W, W]


def test_one_cannot_withdraw_once_the_session_has_begun(course):
    course.apply(0)
    begins = db.session.scalar(sa.select(sa.func.min(Event.starts_at)))

    with pytest.raises(WithdrawalTooLate), transaction():
        actions.withdraw(course.registration_id(0), course.event_ids, actor_id=None, at=begins)

    assert course.states(0) == [C, C]


def test_a_raised_capacity_fills_at_once(course):
    course.apply(0)
    course.apply(1)
    with transaction():
        db.session.get(Event, course.event_ids[0]).capacity = 2
        actions.fill_free_places(course.event_ids[0], at=LATER)

    assert course.states(1) == [C, W]


def test_a_newcomer_does_not_overtake_while_a_raised_capacity_is_not_yet_noticed(course):
    course.apply(0)
    course.apply(1)
    with transaction():
        db.session.get(Event, course.event_ids[0]).capacity = 2
    course.apply(2)

    assert course.states(1)[0] is C
    assert course.states(2)[0] is W


def test_nobody_moves_up_after_the_beginning(course, organiser_id):
    course.apply(0)
    course.apply(1)
    after = NOW + timedelta(days=60)
    with transaction():
        actions.withdraw_for(only(course, 0), reason="ill", actor_id=organiser_id, at=after)

    assert course.states(1) == [W, W]


def test_a_cancelled_session_ends_its_places(course):
    course.apply(0)
    course.apply(1)
    with transaction():
        events.cancel_event(course.event_ids[0], actor_id=None)
        actions.cancel_places_of_event(course.event_ids[0], at=LATER)

    assert course.states(0) == [PlaceState.CANCELLED, C]
    assert course.states(1) == [PlaceState.CANCELLED, W]
    assert queries.count_places(course.event_ids)[course.event_ids[0]].taken == 0


def test_a_stranger_who_types_a_known_address_changes_nothing_of_the_person(course):
    with transaction():
        known = make_person("Nataša", "Hribar", email="natasa@example.org", locale="sl")
        known_id = known.id
    with transaction():
        actions.register_visitor(
            Visitor("Natasa@Example.org", "Some", "Body"),
            Application(course.delivery_id, course.event_ids, locale="de", job_title="Mayor"),
            at=NOW,
        )

    person = db.session.get(Person, known_id)
    assert (person.first_name, person.last_name, person.locale, person.job_title) == ("Nataša", "Hribar", "sl", None)
    assert queries.find_registration_of(course.delivery_id, known_id)


def test_every_change_of_a_place_leaves_a_trace(course, organiser_id):
    course.apply(0)
    with transaction():
        actions.withdraw_for(only(course, 0), reason=None, actor_id=organiser_id, at=LATER)

    verbs = {(row.verb, row.actor_id) for row in db.session.execute(sa.select(Activity.verb, Activity.actor_id))}
    assert ("registration.received", course.person_ids[0]) in verbs
    assert ("place.confirmed", course.person_ids[0]) in verbs
    assert ("place.withdrawn", organiser_id) in verbs
