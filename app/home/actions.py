"""Changing the texts about the installation, and mending what went wrong."""

import logging
import uuid
from datetime import datetime

import sqlalchemy as sa

from app.home.models import AboutSubject, AboutText
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound

logger = logging.getLogger(__name__)


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
