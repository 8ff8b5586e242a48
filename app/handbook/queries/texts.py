"""Texts of blocks: as a reader sees them, and as they are stored."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
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
from app.kernel.locales import LOCALES, LocalizedText


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
    """Return a chapter's working text with all its languages.

    There is a row for each block, with its texts side by side; a chapter has hundreds of blocks.
    """
    rows = db.session.execute(
        sa.select(
            sa.cast(Chapter.title, sa.Text).label("chapter_title"),
            Section.id,
            sa.cast(Section.title, sa.Text).label("section_title"),
            *(Block.id, Block.kind, Block.label, Block.source_locale),
            *(sa.func.array_agg(column) for column in (BlockText.locale, BlockText.body, BlockText.source_hash)),
        )
        .outerjoin(Section, sa.and_(Section.chapter_id == Chapter.id, Section.removed_at.is_(None)))
        .outerjoin(Block, Block.section_id == Section.id)
        .outerjoin(BlockText, BlockText.block_id == Block.id)
        .where(Chapter.id == chapter_id)
        .group_by(Chapter.id, Section.id, Block.id)
        .order_by(Section.number, Section.id, Block.position, Block.id)
    ).all()
    if not rows:
        raise NotFound
    titles: dict[uuid.UUID, str] = {}
    blocks: dict[uuid.UUID, list[ManuscriptBlock]] = defaultdict(list)
    for _, section_id, title, block_id, kind, label, source_locale, *texts in rows:
        titles[section_id] = title
        if block_id:
            blocks[section_id].append(ManuscriptBlock(block_id, kind, label, source_locale, _texts(*texts)))
    return Manuscript(
        LocalizedText(json.loads(rows[0][0])),
        tuple(
            ManuscriptSection(section_id, LocalizedText(json.loads(title)), tuple(blocks[section_id]))
            for section_id, title in titles.items()
            if section_id
        ),
    )


def _texts(locales: Sequence[str], bodies: Sequence[str], hashes: Sequence[str | None]) -> dict[str, Text]:
    return {
        locale: Text(body, source_hash)
        for locale, body, source_hash in zip(locales, bodies, hashes, strict=True)
        if locale
    }
