"""The demonstration: it loads into empty tables, is true to its rules, and is never loaded twice."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.courses.models import Module, ModuleState
from app.events.models import Delivery, DeliveryState, Event
from app.handbook.models import Block, BlockText
from app.kernel.clock import now
from app.kernel.database import db
from app.registration.models import HOLDS_A_PLACE, Place, PlaceState

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


def test_two_translations_are_stale_and_one_is_missing(loaded):
    source, translation = aliased(BlockText), aliased(BlockText)
    hashes = db.session.execute(
        sa.select(source.body_hash, translation.source_hash)
        .select_from(Block)
        .join(source, sa.and_(source.block_id == Block.id, source.locale == Block.source_locale))
        .join(translation, translation.block_id == Block.id)
    ).all()

    assert sum(now != then for now, then in hashes) == 2
    assert len(hashes) == 3 * count("block") - 1


def test_a_second_load_is_refused_and_changes_nothing(loaded, load):
    result = load()

    assert result.exit_code == 1
    assert "The programme SIAT208 is loaded already, so nothing was changed." in result.output
    assert count("person") == COUNTS["person"]


def count(table: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))


@pytest.mark.parametrize(("people", "events"), [(60, 9), (5, 0)])
def test_a_crowd_comes_on_top_and_keeps_the_rules(load, people, events):
    result = load("--people", str(people), "--events", str(events))

    assert result.exit_code == 0, result.output
    assert count("person") == COUNTS["person"] + people
    assert count("event") == COUNTS["event"] + events
    assert rule_breaking_events() == []
    crowded = db.session.scalars(sa.select(Event.places_waiting).where(Event.places_waiting > 0))
    assert bool(list(crowded)) == bool(events)


def rule_breaking_events() -> list[Event]:
    """Return events over capacity, with a free place while somebody waits, or whose counts are wrong."""
    taken = sa.func.count().filter(Place.state.in_(HOLDS_A_PLACE))
    waiting = sa.func.count().filter(Place.state == PlaceState.WAITING)
    wrong = sa.or_(
        taken > Event.capacity,
        sa.and_(waiting > 0, taken < Event.capacity),
        taken != Event.places_taken,
        waiting != Event.places_waiting,
    )
    return list(
        db.session.scalars(sa.select(Event).join(Place, Place.event_id == Event.id).group_by(Event.id).having(wrong))
    )
