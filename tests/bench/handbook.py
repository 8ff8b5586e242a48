"""The large handbook published and made searchable as in real life; `python -m tests.bench.handbook` says at what cost.

By itself it works in the database of the settings (DATA_DIR, DATABASE_URL), for trials by hand.
"""

import resource
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.handbook.actions import index_edition, publish_edition
from app.handbook.models import Chapter
from app.handbook.queries import next_edition_number
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.kernel.locales import LOCALES
from app.programmes.queries import find_current_programme
from tests.factories.large_handbook import make_large_handbook

CHAPTERS = 40


def make_published(costs: list[str]) -> list[uuid.UUID]:
    """Add the large handbook to the current programme's, publish and index it; return its chapters."""
    with cost_of("making it", costs), transaction() as session:
        programme = find_current_programme(now())
        assert programme
        last = session.scalar(sa.select(sa.func.max(Chapter.number)).where(Chapter.programme_id == programme.id))
        ids = make_large_handbook(programme, chapters=CHAPTERS, after=last or 0)
        programme_id = programme.id
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    with cost_of("publishing it", costs), transaction():
        number = next_edition_number(programme_id)
        edition = publish_edition(programme_id, number=number, languages=LOCALES, actor_id=None, at=now())
        edition_id = edition.id
    with cost_of("indexing it", costs), transaction():
        index_edition(edition_id)
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    return ids


@contextmanager
def cost_of(what: str, costs: list[str]) -> Iterator[None]:
    """Note the seconds, and by how much the process grew meanwhile at the most."""
    before, began = _resident_mib(), time.monotonic()
    highest, is_done = [before], threading.Event()
    watch = threading.Thread(target=_watch, args=(highest, is_done), daemon=True)
    watch.start()
    yield
    seconds = time.monotonic() - began
    is_done.set()
    watch.join()
    costs.append(f"{what:<20}{seconds:>8.1f} s{max(highest) - before:>8.0f} MiB more")


def _watch(highest: list[float], is_done: threading.Event) -> None:
    while not is_done.wait(0.02):
        highest.append(_resident_mib())


def _resident_mib() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1024**2


def main() -> None:
    from app import create_app

    costs: list[str] = []
    with create_app().app_context():
        make_published(costs)
    print(*costs, sep="\n")


if __name__ == "__main__":
    main()
