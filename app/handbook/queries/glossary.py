"""What the glossary says: for readers, for linking, and for the desk."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from app.handbook.models import (
    Chapter,
    EditionChapter,
    EditionSection,
    GlossaryTerm,
    GlossaryText,
)
from app.handbook.queries.versions import Version
from app.handbook.rules.glossary.finding import SpokenTerm
from app.handbook.rules.glossary.terms import TermDraft, TermText
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES, search_form
from app.kernel.paging import Order, Page, page_by_key

LAST = b"\xff"
"""Where a term stands in the order of a language that has no word for it."""
DIACRITICS = ("ČčŠšŽžĆćĐđÄäÖöÜü", "ccsszzccddaaoouu")


@dataclass(frozen=True)
class GlossaryEntry:
    """A term with what each language calls it, and the chapter that treats of it."""

    id: uuid.UUID
    chapter: int | None
    texts: Mapping[str, TermText]
    sort_keys: Mapping[str, bytes]
    section_ids: Mapping[str, Collection[uuid.UUID]]
    """By language, the sections it stands in."""

    def as_draft(self) -> TermDraft:
        return TermDraft(self.texts, self.chapter)


@dataclass(frozen=True)
class NumberedSection:
    """Where a section stands in an edition."""

    chapter_number: int
    number: int


def list_entries(programme_id: uuid.UUID) -> list[GlossaryEntry]:
    """Return all terms of a programme in the order they were added."""
    rows = db.session.execute(
        sa.select(GlossaryTerm, Chapter.number)
        .outerjoin(Chapter, Chapter.id == GlossaryTerm.chapter_id)
        .where(GlossaryTerm.programme_id == programme_id)
        .options(selectinload(GlossaryTerm.texts))
        .order_by(GlossaryTerm.created_at, GlossaryTerm.id)
    )
    return [_entry(term, number) for term, number in rows]


def get_entry(term_id: uuid.UUID) -> GlossaryEntry:
    """Return a term with what each language calls it."""
    term = get_term(term_id)
    return _entry(term, term.chapter.number if term.chapter else None)


def _entry(term: GlossaryTerm, chapter: int | None) -> GlossaryEntry:
    by_locale = {text.locale: text for text in term.texts}
    texts = {locale: by_locale[locale] for locale in LOCALES if locale in by_locale}
    return GlossaryEntry(
        id=term.id,
        chapter=chapter,
        texts={locale: TermText(text.word, tuple(text.other_words), text.definition) for locale, text in texts.items()},
        sort_keys={locale: text.sort_key for locale, text in texts.items()},
        section_ids={locale: text.section_ids for locale, text in texts.items()},
    )


def get_term(term_id: uuid.UUID) -> GlossaryTerm:
    """Return a term with its texts and its chapter."""
    options = [selectinload(GlossaryTerm.texts), selectinload(GlossaryTerm.chapter)]
    term = db.session.get(GlossaryTerm, term_id, options=options)
    if term is None:
        raise NotFound
    return term


@dataclass(frozen=True)
class GlossaryFilter:
    """What somebody looks for at the desk: letters of a word, and a language in which the meaning is missing."""

    text: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class TermRow:
    """A term as it stands in the list: its words, and where its meaning is missing."""

    id: uuid.UUID
    words: Mapping[str, str]
    lacks: Collection[str]
    chapter: int | None


def page_terms(programme_id: uuid.UUID, wanted: GlossaryFilter, *, locale: str, cursor: str | None) -> Page[TermRow]:
    """Return one page of the list, in the order of a language."""
    texts = {one: aliased(GlossaryText) for one in LOCALES}
    own = texts[locale]
    key = sa.func.coalesce(own.sort_key, sa.literal(LAST, sa.LargeBinary))
    query = sa.select(GlossaryTerm.id, key.label("key"), Chapter.number.label("chapter")).add_columns(
        *(text.word.label(f"{one}_word") for one, text in texts.items()),
        *(sa.func.coalesce(text.definition, "").label(f"{one}_definition") for one, text in texts.items()),
    )
    query = query.outerjoin(Chapter, Chapter.id == GlossaryTerm.chapter_id)
    for one, text in texts.items():
        query = query.outerjoin(text, sa.and_(text.term_id == GlossaryTerm.id, text.locale == one))
    query = query.where(GlossaryTerm.programme_id == programme_id)
    if wanted.lacks:
        query = query.where(sa.func.coalesce(texts[wanted.lacks].definition, "") == "")
    if wanted.text:
        query = query.where(sa.or_(*(_has(text, wanted.text) for text in texts.values())))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    page = page_by_key(query, [Order(key, "key"), Order(GlossaryTerm.id, "id")], cursor=cursor, total=total)
    return replace(page, rows=[_row(row) for row in page.rows])


def _has(text: type[GlossaryText], asked: str) -> sa.ColumnElement[bool]:
    """Compare small letters without diacritics."""
    words = text.word.op("||")(" ").op("||")(sa.func.array_to_string(text.other_words, " "))
    plain = sa.func.lower(sa.func.replace(sa.func.translate(words, *DIACRITICS), "ß", "ss"))
    return plain.contains(search_form(asked), autoescape=True)


def _row(row: sa.Row[Any]) -> TermRow:
    facts = row._mapping
    words = {locale: facts[f"{locale}_word"] for locale in LOCALES if facts[f"{locale}_word"]}
    return TermRow(row.id, words, [locale for locale in LOCALES if not facts[f"{locale}_definition"]], row.chapter)


def list_spoken_terms(programme_id: uuid.UUID, locales: Collection[str]) -> list[SpokenTerm]:
    """Return the terms to look for in texts of some languages."""
    rows = db.session.execute(
        sa.select(
            GlossaryText.term_id,
            GlossaryText.locale,
            GlossaryText.word,
            GlossaryText.other_words,
            GlossaryText.definition,
            GlossaryText.forms,
        )
        .where(GlossaryText.programme_id == programme_id, GlossaryText.locale.in_(locales))
        .order_by(GlossaryText.sort_key, GlossaryText.id)
    )
    return [
        SpokenTerm(row.term_id, row.locale, row.word, tuple(row.other_words), row.definition, row.forms) for row in rows
    ]


def list_section_numbers(version: Version) -> dict[uuid.UUID, NumberedSection]:
    """Return where each section of an edition stands, in order."""
    rows = db.session.execute(
        sa.select(EditionSection.section_id, EditionChapter.number, EditionSection.number)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == version.edition_id)
        .order_by(EditionChapter.number, EditionSection.number)
    )
    return {section_id: NumberedSection(chapter, number) for section_id, chapter, number in rows}
