"""Let everybody read a chapter, or make it a draft again."""

import uuid
from datetime import datetime

from app.handbook.models import Chapter
from app.handbook.queries import get_manuscript
from app.handbook.rules.refusals import NothingToPublish
from app.kernel.activity import record


def publish_chapter(chapter: Chapter, *, actor_id: uuid.UUID, at: datetime) -> None:
    """Let everybody read a chapter; refuse if there is nothing to read."""
    if not any(get_manuscript(chapter.id).iter_blocks()):
        raise NothingToPublish
    chapter.published_at = chapter.published_at or at
    record(actor_id, "handbook.published", chapter)


def withdraw_chapter(chapter: Chapter, *, actor_id: uuid.UUID) -> None:
    """Make a chapter a draft again, which only the programme's staff read."""
    chapter.published_at = None
    record(actor_id, "handbook.withdrawn", chapter)
