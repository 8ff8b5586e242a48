"""A person's own notes, highlights and bookmarks; every read here is of one person."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from app.handbook.models import (
    Block,
    Chapter,
    Edition,
    EditionChapter,
    EditionSection,
    NoteKind,
    ReaderNote,
    Section,
)
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import Localized, search_form
from app.kernel.paging import Order, Page, page_by_key

MOST_EXPORTED = 5_000
IN_ORDER = ("chapter_number", "section_number", "position", "written", "id")


@dataclass(frozen=True)
class NoteFilter:
    """Whose notes of which programme; None and "" mean everything."""

    person_id: uuid.UUID
    programme_id: uuid.UUID
    words: str = ""
    kind: NoteKind | None = None
    chapter_id: uuid.UUID | None = None


@dataclass(frozen=True)
class NotedChapter:
    """A chapter with notes in it."""

    id: uuid.UUID
    number: int
    title: Any


def get_note(note_id: uuid.UUID, person_id: uuid.UUID) -> ReaderNote:
    """Return a note of a person; that of another is not found."""
    note = db.session.scalars(
        sa.select(ReaderNote).where(ReaderNote.id == note_id, ReaderNote.person_id == person_id)
    ).one_or_none()
    if note is None:
        raise NotFound
    return note


def list_notes_of_section(
    person_id: uuid.UUID, section_id: uuid.UUID, block_ids: Collection[uuid.UUID]
) -> list[ReaderNote]:
    """Return what a person keeps on a section and on the blocks shown in it, in the order it was written.

    A block that stands in another section now takes its notes along.
    """
    elsewhere = sa.exists().where(Block.id == ReaderNote.block_id, Block.section_id != section_id)
    in_section = sa.and_(ReaderNote.section_id == section_id, ~elsewhere)
    found = sa.select(ReaderNote).where(
        ReaderNote.person_id == person_id, sa.or_(in_section, ReaderNote.block_id.in_(block_ids))
    )
    return list(db.session.scalars(found.order_by(ReaderNote.created_at, ReaderNote.id)))


def page_notes(wanted: NoteFilter, *, cursor: str | None, total: int) -> Page[Any]:
    """Return notes in the order of the handbook; rows as `_rows` selects them."""
    listed = _rows(wanted).subquery()
    orders = [Order(listed.c[name], name) for name in IN_ORDER]
    return page_by_key(sa.select(listed), orders, cursor=cursor, total=total)


def list_notes(wanted: NoteFilter) -> list[Any]:
    """Return all of them, to be taken along."""
    listed = _rows(wanted).subquery()
    order = [listed.c[name] for name in IN_ORDER]
    return list(db.session.execute(sa.select(listed).order_by(*order).limit(MOST_EXPORTED)))


def count_notes(wanted: NoteFilter) -> int:
    """Return how many there are."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(_rows(wanted).subquery())) or 0


def list_noted_chapters(person_id: uuid.UUID, programme_id: uuid.UUID) -> list[NotedChapter]:
    """Return the chapters in which a person keeps something, by number."""
    listed = _rows(NoteFilter(person_id, programme_id)).subquery()
    columns = (listed.c.chapter_id, listed.c.chapter_number, listed.c.chapter_title)
    rows = db.session.execute(
        sa.select(*columns)
        .ext(distinct_on(listed.c.chapter_number, listed.c.chapter_id))
        .order_by(listed.c.chapter_number, listed.c.chapter_id)
    )
    return [NotedChapter(*row) for row in rows]


def _rows(wanted: NoteFilter) -> sa.Select[Any]:
    """Select the notes with chapter and section as the latest edition numbers and names them, if they are in it."""
    shown = _latest_places(wanted.programme_id)
    columns: list[Any] = [
        *(ReaderNote.id, ReaderNote.kind, ReaderNote.block_id, ReaderNote.language, ReaderNote.exact),
        *(ReaderNote.body, ReaderNote.created_at, ReaderNote.changed_at),
        *(Section.id.label("section_id"), Chapter.id.label("chapter_id")),
        sa.func.coalesce(shown.c.chapter_number, Chapter.number).label("chapter_number"),
        sa.func.coalesce(shown.c.chapter_title, Chapter.title, type_=Localized()).label("chapter_title"),
        sa.func.coalesce(shown.c.section_number, Section.number).label("section_number"),
        sa.func.coalesce(shown.c.section_title, Section.title, type_=Localized()).label("section_title"),
        shown.c.section_id.is_not(None).label("is_there"),
        sa.func.coalesce(Block.position, 0).label("position"),
        sa.cast(sa.extract("epoch", ReaderNote.created_at) * 1_000_000, sa.BigInteger).label("written"),
    ]
    return (
        sa.select(*columns)
        .outerjoin(Block, Block.id == ReaderNote.block_id)
        .join(Section, Section.id == sa.func.coalesce(Block.section_id, ReaderNote.section_id))
        .join(Chapter, Chapter.id == Section.chapter_id)
        .outerjoin(shown, shown.c.section_id == Section.id)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: NoteFilter) -> list[sa.ColumnElement[bool]]:
    conditions = [ReaderNote.person_id == wanted.person_id, Chapter.programme_id == wanted.programme_id]
    if wanted.kind:
        conditions.append(ReaderNote.kind == wanted.kind)
    if wanted.chapter_id:
        conditions.append(Chapter.id == wanted.chapter_id)
    return conditions + [
        ReaderNote.search_words.contains(word, autoescape=True) for word in search_form(wanted.words).split()
    ]


def _latest_places(programme_id: uuid.UUID) -> sa.Subquery:
    latest = (
        sa.select(Edition.id)
        .where(Edition.programme_id == programme_id, Edition.published_at.is_not(None))
        .order_by(Edition.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(
            EditionSection.section_id,
            EditionSection.number.label("section_number"),
            EditionSection.title.label("section_title"),
            EditionChapter.number.label("chapter_number"),
            EditionChapter.title.label("chapter_title"),
        )
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == latest)
        .subquery()
    )
