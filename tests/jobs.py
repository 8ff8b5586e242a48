"""Do what was deferred, with a real worker, and insist that nothing failed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from app.kernel.database import db
from app.kernel.queue import JobFailure, queue


def run_jobs(*, may_fail: bool = False) -> None:
    """Work until no job is due; raise with the reason if one failed, unless failing is what the test is about."""
    db.session.rollback()
    with ThreadPoolExecutor(1) as apart:  # in this thread a browser's loop may run
        apart.submit(lambda: asyncio.run(_work_off())).result()
    reasons = db.session.scalars(sa.select(JobFailure.details)).all()
    db.session.rollback()
    if reasons and not may_fail:
        raise AssertionError(reasons[0])


async def _work_off() -> None:
    async with queue.open_async():
        await queue.run_worker_async(
            wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
        )


def waiting_jobs() -> list[str]:
    """Return the names of the jobs that wait, in the order they were deferred."""
    names = db.session.scalars(sa.text("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"))
    return list(names)
