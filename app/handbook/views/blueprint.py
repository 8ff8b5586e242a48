"""The blueprint, and what its views ask first."""

import uuid

from flask import Blueprint
from flask_login import current_user

from app.handbook.models import Chapter
from app.handbook.permissions import may_read_drafts, may_write_handbook
from app.handbook.queries import get_chapter
from app.kernel.access import ensure
from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.queries import get_programme_at_the_desk

pages = Blueprint("handbook", __name__)


def programme_at_the_desk() -> Programme:
    """Return the programme a member of staff works in: the current one, or else the first they have a role in."""
    return get_programme_at_the_desk(current_user, now())


def chapter_to_write(chapter_id: uuid.UUID) -> Chapter:
    """Return a chapter that the person may write; who may only read it is refused, others do not find it."""
    chapter = get_chapter(chapter_id)
    ensure(may_read_drafts(current_user, chapter.programme_id))
    ensure(may_write_handbook(current_user, chapter.programme_id), known=True)
    return chapter
