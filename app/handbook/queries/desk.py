"""How far each language of each chapter is, and drafts of imports."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.handbook.models import Block, BlockText, Chapter, ChapterState, ImportDraft, Section, TranslationDraft
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES, LocalizedText
from app.kernel.paging import Order, Page, page_by_key

CHAPTERS_AT_ONCE = 20
Kept = dict[str, dict[str, int]] | None


@dataclass(frozen=True)
class LanguageProgress:
    """Blocks of a chapter in one language, by state."""

    locale: str
    current: int = 0
    stale: int = 0
    missing: int = 0


@dataclass(frozen=True)
class DeskChapter:
    """A chapter as the desk lists it; no progress where it has no blocks."""

    id: uuid.UUID
    number: int
    title: LocalizedText
    state: ChapterState
    progress: list[LanguageProgress]


def count_chapters(programme_id: uuid.UUID) -> int:
    """Count the chapters that are worked on."""
    return db.session.scalar(sa.select(sa.func.count(Chapter.id)).where(Chapter.programme_id == programme_id)) or 0


def page_desk_chapters(
    programme_id: uuid.UUID, *, cursor: str | None, total: int, only: Collection[uuid.UUID] | None = None
) -> Page[DeskChapter]:
    """Return some of the chapters, or `only` of these, with their progress, in order of number."""
    found = _select_chapters(programme_id)
    if only is not None:
        found = found.where(Chapter.id.in_(only))
    page = page_by_key(found, [Order(Chapter.number, "number")], cursor=cursor, total=total, size=CHAPTERS_AT_ONCE)
    return replace(page, rows=_desk_chapters(page.rows))


def list_desk_chapters(programme_id: uuid.UUID) -> list[DeskChapter]:
    """Return all chapters with their progress, in order of number."""
    return _desk_chapters(db.session.execute(_select_chapters(programme_id).order_by(Chapter.number)).all())


def _select_chapters(programme_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    facts = (Chapter.id, Chapter.number, Chapter.title, Chapter.state, Chapter.progress)
    return sa.select(*facts).where(Chapter.programme_id == programme_id)


def _desk_chapters(rows: Sequence[Any]) -> list[DeskChapter]:
    progress = _show_progress({row.id: row.progress for row in rows})
    return [DeskChapter(row.id, row.number, row.title, row.state, progress.get(row.id, [])) for row in rows]


def _show_progress(kept: Mapping[uuid.UUID, Kept]) -> dict[uuid.UUID, list[LanguageProgress]]:
    """Return what each edit has left, and count where nobody has edited since that is kept."""
    counted = _count_progress([chapter_id for chapter_id, progress in kept.items() if progress is None])
    return counted | {
        chapter_id: [LanguageProgress(locale, **progress[locale]) for locale in LOCALES]
        for chapter_id, progress in kept.items()
        if progress and any(progress[LOCALES[0]].values())
    }


def _count_progress(chapter_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[LanguageProgress]]:
    if not chapter_ids:
        return {}
    text, source = aliased(BlockText), aliased(BlockText)
    is_current = sa.or_(source.id.is_(None), text.source_hash == source.body_hash)
    counts = [
        column
        for locale in LOCALES
        for column in (
            sa.func.count().filter(text.locale == locale, is_current).label(f"{locale}_current"),
            sa.func.count().filter(text.locale == locale, sa.not_(is_current)).label(f"{locale}_stale"),
        )
    ]
    rows = db.session.execute(
        sa.select(Section.chapter_id, sa.func.count(Block.id.distinct()).label("blocks"), *counts)
        .join(Block, Block.section_id == Section.id)
        .outerjoin(text, text.block_id == Block.id)
        .outerjoin(source, sa.and_(source.block_id == Block.id, source.locale == Block.source_locale))
        .where(Section.chapter_id.in_(chapter_ids))
        .group_by(Section.chapter_id)
    ).mappings()
    return {row["chapter_id"]: [_progress(row, locale) for locale in LOCALES] for row in rows}


def _progress(row: sa.RowMapping, locale: str) -> LanguageProgress:
    current, stale = row[f"{locale}_current"], row[f"{locale}_stale"]
    return LanguageProgress(locale, current, stale, row["blocks"] - current - stale)


def get_draft(draft_id: uuid.UUID) -> ImportDraft:
    """Return a file that waits to be taken over, with the chapter it is for."""
    draft = db.session.get(ImportDraft, draft_id, options=[joinedload(ImportDraft.chapter)])
    if draft is None:
        raise NotFound
    return draft


def get_translation_draft(chapter_id: uuid.UUID, draft_id: uuid.UUID) -> TranslationDraft:
    """Return a file of a translation office that waits to be taken over into a chapter."""
    draft = db.session.get(TranslationDraft, draft_id)
    if draft is None or draft.chapter_id != chapter_id:
        raise NotFound
    return draft
