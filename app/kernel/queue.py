"""The queue in the database: work is deferred in the caller's transaction and done by a worker.

A job runs at least once, so a handler first looks whether its work is already done.
"""

import asyncio
import inspect
import traceback
import uuid
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import procrastinate
import sqlalchemy as sa
from flask import Flask, has_app_context
from procrastinate import BaseRetryStrategy, PsycopgConnector, RetryDecision, SyncPsycopgConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import Task
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import now
from app.kernel.database import Base, Instant, db, transaction

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
HEARTBEAT_SECONDS = 2.0
STALLED_AFTER_SECONDS = 10.0
SWEEP_SECONDS = 3.0


class JobFailure(Base):
    """What the last attempt of a job died of, kept for the person who retries it."""

    __tablename__ = "job_failure"

    job_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    failed_at: Mapped[Instant]
    reason: Mapped[str]
    details: Mapped[str]


class GrowingPauses(BaseRetryStrategy):
    """Try again after ever longer pauses, then give up and wait for a person."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= len(PAUSES):
            return None
        return RetryDecision(retry_at=now() + PAUSES[job.attempts])


queue = procrastinate.App(connector=PsycopgConnector())
_deferring = JobManager(SyncPsycopgConnector())
"""Never opened: it only writes on the connection of a transaction, also while a worker uses `queue` itself."""
_handlers: dict[str, list[Task]] = defaultdict(list)
_application: list[Flask] = []


def connect_queue(app: Flask, url: str) -> None:
    """Let the queue use the application's database and run its handlers inside `app`."""
    _application[:] = [app]
    conninfo = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    queue.connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4)
    queue.job_manager.connector = queue.connector


def handles(topic: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call the function, in a transaction of its own, for each `publish(topic, …)`; ids arrive as UUIDs."""

    def register(handler: Callable[..., None]) -> Callable[..., None]:
        name = f"{topic} → {handler.__module__.removeprefix('app.')}.{handler.__name__}"
        task = queue.task(name=name, retry=GrowingPauses(), pass_context=True)(_in_application(handler))
        _handlers[topic].append(task)
        return handler

    return register


def repeats(cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Call the function whenever `cron` (UTC) says so, once however many workers run."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        name = f"periodic → {work.__module__.removeprefix('app.')}.{work.__name__}"

        def run_at(context: procrastinate.JobContext, timestamp: int) -> None:
            _in_application(work)(context)

        task = queue.task(name=name, pass_context=True, queueing_lock=name)(run_at)
        queue.periodic(cron=cron)(task)
        return work

    return register


def publish(topic: str, **ids: uuid.UUID | str | int) -> None:
    """Defer one job per handler of the topic on the running transaction's own connection."""
    connection = db.session.connection().connection.driver_connection
    facts = {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in ids.items()}
    for task in _handlers[topic]:
        deferrer = task.configure(connection=connection)
        deferrer.job_manager = _deferring
        deferrer.defer(**facts)


def _in_application(handler: Callable[..., None]) -> Callable[..., None]:
    takes_uuid = {
        name for name, parameter in inspect.signature(handler).parameters.items() if parameter.annotation is uuid.UUID
    }

    @wraps(handler)
    def run(context: procrastinate.JobContext, **facts: Any) -> None:
        ids = {name: uuid.UUID(value) if name in takes_uuid else value for name, value in facts.items()}
        with _application[0].app_context():
            try:
                with transaction():
                    handler(**ids)
            except Exception as error:
                _keep_failure(context.job, error)
                raise

    return run


def _keep_failure(job: Job, error: Exception) -> None:
    """Keep the error for the list of jobs that gave up; the job itself is undone already."""
    with transaction() as session:
        session.merge(
            JobFailure(
                job_id=job.id,
                failed_at=now(),
                reason=f"{type(error).__name__}: {error}"[:500],
                details="".join(traceback.format_exception(error))[-8000:],
            )
        )


def run_worker(concurrency: int = 2) -> None:
    """Work until stopped; the jobs of workers that died are taken back on the way."""
    asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    async with queue.open_async():
        sweep = asyncio.create_task(_sweep_forever())
        try:
            await queue.run_worker_async(
                concurrency=concurrency,
                delete_jobs="successful",
                fetch_job_polling_interval=2.0,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                shutdown_graceful_timeout=20.0,
            )
        finally:
            sweep.cancel()


async def _sweep_forever() -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            await _take_back(job)


async def _take_back(job: Job) -> None:
    """Give a dead worker's job to the others; another worker's sweep may have been quicker."""
    try:
        await queue.job_manager.retry_job(job, retry_at=now())
    except procrastinate.exceptions.ConnectorException:
        return


def is_database_reachable() -> bool:
    """Tell whether the database answers; for the health check."""
    assert has_app_context()
    try:
        db.session.execute(sa.text("SELECT 1"))
    except sa.exc.OperationalError:
        db.session.rollback()
        return False
    return True
