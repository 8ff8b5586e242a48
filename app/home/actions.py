"""Changing the texts about the installation, and mending what went wrong."""

import logging
import uuid
from datetime import datetime

import sqlalchemy as sa

from app.home import queries
from app.home.models import AboutSubject, AboutText
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.files import path_of

logger = logging.getLogger(__name__)


def remove_unused_files(*, before: datetime) -> int:
    """Remove the files stored before a moment that nothing refers to any more; return how many.

    The rows go first: from then on the database lets nothing refer to them.
    """
    files = queries.list_unused_files(before)
    paths = [path_of(file.key) for file in files]
    for file in files:
        db.session.delete(file)
    db.session.flush()
    for path in paths:
        path.unlink(missing_ok=True)
    return len(files)


def write_about_text(
    subject: AboutSubject, locale: str, *, body: str, actor_id: uuid.UUID | None, at: datetime
) -> AboutText:
    """Put a text in the place of the one before."""
    text = db.session.scalars(
        sa.select(AboutText).where(AboutText.subject == subject, AboutText.locale == locale).with_for_update()
    ).one_or_none() or AboutText(subject=subject, locale=locale)
    text.body, text.changed_at = body, at
    db.session.add(text)
    record(actor_id, "about_text.written", text)
    return text


def retry_job(job_id: int, *, actor_id: uuid.UUID, at: datetime) -> None:
    """Put a job that gave up back into the queue; NotFound if another person was quicker."""
    waits = "SELECT 1 FROM procrastinate_jobs WHERE id = :id AND status = 'failed' FOR UPDATE"
    if db.session.execute(sa.text(waits), {"id": job_id}).first() is None:
        raise NotFound
    retry = "SELECT procrastinate_retry_job_v2(:id, :at, NULL, NULL, NULL)"
    db.session.execute(sa.text(retry), {"id": job_id, "at": at})
    logger.info("job %s is tried again for person %s", job_id, actor_id)
