"""A second person looks at a chapter before it goes into an edition."""

import uuid

from app.handbook.models import Chapter, ChapterState
from app.handbook.queries import get_manuscript
from app.handbook.rules.refusals import NothingToPublish, NotInReview, OwnText
from app.kernel.activity import record


def hand_in(chapter: Chapter, *, actor_id: uuid.UUID) -> None:
    """Ask for the second look; refuse if there is nothing to read."""
    if not any(get_manuscript(chapter.id).iter_blocks()):
        raise NothingToPublish
    chapter.state = ChapterState.IN_REVIEW
    record(actor_id, "handbook.handed_in", chapter)


def approve(chapter: Chapter, *, actor_id: uuid.UUID, is_alone: bool = False) -> None:
    """Let a chapter go into the next edition.

    Whoever changed it last approves it only if they say that nobody else can (`is_alone`); the trace shows it.
    """
    if not any(get_manuscript(chapter.id).iter_blocks()):
        raise NothingToPublish
    if chapter.changed_by_id == actor_id and not is_alone:
        raise OwnText
    if chapter.state is ChapterState.DRAFT and not is_alone:
        raise NotInReview
    chapter.state = ChapterState.APPROVED
    record(actor_id, "handbook.approved_alone" if is_alone else "handbook.approved", chapter)


def send_back(chapter: Chapter, *, actor_id: uuid.UUID) -> None:
    """Make a chapter a draft again; editions that hold it stay as they are."""
    chapter.state = ChapterState.DRAFT
    record(actor_id, "handbook.sent_back", chapter)
