"""How far each language of each chapter is, and drafts of imports."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.handbook.models import Block, BlockText, Chapter, ImportDraft, Section, TranslationDraft
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES


@dataclass(frozen=True)
class LanguageProgress:
    """Blocks of a chapter in one language, by state."""

    locale: str
    current: int = 0
    stale: int = 0
    missing: int = 0


def list_progress(programme_id: uuid.UUID) -> dict[uuid.UUID, list[LanguageProgress]]:
    """Return the progress of every language for each chapter that has blocks."""
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
        .join(Chapter, Chapter.id == Section.chapter_id)
        .join(Block, Block.section_id == Section.id)
        .outerjoin(text, text.block_id == Block.id)
        .outerjoin(source, sa.and_(source.block_id == Block.id, source.locale == Block.source_locale))
        .where(Chapter.programme_id == programme_id)
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
