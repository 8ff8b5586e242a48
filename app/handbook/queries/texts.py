"""Texts of blocks: as a reader sees them, and as they are stored."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.handbook.models import (
    Block,
    BlockKind,
    BlockText,
    Chapter,
    EditionChapter,
    EditionSection,
    EditionText,
    Section,
)
from app.handbook.queries.versions import Version
from app.handbook.rules.languages import LANGUAGES, list_fallbacks, ordinary
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection, Text
from app.handbook.rules.shown import SectionText, ShownBlock
from app.handbook.rules.texts import decide_state
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES


def read_working_section(section_id: uuid.UUID, locale: str) -> SectionText:
    """Return a section's working text in a language, with the next language in order where a block misses it."""
    rows = db.session.execute(
        sa.select(
            Block.id,
            Block.kind,
            Block.label,
            Block.source_locale,
            BlockText.locale,
            BlockText.body,
            BlockText.body_hash,
            BlockText.source_hash,
            BlockText.changed_at,
            _count_before(section_id, BlockKind.TABLE).label("tables_before"),
            _count_before(section_id, BlockKind.FIGURE).label("figures_before"),
        )
        .join(BlockText, BlockText.block_id == Block.id)
        .where(Block.section_id == section_id)
        .order_by(Block.position, Block.id)
    ).all()
    blocks = [_shown_block(list(texts), locale) for _, texts in groupby(rows, key=lambda row: row.id)]
    return SectionText(blocks, rows[0].tables_before, rows[0].figures_before) if rows else SectionText([])


def _count_before(section_id: uuid.UUID, kind: BlockKind) -> sa.ScalarSelect[int]:
    """Return how many blocks of a kind stand in the earlier sections of the chapter."""
    here, earlier = sa.orm.aliased(Section), sa.orm.aliased(Section)
    block = sa.orm.aliased(Block)
    return (
        sa.select(sa.func.count())
        .select_from(here)
        .join(earlier, sa.and_(earlier.chapter_id == here.chapter_id, earlier.number < here.number))
        .join(block, sa.and_(block.section_id == earlier.id, block.kind == kind))
        .where(here.id == section_id)
        .scalar_subquery()
    )


def _shown_block(texts: Sequence[Any], locale: str) -> ShownBlock:
    by_locale = {text.locale: text for text in texts}
    block = texts[0]
    shown = next(by_locale[candidate] for candidate in list_fallbacks(locale) if candidate in by_locale)
    own, source = by_locale.get(locale), by_locale.get(block.source_locale)
    return ShownBlock(
        id=block.id,
        kind=block.kind,
        label=block.label,
        body=shown.body,
        locale=shown.locale,
        state=decide_state(own.source_hash if own else None, source.body_hash if source else None),
        source_locale=block.source_locale,
        source_changed_at=(source or shown).changed_at,
    )


def read_section(version: Version, section_id: uuid.UUID, language: str) -> SectionText:
    """Return a section's text in a language, as an edition has it or as it is worked on."""
    if version.edition_id is None:
        return read_working_section(section_id, language)
    every = aliased(EditionText)
    languages = sa.select(sa.func.array_agg(every.language)).where(every.edition_section_id == EditionSection.id)
    row = db.session.execute(
        sa.select(
            EditionText.blocks,
            EditionSection.tables_before,
            EditionSection.figures_before,
            languages.correlate(EditionSection).scalar_subquery().label("languages"),
        )
        .join(EditionSection, EditionSection.id == EditionText.edition_section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(
            EditionChapter.edition_id == version.edition_id,
            EditionSection.section_id == section_id,
            EditionText.language.in_((language, ordinary(language))),
        )
        .order_by(EditionText.language != language)
        .limit(1)
    ).first()
    if row is None:
        return SectionText([])
    blocks = [ShownBlock.from_json(block) for block in row.blocks]
    return SectionText(blocks, row.tables_before, row.figures_before, row.languages)


def list_languages(version: Version, section_id: uuid.UUID, text: SectionText) -> list[str]:
    """Return the languages a section can be read in: the three, and easy language where something is written in it."""
    written = set(text.written_in)
    if version.edition_id is None:
        found = sa.select(BlockText.locale).join(Block).where(Block.section_id == section_id).distinct()
        written = set(db.session.scalars(found))
    return [language for language in LANGUAGES if language in LOCALES or language in written]


def get_manuscript(chapter_id: uuid.UUID) -> Manuscript:
    """Return a chapter's working text with all its languages."""
    rows = db.session.execute(
        sa.select(
            Chapter.title.label("chapter_title"),
            Section.id.label("section_id"),
            Section.title,
            Block.id,
            Block.kind,
            Block.label,
            Block.source_locale,
            BlockText.locale,
            BlockText.body,
            BlockText.source_hash,
        )
        .outerjoin(Section, sa.and_(Section.chapter_id == Chapter.id, Section.removed_at.is_(None)))
        .outerjoin(Block, Block.section_id == Section.id)
        .outerjoin(BlockText, BlockText.block_id == Block.id)
        .where(Chapter.id == chapter_id)
        .order_by(Section.number, Section.id, Block.position, Block.id)
    ).all()
    if not rows:
        raise NotFound
    return Manuscript(
        rows[0].chapter_title,
        tuple(
            ManuscriptSection(section_id, members[0].title, tuple(_manuscript_blocks(members)))
            for section_id, members in (
                (key, list(group)) for key, group in groupby(rows, key=lambda row: row.section_id)
            )
            if section_id
        ),
    )


def _manuscript_blocks(rows: Sequence[Any]) -> Iterator[ManuscriptBlock]:
    for block_id, group in groupby(rows, key=lambda row: row.id):
        texts = list(group)
        if block_id:
            first = texts[0]
            bodies = {text.locale: Text(text.body, text.source_hash) for text in texts if text.locale}
            yield ManuscriptBlock(first.id, first.kind, first.label, first.source_locale, bodies)
