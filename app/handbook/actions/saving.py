"""Write what has become of a chapter's working text into its rows, and only what differs."""

import uuid
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.handbook.models import Block, BlockText, Chapter, Section, Wording
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, Text
from app.handbook.rules.work import count_progress
from app.kernel.database import db

Blocks = dict[uuid.UUID, ManuscriptBlock]


def save(chapter: Chapter, before: Manuscript, after: Manuscript, *, actor_id: uuid.UUID | None, at: datetime) -> None:
    """Make the rows of a locked chapter hold `after`; they hold `before`."""
    chapter.title, chapter.progress = after.title, count_progress(after)
    old = {block.id: block for block in before.iter_blocks()}
    new = {block.id: block for block in after.iter_blocks()}
    _save_sections(chapter, after, at)
    gone = old.keys() - new.keys()
    if gone:
        db.session.execute(sa.delete(Block).where(Block.id.in_(gone)))
    _place_blocks(before, after)
    _save_texts(old, new, actor_id=actor_id, at=at)
    db.session.flush()
    db.session.expire_all()


def _save_sections(chapter: Chapter, after: Manuscript, at: datetime) -> None:
    found = sa.select(Section).where(Section.chapter_id == chapter.id)
    rows = {section.id: section for section in db.session.scalars(found)}
    for number, section in enumerate(after.sections, start=1):
        row = rows.pop(section.id, None) or Section(id=section.id, chapter_id=chapter.id)
        row.number, row.title, row.removed_at = number, section.title, None
        db.session.add(row)
    for row in rows.values():
        row.removed_at = row.removed_at or at
    db.session.flush()


def _place_blocks(before: Manuscript, after: Manuscript) -> None:
    """Insert new blocks, and set the place and the kind of those whose section changed."""
    old = {section.id: section.blocks for section in before.sections}
    known = {block.id for block in before.iter_blocks()}
    facts = [
        {
            "id": block.id,
            "section_id": section.id,
            "position": position,
            "kind": block.kind,
            "label": block.label,
            "source_locale": block.source_locale,
        }
        for section in after.sections
        if section.blocks != old.get(section.id)
        for position, block in enumerate(section.blocks, start=1)
    ]
    added = [one for one in facts if one["id"] not in known]
    placed = [one for one in facts if one["id"] in known]
    if added:
        db.session.execute(sa.insert(Block), added)
    if placed:
        db.session.execute(sa.update(Block), placed)


def _save_texts(old: Blocks, new: Blocks, *, actor_id: uuid.UUID | None, at: datetime) -> None:
    changed = list(_changed_texts(old, new))
    if not changed:
        return
    rows: list[dict[str, object]] = [
        {
            "id": uuid.uuid4(),
            "block_id": block_id,
            "locale": language,
            "body": text.body,
            "body_hash": text.hash,
            "source_hash": text.made_from,
            "changed_at": at,
            "changed_by_id": actor_id,
        }
        for block_id, language, text in changed
        if text
    ]
    for block_id, language, text in changed:
        if text is None:
            db.session.execute(sa.delete(BlockText).where(BlockText.block_id == block_id, BlockText.locale == language))
    if rows:
        _upsert(rows)


def _changed_texts(old: Blocks, new: Blocks) -> Iterator[tuple[uuid.UUID, str, Text | None]]:
    """Yield texts that differ; None for one that a block no longer has."""
    for block_id, block in new.items():
        had = old[block_id].texts if block_id in old else {}
        for language in {**had, **block.texts}:
            if had.get(language) != block.texts.get(language):
                yield block_id, language, block.texts.get(language)


def _upsert(rows: list[dict[str, object]]) -> None:
    wordings = {row["body_hash"]: {"id": uuid.uuid4(), "hash": row["body_hash"], "body": row["body"]} for row in rows}
    db.session.execute(insert(Wording).on_conflict_do_nothing(), list(wordings.values()))
    adding = insert(BlockText)
    is_same = BlockText.body_hash == adding.excluded.body_hash
    db.session.execute(
        adding.on_conflict_do_update(
            constraint="uq_block_text_locale",
            set_={
                "body": adding.excluded.body,
                "body_hash": adding.excluded.body_hash,
                "source_hash": adding.excluded.source_hash,
                "changed_at": sa.case((is_same, BlockText.changed_at), else_=adding.excluded.changed_at),
                "changed_by_id": sa.case((is_same, BlockText.changed_by_id), else_=adding.excluded.changed_by_id),
            },
        ),
        rows,
    )
