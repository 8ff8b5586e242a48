"""Chapters and sections: numbers, titles, minutes."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.handbook.models import Block, BlockText, Chapter, Pillar, Section
from app.handbook.rules.texts import minutes_to_read
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class SectionEntry:
    """A section in a list of contents."""

    id: uuid.UUID
    number: int
    title: LocalizedText


@dataclass(frozen=True)
class ChapterEntry:
    """A chapter in a list of contents, with its sections in order."""

    id: uuid.UUID
    number: int
    pillar: Pillar
    title: LocalizedText
    is_published: bool
    sections: tuple[SectionEntry, ...]


@dataclass(frozen=True)
class SectionFacts:
    """What others must know of a section they refer to."""

    id: uuid.UUID
    number: int
    title: LocalizedText
    chapter_id: uuid.UUID
    chapter_number: int
    chapter_title: LocalizedText
    programme_id: uuid.UUID
    is_published: bool

    @property
    def full_number(self) -> str:
        return f"{self.chapter_number}.{self.number}"


def list_chapters(programme_id: uuid.UUID, *, with_drafts: bool = False) -> list[ChapterEntry]:
    """Return the chapters of a programme with their sections, in order of number."""
    return _list_entries(Chapter.programme_id == programme_id, with_drafts=with_drafts)


def list_outline(programme_id: uuid.UUID, chapter_number: int, *, with_drafts: bool = False) -> list[ChapterEntry]:
    """Return a chapter and its neighbours that may be read; the chapter itself may be missing."""
    neighbour = aliased(Chapter)
    readable = sa.and_(
        neighbour.programme_id == programme_id, sa.true() if with_drafts else neighbour.published_at.is_not(None)
    )
    before = sa.select(sa.func.max(neighbour.number)).where(readable, neighbour.number < chapter_number)
    after = sa.select(sa.func.min(neighbour.number)).where(readable, neighbour.number > chapter_number)
    return _list_entries(
        Chapter.programme_id == programme_id,
        Chapter.number.in_([chapter_number, before.scalar_subquery(), after.scalar_subquery()]),
        with_drafts=with_drafts,
    )


def _list_entries(*conditions: sa.ColumnElement[bool], with_drafts: bool) -> list[ChapterEntry]:
    query = (
        sa.select(
            Chapter.id,
            Chapter.number,
            Chapter.pillar,
            Chapter.title,
            Chapter.published_at,
            Section.id.label("section_id"),
            Section.number.label("section_number"),
            Section.title.label("section_title"),
        )
        .outerjoin(Section, sa.and_(Section.chapter_id == Chapter.id, Section.removed_at.is_(None)))
        .where(*conditions)
        .order_by(Chapter.number, Section.number)
    )
    if not with_drafts:
        query = query.where(Chapter.published_at.is_not(None))
    rows = db.session.execute(query).all()
    return [_chapter_entry(list(members)) for _, members in groupby(rows, key=lambda row: row.id)]


def _chapter_entry(rows: Sequence[Any]) -> ChapterEntry:
    first = rows[0]
    return ChapterEntry(
        id=first.id,
        number=first.number,
        pillar=first.pillar,
        title=first.title,
        is_published=first.published_at is not None,
        sections=tuple(
            SectionEntry(row.section_id, row.section_number, row.section_title) for row in rows if row.section_id
        ),
    )


@dataclass(frozen=True)
class ReadingPlace:
    """A section in its chapter, and where reading goes on; the neighbours may lie in other chapters."""

    chapter: ChapterEntry
    section: SectionEntry
    previous: SectionFacts | None
    following: SectionFacts | None


def get_reading_place(
    programme_id: uuid.UUID, chapter_number: int, section_number: int, *, with_drafts: bool = False
) -> ReadingPlace:
    """Return a section by the numbers in its address."""
    outline = list_outline(programme_id, chapter_number, with_drafts=with_drafts)
    places = [(chapter, section) for chapter in outline for section in chapter.sections]
    for index, (chapter, section) in enumerate(places):
        if (chapter.number, section.number) == (chapter_number, section_number):
            before = _neighbour(programme_id, places[max(index - 1, 0) : index])
            after = _neighbour(programme_id, places[index + 1 : index + 2])
            return ReadingPlace(chapter, section, before, after)
    raise NotFound


def _neighbour(programme_id: uuid.UUID, found: Sequence[tuple[ChapterEntry, SectionEntry]]) -> SectionFacts | None:
    for chapter, section in found:
        return SectionFacts(
            section.id,
            section.number,
            section.title,
            chapter_id=chapter.id,
            chapter_number=chapter.number,
            chapter_title=chapter.title,
            programme_id=programme_id,
            is_published=chapter.is_published,
        )
    return None


def get_chapter(chapter_id: uuid.UUID) -> Chapter:
    """Return a chapter, published or not."""
    chapter = db.session.get(Chapter, chapter_id, options=[joinedload(Chapter.programme)])
    if chapter is None:
        raise NotFound
    return chapter


def get_section(section_id: uuid.UUID) -> SectionFacts:
    """Return what others must know of a section, published or not."""
    found = list_section_titles([section_id])
    if not found:
        raise NotFound
    return found[section_id]


def list_section_titles(section_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, SectionFacts]:
    """Return sections by id, in the order of the handbook; unknown ids are left out."""
    rows = db.session.execute(
        sa.select(
            Section.id,
            Section.number,
            Section.title,
            Section.chapter_id,
            Chapter.number.label("chapter_number"),
            Chapter.title.label("chapter_title"),
            Chapter.programme_id,
            sa.and_(Chapter.published_at.is_not(None), Section.removed_at.is_(None)).label("is_published"),
        )
        .join(Chapter, Chapter.id == Section.chapter_id)
        .where(Section.id.in_(section_ids))
        .order_by(Chapter.number, Section.number, Section.id)
    )
    return {row.id: SectionFacts(**row._mapping) for row in rows}


def list_minutes_to_read(section_ids: Collection[uuid.UUID], locale: str) -> dict[uuid.UUID, int]:
    """Return the minutes each section takes in a language, or in its source where the language misses a block."""
    own, source = aliased(BlockText), aliased(BlockText)
    rows = db.session.execute(
        sa.select(
            Block.section_id,
            sa.func.sum(sa.func.length(sa.func.coalesce(own.body, source.body, ""))).label("letters"),
        )
        .outerjoin(own, sa.and_(own.block_id == Block.id, own.locale == locale))
        .outerjoin(source, sa.and_(source.block_id == Block.id, source.locale == Block.source_locale))
        .where(Block.section_id.in_(section_ids))
        .group_by(Block.section_id)
    )
    letters = {row.section_id: int(row.letters) for row in rows}
    return {section_id: minutes_to_read(letters.get(section_id, 0)) for section_id in section_ids}
