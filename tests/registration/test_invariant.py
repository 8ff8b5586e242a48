"""Whatever happens in whatever order: never oversold, and no place free while somebody waits."""

from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.events.models import Event
from app.kernel.database import db, transaction
from app.kernel.errors import DomainError
from app.registration import actions, queries
from app.registration.actions import Application
from app.registration.actions.desk import Selection
from app.registration.models import HOLDS_A_PLACE, Place, PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import NOW, make_delivery, make_event

PEOPLE, SESSIONS = 5, 2
person, session = st.integers(0, PEOPLE - 1), st.integers(0, SESSIONS - 1)
step = st.one_of(
    st.tuples(st.just("register"), person, st.sets(session, min_size=1).map(tuple)),
    st.tuples(st.just("withdraw"), person, st.sets(session).map(tuple)),
    st.tuples(st.just("decline"), person, st.sets(session).map(tuple)),
    st.tuples(st.just("confirm"), person, st.sets(session).map(tuple)),
    st.tuples(st.just("wait"), person, st.sets(session).map(tuple)),
    st.tuples(st.just("move"), person, session),
    st.tuples(st.just("capacity"), session, st.integers(0, 4)),
)


class Story:
    """Two sessions of two places, and five people."""

    def __init__(self, programme):
        delivery = make_delivery(programme=programme)
        self.delivery_id = delivery.id
        self.event_ids = [make_event(delivery, capacity=2).id for _ in range(SESSIONS)]
        self.person_ids = [make_person().id for _ in range(PEOPLE)]
        self.at = NOW

    def tell(self, kind, who, what):
        self.at += timedelta(seconds=1)
        with suppress(DomainError), transaction():
            getattr(self, kind)(who, what)

    def events(self, numbers):
        return tuple(self.event_ids[number] for number in numbers)

    def selection(self, who, numbers):
        found = queries.find_registration_of(self.delivery_id, self.person_ids[who])
        return Selection((found.id,) if found else (), self.events(numbers))

    def register(self, who, numbers):
        application = Application(self.delivery_id, self.events(numbers), locale="en")
        actions.register(self.person_ids[who], application, actor_id=None, at=self.at)

    def withdraw(self, who, numbers):
        for registration_id in self.selection(who, ()).registration_ids:
            actions.withdraw(registration_id, self.events(numbers), actor_id=None, at=self.at)

    def decline(self, who, numbers):
        chosen = self.selection(who, numbers)
        actions.decline(chosen, reason=None, actor_id=self.person_ids[0], at=self.at)

    def confirm(self, who, numbers):
        actions.confirm(self.selection(who, numbers), actor_id=self.person_ids[0], at=self.at)

    def wait(self, who, numbers):
        actions.put_on_waiting_list(self.selection(who, numbers), actor_id=self.person_ids[0], at=self.at)

    def move(self, who, number):
        for registration_id in self.selection(who, ()).registration_ids:
            actions.move_to_event(
                registration_id,
                from_event_id=self.event_ids[number],
                to_event_id=self.event_ids[1 - number],
                actor_id=self.person_ids[0],
                at=self.at,
            )

    def capacity(self, number, capacity):
        event = db.session.get(Event, self.event_ids[number], with_for_update=True, populate_existing=True)
        if capacity >= event.places_taken:
            event.capacity = capacity
            actions.fill_free_places(event.id, at=self.at)

    def check(self):
        rows = db.session.execute(
            sa.select(
                Event.capacity,
                Event.places_taken,
                Event.places_waiting,
                sa.func.count(Place.id).filter(Place.state.in_(HOLDS_A_PLACE)).label("taken"),
                sa.func.count(Place.id).filter(Place.state == PlaceState.WAITING).label("waiting"),
            )
            .outerjoin(Place, Place.event_id == Event.id)
            .where(Event.id.in_(self.event_ids))
            .group_by(Event.id)
        ).all()
        db.session.rollback()
        for row in rows:
            assert row.taken <= row.capacity
            assert row.taken == row.capacity or row.waiting == 0
            assert (row.taken, row.waiting) == (row.places_taken, row.places_waiting)


@pytest.mark.slow
@given(steps=st.lists(step, min_size=4, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_story_oversells_or_leaves_a_place_free_while_somebody_waits(programme, steps):
    with transaction():
        story = Story(programme)
    for kind, who, what in steps:
        story.tell(kind, who, what)

        story.check()
