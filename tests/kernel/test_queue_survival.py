"""Kill -9 of one of two workers in the middle of a hundred jobs: a hundred effects, none twice, within 30 s."""

import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.kernel import queue as queue_module
from app.kernel.database import db, transaction
from app.kernel.queue import publish, queue
from tests.kernel.survival_worker import TOPIC

pytestmark = pytest.mark.slow
JOBS = 100
SECONDS = 30
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def effects(empty_db: None) -> Iterator[Callable[[], list[uuid.UUID]]]:
    with transaction() as session:
        session.execute(sa.text("CREATE TABLE trial_effect (thing_id uuid)"))

    def read() -> list[uuid.UUID]:
        found = list(db.session.scalars(sa.text("SELECT thing_id FROM trial_effect")))
        db.session.rollback()
        return found

    yield read
    with transaction() as session:
        session.execute(sa.text("DROP TABLE trial_effect"))
    for task in queue_module._handlers.pop(TOPIC, []):
        queue.tasks.pop(task.name, None)


@pytest.fixture
def start_worker(database_url: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen]]:
    workers: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        program = "import sys; from tests.kernel.survival_worker import main; main(*sys.argv[1:])"
        command = [sys.executable, "-c", program, database_url, str(tmp_path)]
        workers.append(subprocess.Popen(command, cwd=ROOT))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def test_no_job_is_lost_or_done_twice_when_a_worker_is_killed(effects, start_worker):
    things = {uuid.uuid4() for _ in range(JOBS)}
    with transaction():
        for thing in things:
            publish(TOPIC, thing_id=thing)
    victim, _survivor = start_worker(), start_worker()
    wait_until(lambda: len(effects()) >= JOBS // 4, seconds=SECONDS)

    victim.send_signal(signal.SIGKILL)
    killed_at = time.monotonic()
    at_the_kill = len(effects())
    wait_until(lambda: len(effects()) >= JOBS and not count_unfinished(), seconds=SECONDS)

    assert at_the_kill < JOBS
    assert sorted(effects()) == sorted(things)
    assert time.monotonic() - killed_at < SECONDS


def count_unfinished() -> int:
    found = db.session.scalar(sa.text("SELECT count(*) FROM procrastinate_jobs"))
    db.session.rollback()
    return found


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)
