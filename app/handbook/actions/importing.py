"""Keep a file that was read, and take it over into a chapter."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.handbook.actions.editing import Done, edit
from app.handbook.actions.figures import keep_picture
from app.handbook.models import ChangeKind, Chapter, ImportDraft, Pillar, TranslationDraft
from app.handbook.queries import get_chapter
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.pairing import plan_import
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.refusals import HandbookChangedMeanwhile
from app.handbook.rules.taking_over import apply_plan
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme

DRAFTS_ARE_KEPT = timedelta(days=7)


def keep_draft(
    programme_id: uuid.UUID,
    parsed: ParsedChapter,
    *,
    person_id: uuid.UUID,
    locale: str,
    file_name: str,
    chapter_id: uuid.UUID | None,
    pillar: Pillar | None,
) -> ImportDraft:
    """Keep a file that was read, with its pictures, until its person has seen what it would change."""
    for picture in parsed.pictures:
        keep_picture(programme_id, picture)
    draft = ImportDraft(
        programme_id=programme_id,
        person_id=person_id,
        chapter_id=chapter_id,
        pillar=None if chapter_id else pillar,
        locale=locale,
        file_name=file_name,
        content=parsed.as_json(),
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def take_over_draft(
    draft: ImportDraft, *, fingerprint: str, remove_gone: bool, actor_id: uuid.UUID, at: datetime
) -> Chapter:
    """Write a draft into the handbook; refuse if the chapter has changed since the person saw the plan."""
    parsed = ParsedChapter.from_json(draft.content)
    if draft.chapter_id is None:
        chapter = _add_chapter(draft.programme_id, draft.pillar or Pillar.INTRODUCTION)
    else:
        chapter = get_chapter(draft.chapter_id)

    def take_over(manuscript: Manuscript) -> Manuscript:
        plan = plan_import(parsed, manuscript, draft.locale)
        if plan.fingerprint != fingerprint:
            raise HandbookChangedMeanwhile
        return apply_plan(manuscript, plan, remove_gone=remove_gone)

    edit(chapter.id, take_over, done=Done(ChangeKind.IMPORTED, actor_id, at, locale=draft.locale))
    db.session.delete(draft)
    return chapter


def add_chapter(
    programme_id: uuid.UUID, pillar: Pillar, texts: Mapping[str, ParsedChapter], *, at: datetime
) -> Chapter:
    """Add a chapter in several languages at once; the first is the source of the others."""
    chapter = _add_chapter(programme_id, pillar)
    for locale, parsed in texts.items():
        take_over_text(chapter.id, parsed, locale=locale, actor_id=None, at=at)
    return chapter


def take_over_text(
    chapter_id: uuid.UUID, parsed: ParsedChapter, *, locale: str, actor_id: uuid.UUID | None, at: datetime
) -> None:
    """Write a text into a chapter as it is, without a look at the plan; nothing is removed."""

    def take_over(manuscript: Manuscript) -> Manuscript:
        return apply_plan(manuscript, plan_import(parsed, manuscript, locale), remove_gone=False)

    edit(chapter_id, take_over, done=Done(ChangeKind.IMPORTED, actor_id, at, locale=locale))


def _add_chapter(programme_id: uuid.UUID, pillar: Pillar) -> Chapter:
    """Add an empty chapter after the last; the programme is locked, so that two do not take one number."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    last = db.session.scalar(sa.select(sa.func.max(Chapter.number)).where(Chapter.programme_id == programme_id))
    chapter = Chapter(programme_id=programme_id, number=(last or 0) + 1, pillar=pillar, title=LocalizedText())
    db.session.add(chapter)
    db.session.flush()
    return chapter


def remove_old_drafts(at: datetime) -> int:
    """Remove files that nobody took over; return how many."""
    count = 0
    for draft in (ImportDraft, TranslationDraft):
        old = sa.delete(draft).where(draft.created_at < at - DRAFTS_ARE_KEPT).returning(draft.id)
        count += len(db.session.scalars(old).all())
    return count
