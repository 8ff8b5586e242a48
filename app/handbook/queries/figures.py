"""Pictures of figures, and what an edition's checklist looks at."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.handbook.models import Block, BlockKind, BlockText, Chapter, FigurePicture, Section
from app.handbook.rules.checklist import CheckedText, Gap, find_gaps, list_pictures
from app.kernel.database import db


def list_pictures_named(name: str) -> list[FigurePicture]:
    """Return the picture of a name with its file, once for each programme that has it; published ones first."""
    found = sa.select(FigurePicture).where(FigurePicture.name == name).options(joinedload(FigurePicture.file))
    return list(db.session.scalars(found.order_by(FigurePicture.published_at, FigurePicture.id)))


def list_kept_pictures(programme_id: uuid.UUID, names: Collection[str]) -> list[FigurePicture]:
    """Return those of the pictures that a programme has, with their files."""
    found = sa.select(FigurePicture).where(FigurePicture.programme_id == programme_id, FigurePicture.name.in_(names))
    return list(db.session.scalars(found.options(joinedload(FigurePicture.file)).order_by(FigurePicture.id)))


def list_gaps(programme_id: uuid.UUID, *, only_approved: bool = False) -> list[Gap]:
    """Return what is missing in the working text before it can be published, in the order of the handbook."""
    texts = list_checked_texts(programme_id, only_approved=only_approved)
    names = list_pictures(texts)
    kept = {picture.name for picture in list_kept_pictures(programme_id, names)} if names else set()
    return find_gaps(texts, pictures=kept)


def list_checked_texts(programme_id: uuid.UUID, *, only_approved: bool = False) -> list[CheckedText]:
    """Return the texts that something may be missing in: of figures and tables, with notes, and empty ones."""
    places = _places(programme_id, only_approved=only_approved)
    body = sa.func.coalesce(BlockText.body, "")
    rows = db.session.execute(
        sa.select(
            places.c.chapter_id,
            places.c.is_approved,
            places.c.chapter_number,
            places.c.section_number,
            places.c.place,
            Block.id,
            Block.kind,
            Block.source_locale,
            BlockText.locale,
            body.label("body"),
        )
        .join(Block, Block.id == places.c.block_id)
        .outerjoin(BlockText, BlockText.block_id == Block.id)
        .where(sa.or_(Block.kind.in_([BlockKind.FIGURE, BlockKind.TABLE]), body == "", body.contains("[^")))
        .order_by(places.c.chapter_number, places.c.section_number, places.c.place, BlockText.locale)
    )
    return [_checked_text(row) for row in rows]


def _places(programme_id: uuid.UUID, *, only_approved: bool) -> sa.Subquery:
    """Return the blocks that are worked on, numbered in their section."""
    place = sa.func.row_number().over(partition_by=Block.section_id, order_by=(Block.position, Block.id))
    found = (
        sa.select(
            Chapter.id.label("chapter_id"),
            Chapter.is_approved.label("is_approved"),
            Chapter.number.label("chapter_number"),
            Section.number.label("section_number"),
            Block.id.label("block_id"),
            place.label("place"),
        )
        .join(Section, Section.chapter_id == Chapter.id)
        .join(Block, Block.section_id == Section.id)
        .where(Chapter.programme_id == programme_id, Section.removed_at.is_(None))
    )
    return (found.where(Chapter.is_approved) if only_approved else found).subquery()


def _checked_text(row: Any) -> CheckedText:
    return CheckedText(
        chapter_id=row.chapter_id,
        is_approved=row.is_approved,
        place=f"{row.chapter_number}.{row.section_number}-{row.place:02}",
        block_id=row.id,
        kind=row.kind,
        source_locale=row.source_locale,
        language=row.locale,
        body=row.body,
    )
