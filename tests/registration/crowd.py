"""A process full of people who register at the same moment; started four times by test_crowd.py.

`python -m tests.registration.crowd URL DELIVERY EVENT PERSON… [--without-lock]` says "ready", waits for a line, then
registers everybody in ten threads and prints how many were refused by an error.
"""

import random
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import create_app
from app.events.models import Event
from app.kernel.database import db, transaction
from app.registration import actions
from app.registration.actions import Application, arrival, places
from config import Mode, read_settings
from tests.factories.events import NOW

THREADS = 5


def main(url: str, delivery_id: str, event_id: str, *rest: str) -> None:
    if "--without-lock" in rest:
        remove_the_lock()
    settings = read_settings(
        {"MODE": Mode.TEST, "DATA_DIR": tempfile.mkdtemp(), "SECRET_KEY": "for tests", "LOG_LEVEL": "ERROR"}
    )
    app = create_app(settings, database_url=url)
    application = Application(uuid.UUID(delivery_id), (uuid.UUID(event_id),), locale="sl")

    def come(person_id: str) -> bool:
        with app.app_context(), transaction():
            actions.register(uuid.UUID(person_id), application, actor_id=None, at=NOW)
        return True

    people = [argument for argument in rest if not argument.startswith("--")]
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as threads:
        print(sum(threads.map(come, people)), flush=True)


def remove_the_lock() -> None:
    """Count and decide as if one were alone: no lock, and neither of the database's two nets below it."""
    decide = arrival.decide_place

    def decide_slowly(**facts):
        time.sleep(0.01)
        return decide(**facts)

    def load_without_lock(event_ids):
        return list(
            db.session.scalars(sa.select(Event).where(Event.id.in_(event_ids)).options(joinedload(Event.delivery)))
        )

    def take_with_any_number(*arguments, number, **facts):
        return places.take_place(*arguments, number=random.randrange(1_000_000), **facts)

    arrival.lock_events = load_without_lock
    arrival.decide_place = decide_slowly
    arrival.take_place = take_with_any_number
    places.note_places = lambda *_arguments, **_counts: None


if __name__ == "__main__":
    main(*sys.argv[1:])
