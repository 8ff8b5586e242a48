"""A hundred people press at the same moment, in four processes, for twenty places."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.kernel.database import db, transaction
from app.registration import queries
from app.registration.models import Place, PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import make_delivery, make_event

ROOT = Path(__file__).parents[2]
PROCESSES, PEOPLE, PLACES = 4, 100, 20


@pytest.fixture
def rush(programme, database_url):
    """Let everybody come at once; return the event's id and how many came through."""
    with transaction():
        delivery = make_delivery(programme=programme)
        event = make_event(delivery, capacity=PLACES)
        person_ids = [str(make_person().id) for _ in range(PEOPLE)]
        delivery_id, event_id = delivery.id, event.id

    def start(*options: str):
        crowd = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.registration.crowd", database_url, str(delivery_id), str(event_id)]
                + person_ids[number::PROCESSES]
                + list(options),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(PROCESSES)
        ]
        assert [process.stdout.readline() for process in crowd] == ["ready\n"] * PROCESSES
        for process in crowd:
            process.stdin.write("go\n")
            process.stdin.flush()
        came = sum(int(process.communicate(timeout=60)[0] or 0) for process in crowd)
        return event_id, came

    return start


def count(event_id, state) -> int:
    query = sa.select(sa.func.count()).select_from(Place).where(Place.event_id == event_id, Place.state == state)
    return db.session.scalar(query)


@pytest.mark.slow
def test_a_hundred_at_once_fill_twenty_places_and_queue_in_order(rush):
    event_id, came = rush()

    assert came == PEOPLE
    assert (count(event_id, PlaceState.CONFIRMED), count(event_id, PlaceState.WAITING)) == (20, 80)
    in_order = db.session.execute(
        sa.select(Place.queue_number, Place.state).where(Place.event_id == event_id).order_by(Place.queue_number)
    ).all()
    assert [row.queue_number for row in in_order] == list(range(1, 101))
    assert {row.state for row in in_order[:20]} == {PlaceState.CONFIRMED}
    counts = queries.count_places([event_id])[event_id]
    assert (counts.taken, counts.waiting) == (20, 80)


@pytest.mark.slow
def test_without_the_lock_the_same_crowd_oversells(rush):
    event_id, came = rush("--without-lock")

    assert came == PEOPLE
    assert count(event_id, PlaceState.CONFIRMED) > PLACES
