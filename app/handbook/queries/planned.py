"""What the next edition would say is new."""

import uuid
from collections.abc import Iterable
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
from app.handbook.queries.versions import Version
from app.handbook.rules.edition_changes import PlannedChange, SectionDigest, decide_changes
from app.kernel.database import db

Chosen = sa.Select[uuid.UUID]
"""Chapters, as a part of a statement."""


def list_planned_changes(latest: Version | None) -> list[PlannedChange]:
    """Return what approved chapters would bring that is new since an edition; nothing before the first."""
    if latest is None or latest.published_at is None:
        return []
    approved = sa.select(Chapter.id).where(Chapter.programme_id == latest.programme_id, Chapter.is_approved)
    both = sa.union_all(_digests_of_edition(latest, approved), _digests_at_work(approved))
    rows = sorted(db.session.execute(both), key=lambda row: (row.chapter_number, row.number, row.id))
    return decide_changes(
        _digests(row for row in rows if row.is_published),
        _digests(row for row in rows if not row.is_published),
        cosmetic=_list_cosmetic(approved, latest.published_at),
    )


def _digests_at_work(chapters: Chosen) -> sa.Select[Any]:
    return (
        sa.select(
            sa.literal(False).label("is_published"),
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
    )


def _digests_of_edition(version: Version, chapters: Chosen) -> sa.Select[Any]:
    block = sa.func.jsonb_array_elements(EditionText.blocks).table_valued("value").render_derived().alias("block")
    value = sa.cast(block.c.value, sa.dialects.postgresql.JSONB)
    source = value["source_locale"].astext
    return (
        sa.select(
            sa.literal(True).label("is_published"),
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
    )


def _digests(rows: Iterable[Any]) -> list[SectionDigest]:
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


def _list_cosmetic(chapters: Chosen, since: datetime) -> set[uuid.UUID]:
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
