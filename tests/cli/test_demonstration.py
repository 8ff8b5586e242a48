"""The demonstration: it loads into empty tables, is true to its rules, and is never loaded twice."""

import pytest
import sqlalchemy as sa

from app.courses.models import Module, ModuleState
from app.events.models import Delivery, DeliveryState
from app.kernel.clock import now
from app.kernel.database import db

COUNTS = {
    "organisation": 510,
    "programme_organisation": 20,
    "person": 62,
    "chapter": 4,
    "section": 20,
    "module": 5,
    "module_activity": 26,
    "quiz": 2,
    "question": 19,
    "delivery": 5,
    "event": 11,
    "itinerary_stop": 15,
    "about_text": 9,
}


@pytest.fixture
def load(app, empty_db):
    return lambda *options: app.test_cli_runner().invoke(args=["demo", "load", *options])


@pytest.fixture
def loaded(load) -> None:
    result = load()
    assert result.exit_code == 0, result.output


def test_all_of_it_is_there(loaded):
    counted = {table: count(table) for table in COUNTS}

    assert counted == COUNTS
    published = db.session.scalars(sa.select(Module.number).where(Module.state == ModuleState.PUBLISHED))
    assert sorted(published) == [1, 2]


def test_something_is_over_something_open_and_something_to_come(loaded):
    deliveries = db.session.scalars(sa.select(Delivery)).all()
    at = now()

    assert [delivery.state for delivery in deliveries].count(DeliveryState.CLOSED) == 1
    assert sum(delivery.opens_at < at < delivery.closes_at for delivery in deliveries) == 2
    assert sum(delivery.opens_at > at for delivery in deliveries) == 1


def test_a_second_load_is_refused_and_changes_nothing(loaded, load):
    result = load()

    assert result.exit_code == 1
    assert "The programme SIAT208 is loaded already, so nothing was changed." in result.output
    assert count("person") == COUNTS["person"]


def count(table: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))
