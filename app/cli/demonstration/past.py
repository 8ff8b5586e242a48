"""What happened long ago tells nobody any more."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.kernel.database import db

JOBS = sa.table("procrastinate_jobs", sa.column("id", sa.BigInteger), sa.column("task_name"))


@contextmanager
def nobody_is_told(*, but_for: Collection[str] = ()) -> Iterator[None]:
    """Drop what is deferred meanwhile in the running transaction, but for jobs of these topics.

    No worker has seen the jobs yet: they become visible with the transaction's end only.
    """
    last = db.session.execute(sa.select(sa.func.coalesce(sa.func.max(JOBS.c.id), 0))).scalar_one()
    yield
    db.session.flush()
    is_kept = [JOBS.c.task_name.startswith(f"{topic} → ") for topic in but_for]
    db.session.execute(sa.delete(JOBS).where(JOBS.c.id > last, sa.not_(sa.or_(sa.false(), *is_kept))))
