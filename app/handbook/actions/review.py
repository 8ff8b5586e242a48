"""A second person looks at a chapter before it goes into an edition.

Each step locks the chapter, so that nobody approves a text that somebody else is just changing.
"""

import uuid

from app.handbook.actions.editing import lock_chapter
from app.handbook.models import Chapter, ChapterState
from app.handbook.queries import get_manuscript
from app.handbook.rules.refusals import NothingToPublish, NotInReview, OwnText
from app.kernel.activity import record


def hand_in(chapter_id: uuid.UUID, *, actor_id: uuid.UUID) -> Chapter:
    """Ask for the second look; refuse if there is nothing to read."""
    chapter = _lock_with_text(chapter_id)
    chapter.state = ChapterState.IN_REVIEW
    record(actor_id, "handbook.handed_in", chapter)
    return chapter


def approve(chapter_id: uuid.UUID, *, actor_id: uuid.UUID, is_alone: bool = False) -> Chapter:
    """Let a chapter go into the next edition.

    Whoever changed it last approves it only if they say that nobody else can (`is_alone`); the trace shows it.
    """
    chapter = _lock_with_text(chapter_id)
    if chapter.changed_by_id == actor_id and not is_alone:
        raise OwnText
    if chapter.state is ChapterState.DRAFT and not is_alone:
        raise NotInReview
    chapter.state = ChapterState.APPROVED
    record(actor_id, "handbook.approved_alone" if is_alone else "handbook.approved", chapter)
    return chapter


def send_back(chapter_id: uuid.UUID, *, actor_id: uuid.UUID) -> Chapter:
    """Make a chapter a draft again; editions that hold it stay as they are."""
    chapter = lock_chapter(chapter_id)
    chapter.state = ChapterState.DRAFT
    record(actor_id, "handbook.sent_back", chapter)
    return chapter


def _lock_with_text(chapter_id: uuid.UUID) -> Chapter:
    chapter = lock_chapter(chapter_id)
    if not any(get_manuscript(chapter_id).iter_blocks()):
        raise NothingToPublish
    return chapter
