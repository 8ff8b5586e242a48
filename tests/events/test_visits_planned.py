"""How study visits that stand alone are planned and published."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.events.models import DeliveryState, Event, EventKind
from app.kernel.database import db, transaction
from tests.events.test_views import SESSION, session

__all__ = ["session"]
VISIT = SESSION | {"opens_at": "2027-01-10T08:00", "closes_at": "2027-03-01T18:00"}


def the_visit():
    return db.session.scalars(sa.select(Event).where(Event.kind == EventKind.STUDY_VISIT)).one()


@pytest.fixture
def organiser(signed_in_as, programme):
    return signed_in_as(Role.ORGANISER)


def test_an_organiser_plans_and_publishes_a_visit(organiser):
    assert organiser.post("/en/organise/visits/new", data=VISIT).status_code == 303
    visit = the_visit()
    assert (visit.delivery_id, visit.state) == (None, DeliveryState.DRAFT)

    assert organiser.post(f"/en/organise/events/{visit.id}/publish").status_code == 303

    assert the_visit().state is DeliveryState.PUBLISHED


def test_a_window_that_closes_before_it_opens_is_explained(organiser):
    answer = organiser.post("/en/organise/visits/new", data=VISIT | {"closes_at": "2027-01-01T08:00"})

    assert answer.status_code == 422
    assert "Registration must close later than it opens." in answer.text


def test_the_window_of_a_visit_can_be_changed(organiser):
    organiser.post("/en/organise/visits/new", data=VISIT)
    event_id, before = the_visit().id, the_visit().closes_at

    answer = organiser.post(f"/en/organise/events/{event_id}", data=VISIT | {"closes_at": "2027-02-01T18:00"})

    assert answer.status_code == 303
    assert the_visit().closes_at < before


def test_a_session_is_not_published_alone(organiser, session):
    with transaction():
        db.session.get(Event, session[0]).state = DeliveryState.DRAFT

    assert organiser.post(f"/en/organise/events/{session[0]}/publish").status_code == 404
