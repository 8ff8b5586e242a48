"""What the glossary says: for readers, for linking, and for the desk."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

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
from app.kernel.locales import LOCALES


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
