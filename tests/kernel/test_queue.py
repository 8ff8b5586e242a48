"""Deferred in the caller's transaction, done at least once, and what gave up waits for a person."""

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.home.actions import retry_job
from app.home.queries import list_given_up_jobs
from app.kernel import queue as queue_module
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.kernel.queue import handles, publish, queue
from tests.jobs import run_jobs, waiting_jobs

TOPIC = "test.happened"
FOLLOWING = "test.followed"
done: list[uuid.UUID] = []


def note(thing_id: uuid.UUID) -> None:
    done.append(thing_id)


def pass_on(thing_id: uuid.UUID) -> None:
    publish(FOLLOWING, thing_id=thing_id)


def fail(thing_id: uuid.UUID) -> None:
    raise ValueError(f"no such thing: {thing_id}")


@pytest.fixture
def handled_by(empty_db: None) -> Iterator:
    """Let a function handle the test's topic, and forget it afterwards."""
    done.clear()
    yield handles(TOPIC)
    for topic in (TOPIC, FOLLOWING):
        for task in queue_module._handlers.pop(topic, []):
            queue.tasks.pop(task.name, None)


def test_a_published_topic_reaches_its_handler_with_its_ids(handled_by):
    handled_by(note)
    thing = uuid.uuid4()

    with transaction():
        publish(TOPIC, thing_id=thing)
    run_jobs()

    assert done == [thing]


def test_a_handler_may_publish_what_follows(handled_by):
    handled_by(pass_on)
    handles(FOLLOWING)(note)
    thing = uuid.uuid4()

    with transaction():
        publish(TOPIC, thing_id=thing)
    run_jobs()

    assert done == [thing]


def test_what_an_undone_transaction_published_never_happens(handled_by):
    handled_by(note)

    with pytest.raises(RuntimeError), transaction():
        publish(TOPIC, thing_id=uuid.uuid4())
        raise RuntimeError("undone")
    run_jobs()

    assert (done, waiting_jobs()) == ([], [])


def test_a_failed_job_waits_for_its_next_attempt_and_keeps_the_reason(handled_by):
    handled_by(fail)
    with transaction():
        publish(TOPIC, thing_id=uuid.uuid4())

    run_jobs(may_fail=True)

    job = db.session.execute(
        sa.text("SELECT status::text, scheduled_at > now() AS later FROM procrastinate_jobs")
    ).one()
    failure = db.session.scalars(sa.select(queue_module.JobFailure)).one()
    assert (job.status, job.later) == ("todo", True)
    assert failure.reason.startswith("ValueError: no such thing")


def test_a_job_that_gave_up_is_listed_and_can_be_retried(handled_by):
    handled_by(fail)
    with transaction():
        publish(TOPIC, thing_id=uuid.uuid4())
        db.session.execute(
            sa.text("UPDATE procrastinate_jobs SET attempts = :most"), {"most": len(queue_module.PAUSES)}
        )
    run_jobs(may_fail=True)

    (given_up,) = list_given_up_jobs()
    with transaction():
        retry_job(given_up.id, actor_id=uuid.uuid4(), at=now())

    assert given_up.reason.startswith("ValueError")
    assert list_given_up_jobs() == []
    assert len(waiting_jobs()) == 1
