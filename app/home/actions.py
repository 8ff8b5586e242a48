"""Changing the texts about the installation."""

import uuid
from datetime import datetime

import sqlalchemy as sa

from app.home.models import AboutSubject, AboutText
from app.kernel.activity import record
from app.kernel.database import db


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
