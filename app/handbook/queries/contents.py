"""Chapters and sections: numbers, titles, minutes."""

import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.handbook.models import (
    Block,
    BlockText,
    Chapter,
    ChapterState,
    EditionChapter,
    EditionSection,
    EditionText,
    Pillar,
    Section,
)
from app.handbook.queries.versions import Version
from app.handbook.rules.languages import ordinary
from app.handbook.rules.texts import minutes_to_read
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES, LocalizedText

MOST_KEPT = 4
"""Editions whose contents a process keeps; about a megabyte each where the handbook is largest."""


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
    state: ChapterState
    """How far the working text is; approved in an edition."""
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


def list_chapters(version: Version) -> list[ChapterEntry]:
    """Return the chapters with their sections, in order of number."""
    return list(_list_frozen(version)) if version.edition_id else _list_entries(version)


@lru_cache(maxsize=MOST_KEPT)
def _list_frozen(version: Version) -> tuple[ChapterEntry, ...]:
    """Return an edition's chapters; the process keeps them, since a published edition never changes."""
    return tuple(_list_entries(version))


def list_outline(version: Version, chapter_number: int) -> list[ChapterEntry]:
    """Return a chapter and its neighbours; the chapter itself may be missing."""
    if version.edition_id is None:
        before = sa.select(sa.func.max(Chapter.number)).where(_is_in(version), Chapter.number < chapter_number)
        after = sa.select(sa.func.min(Chapter.number)).where(_is_in(version), Chapter.number > chapter_number)
        numbers = [chapter_number, before.scalar_subquery(), after.scalar_subquery()]
        return _list_entries(version, Chapter.number.in_(numbers))
    chapters = _list_frozen(version)
    before_it = bisect_left(chapters, chapter_number, key=lambda chapter: chapter.number)
    after_it = bisect_right(chapters, chapter_number, key=lambda chapter: chapter.number)
    return list(chapters[max(0, before_it - 1) : after_it + 1])


def _tables(version: Version) -> tuple[Any, Any]:
    """Return the tables of chapters and sections of a version."""
    return (Chapter, Section) if version.edition_id is None else (EditionChapter, EditionSection)


def _is_in(version: Version) -> sa.ColumnElement[bool]:
    if version.edition_id is None:
        return Chapter.programme_id == version.programme_id
    return EditionChapter.edition_id == version.edition_id


def _list_entries(version: Version, *conditions: sa.ColumnElement[bool]) -> list[ChapterEntry]:
    chapter, section = _tables(version)
    chapter_id: Any = Chapter.id
    section_id: Any = Section.id
    published_at: Any = Chapter.published_at
    state: Any = Chapter.state
    belongs = sa.and_(Section.chapter_id == Chapter.id, Section.removed_at.is_(None))
    if version.edition_id is not None:
        chapter_id, section_id = EditionChapter.chapter_id, EditionSection.section_id
        published_at = sa.literal(version.published_at, sa.DateTime(timezone=True))
        state = sa.literal(ChapterState.APPROVED, Chapter.state.type)
        belongs = EditionSection.edition_chapter_id == EditionChapter.id
    rows = db.session.execute(
        sa.select(
            chapter_id.label("id"),
            chapter.number,
            chapter.pillar,
            chapter.title,
            published_at.label("published_at"),
            state.label("state"),
            section_id.label("section_id"),
            section.number.label("section_number"),
            section.title.label("section_title"),
        )
        .outerjoin(section, belongs)
        .where(_is_in(version), *conditions)
        .order_by(chapter.number, section.number)
    ).all()
    return [_chapter_entry(list(members)) for _, members in groupby(rows, key=lambda row: row.id)]


def _chapter_entry(rows: Sequence[Any]) -> ChapterEntry:
    first = rows[0]
    return ChapterEntry(
        id=first.id,
        number=first.number,
        pillar=first.pillar,
        title=first.title,
        is_published=first.published_at is not None,
        state=first.state,
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


def get_reading_place(version: Version, chapter_number: int, section_number: int) -> ReadingPlace:
    """Return a section by the numbers in its address."""
    outline = list_outline(version, chapter_number)
    places = [(chapter, section) for chapter in outline for section in chapter.sections]
    for index, (chapter, section) in enumerate(places):
        if (chapter.number, section.number) == (chapter_number, section_number):
            before = _neighbour(version.programme_id, places[max(index - 1, 0) : index])
            after = _neighbour(version.programme_id, places[index + 1 : index + 2])
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


def find_numbers(version: Version, section_id: uuid.UUID) -> tuple[int, int] | None:
    """Return the numbers of a section's chapter and its own in an edition; None where it is not in it."""
    row = db.session.execute(
        sa.select(EditionChapter.number, EditionSection.number)
        .join(EditionSection, EditionSection.edition_chapter_id == EditionChapter.id)
        .where(EditionChapter.edition_id == version.edition_id, EditionSection.section_id == section_id)
    ).first()
    return (row[0], row[1]) if row else None


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


def list_minutes_to_read(version: Version, section_ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, int]:
    """Return the minutes each section takes in a language, or in another where the language misses a block."""
    letters = (
        _letters_at_work(section_ids, language) if version.edition_id is None else _letters(version, ordinary(language))
    )
    return {section_id: minutes_to_read(letters.get(section_id, 0)) for section_id in section_ids}


@lru_cache(maxsize=MOST_KEPT * len(LOCALES))
def _letters(version: Version, language: str) -> Mapping[uuid.UUID, int]:
    """Return the letters of an edition's sections in a language, kept like its chapters."""
    rows = db.session.execute(
        sa.select(EditionSection.section_id, EditionText.letters)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .join(EditionText, EditionText.edition_section_id == EditionSection.id)
        .where(EditionChapter.edition_id == version.edition_id, EditionText.language == language)
    )
    return MappingProxyType({section_id: letters for section_id, letters in rows})


def _letters_at_work(section_ids: Collection[uuid.UUID], locale: str) -> dict[uuid.UUID, int]:
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
    return {row.section_id: int(row.letters) for row in rows}
