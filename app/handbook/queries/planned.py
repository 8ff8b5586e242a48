"""What the next edition would say is new."""

import uuid
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from app.handbook.models import (
    Block,
    BlockText,
    Change,
    Chapter,
    EditionChapter,
    EditionSection,
    EditionText,
    Section,
)
from app.handbook.queries.versions import Version, find_latest_edition
from app.handbook.rules.edition_changes import PlannedChange, SectionDigest, decide_changes
from app.kernel.database import db


def list_planned_changes(programme_id: uuid.UUID) -> list[PlannedChange]:
    """Return what approved chapters would bring that is new; nothing before the first edition."""
    latest = find_latest_edition(programme_id)
    if latest is None or latest.published_at is None:
        return []
    approved = sa.select(Chapter.id).where(Chapter.programme_id == programme_id, Chapter.is_approved)
    chapters = set(db.session.scalars(approved))
    return decide_changes(
        _digests_of_edition(latest, chapters),
        _digests_at_work(chapters),
        cosmetic=_list_cosmetic(chapters, latest.published_at),
    )


def _digests_at_work(chapters: set[uuid.UUID]) -> list[SectionDigest]:
    rows = db.session.execute(
        sa.select(
            Section.id,
            Chapter.number.label("chapter_number"),
            Section.number,
            Section.title,
            Block.id.label("block_id"),
            sa.func.md5(BlockText.body).label("digest"),
        )
        .join(Chapter, Chapter.id == Section.chapter_id)
        .outerjoin(Block, Block.section_id == Section.id)
        .outerjoin(BlockText, sa.and_(BlockText.block_id == Block.id, BlockText.locale == Block.source_locale))
        .where(Chapter.id.in_(chapters), Section.removed_at.is_(None))
        .order_by(Chapter.number, Section.number, Section.id)
    ).all()
    return _digests(rows)


def _digests_of_edition(version: Version, chapters: set[uuid.UUID]) -> list[SectionDigest]:
    block = sa.func.jsonb_array_elements(EditionText.blocks).table_valued("value").render_derived().alias("block")
    value = sa.cast(block.c.value, sa.dialects.postgresql.JSONB)
    source = value["source_locale"].astext
    rows = db.session.execute(
        sa.select(
            EditionSection.section_id.label("id"),
            EditionChapter.number.label("chapter_number"),
            EditionSection.number,
            EditionSection.title,
            sa.cast(value["id"].astext, sa.Uuid).label("block_id"),
            sa.func.md5(value["body"].astext).label("digest"),
        )
        .select_from(EditionChapter)
        .join(EditionSection, EditionSection.edition_chapter_id == EditionChapter.id)
        .join(EditionText, EditionText.edition_section_id == EditionSection.id)
        .join(block, sa.true())
        .where(EditionChapter.edition_id == version.edition_id, EditionChapter.chapter_id.in_(chapters))
        .where(EditionText.language == source, value["locale"].astext == source)
        .order_by(EditionChapter.number, EditionSection.number, EditionSection.section_id)
    ).all()
    return _digests(rows)


def _digests(rows: Any) -> list[SectionDigest]:
    return [
        SectionDigest(
            section_id,
            members[0].chapter_number,
            members[0].number,
            members[0].title,
            {row.block_id: row.digest for row in members if row.block_id},
        )
        for section_id, members in ((key, list(group)) for key, group in groupby(rows, key=lambda row: row.id))
    ]


def _list_cosmetic(chapters: set[uuid.UUID], since: datetime) -> set[uuid.UUID]:
    """Return the blocks whose source was changed since, and each time without a change of meaning."""
    key = sa.func.jsonb_object_keys(Change.after).table_valued("key").render_derived().alias("touched")
    source = Change.after[key.c.key]["source"].astext
    rows = db.session.scalars(
        sa.select(sa.func.substr(key.c.key, len("block:") + 1))
        .select_from(Change)
        .join(key, sa.true())
        .where(Change.chapter_id.in_(chapters), Change.at > since, Change.undone_at.is_(None))
        .where(key.c.key.like("block:%"), sa.or_(Change.locale.is_(None), Change.locale == source))
        .group_by(key.c.key)
        .having(sa.func.bool_and(Change.is_cosmetic))
    )
    return {uuid.UUID(found) for found in rows}
