"""What can be done to a chapter's working text: each edit locks the chapter, is kept as a change and can be undone."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.handbook.actions.saving import save
from app.handbook.models import Change, ChangeKind, Chapter, ChapterState
from app.handbook.queries import get_manuscript
from app.handbook.rules import changes, editing
from app.handbook.rules.editing import Edit
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.refusals import CannotUndo, TextChangedMeanwhile
from app.handbook.rules.texts import hash_of
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound


@dataclass(frozen=True)
class Done:
    """What is done to the text, by whom and when; `actor_id` is None for the house itself."""

    kind: ChangeKind
    actor_id: uuid.UUID | None
    at: datetime
    block_id: uuid.UUID | None = None
    locale: str | None = None
    is_cosmetic: bool = False


def edit(chapter_id: uuid.UUID, make: Edit, *, done: Done) -> Manuscript:
    """Change a chapter's text and keep what was changed; nothing is kept of an edit that changes nothing."""
    chapter = lock_chapter(chapter_id)
    before = get_manuscript(chapter_id)
    after = make(before)
    was, became = changes.compare(before, after)
    if became:
        save(chapter, before, after, actor_id=done.actor_id, at=done.at)
        chapter.state, chapter.changed_by_id = ChapterState.DRAFT, done.actor_id
        _keep(chapter, was, became, done=done)
        record(done.actor_id, f"handbook.{done.kind.value}", chapter)
    return after


def write_text(
    chapter_id: uuid.UUID,
    block_id: uuid.UUID,
    language: str,
    *,
    body: str,
    seen: str,
    actor_id: uuid.UUID,
    at: datetime,
    is_cosmetic: bool = False,
    keeps_state: bool = False,
) -> Manuscript:
    """Set a block's text; `seen` is the text the person began with.

    Raise TextChangedMeanwhile if somebody else has saved another one since.
    """

    def write(manuscript: Manuscript) -> Manuscript:
        saved = editing.get_block(manuscript, block_id).bodies.get(language, "")
        if hash_of(saved) != hash_of(seen) and hash_of(saved) != hash_of(body):
            raise TextChangedMeanwhile(saved=saved)
        return editing.write(
            manuscript, block_id, language, body=body, is_cosmetic=is_cosmetic, keeps_state=keeps_state
        )

    done = Done(ChangeKind.WRITTEN, actor_id, at, block_id=block_id, locale=language, is_cosmetic=is_cosmetic)
    return edit(chapter_id, write, done=done)


def undo(chapter_id: uuid.UUID, number: int, *, actor_id: uuid.UUID, at: datetime) -> Change:
    """Put back what a change did; raise CannotUndo if the same place was changed since."""
    chapter = lock_chapter(chapter_id)
    change = db.session.scalar(sa.select(Change).where(Change.chapter_id == chapter_id, Change.number == number))
    if change is None:
        raise NotFound
    if change.undone_at:
        raise CannotUndo
    before = get_manuscript(chapter_id)
    after = changes.undo(before, before=change.before, after=change.after)
    save(chapter, before, after, actor_id=actor_id, at=at)
    chapter.state, chapter.changed_by_id = ChapterState.DRAFT, actor_id
    change.undone_at = at
    record(actor_id, "handbook.undone", chapter)
    return change


def lock_chapter(chapter_id: uuid.UUID) -> Chapter:
    """Return the chapter; whoever else edits it waits, and reads it as it is then."""
    chapter = db.session.get(Chapter, chapter_id, with_for_update=True, populate_existing=True)
    if chapter is None:
        raise NotFound
    return chapter


def _keep(chapter: Chapter, before: changes.Entries, after: changes.Entries, *, done: Done) -> None:
    last = db.session.scalar(sa.select(sa.func.max(Change.number)).where(Change.chapter_id == chapter.id))
    db.session.add(
        Change(
            chapter_id=chapter.id,
            number=(last or 0) + 1,
            kind=done.kind,
            block_id=done.block_id,
            locale=done.locale,
            is_cosmetic=done.is_cosmetic,
            before=before,
            after=after,
            at=done.at,
            actor_id=done.actor_id,
        )
    )
    db.session.flush()
