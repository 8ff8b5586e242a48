"""Finding passages of the latest edition; words are looked up in tables, so that no dictionary is loaded here."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from app.handbook.models import Edition, EditionChapter, EditionSection, PassageKind, SearchPassage, WordForm
from app.handbook.queries.versions import Version
from app.handbook.rules.languages import simple
from app.handbook.rules.search.ranking import SectionMatch
from app.handbook.rules.search.terms import LEMMA_MARK, Term, make_terms
from app.kernel.database import db

WORTH = {PassageKind.TITLE: 8.0, PassageKind.HEADING: 4.0, PassageKind.CHAPTER: 2.0, PassageKind.TEXT: 1.0}
RELATED = 0.5
"""What a related word is worth, against a form of the word itself."""


@dataclass(frozen=True)
class Passage:
    """A passage to show; a title has no block."""

    edition_section_id: uuid.UUID
    language: str
    kind: PassageKind
    block_id: uuid.UUID | None
    text: str
    position: int
    levels: tuple[float, ...]
    """By term: 1 for the word itself, less for a related one, 0 where it is not."""


def find_searchable_edition(programme_id: uuid.UUID) -> Version | None:
    """Return the latest edition that can be searched; right after a publishing that is the one before."""
    following = sa.select(SearchPassage.edition_id).where(SearchPassage.edition_id >= Edition.id)
    first = following.order_by(SearchPassage.edition_id).limit(1).scalar_subquery()  # one look into the index
    is_indexed = sa.func.coalesce(first == Edition.id, sa.false())
    rows = db.session.execute(
        sa.select(Edition.id, Edition.number, Edition.published_at, is_indexed.label("is_indexed"))
        .where(Edition.programme_id == programme_id, Edition.published_at.is_not(None))
        .order_by(Edition.number.desc())
    )
    for index, (edition_id, number, published_at, can_be_searched) in enumerate(rows):
        if can_be_searched:
            return Version(programme_id, edition_id, number, published_at, is_latest=index == 0)
    return None


def look_up_terms(words: Sequence[str]) -> list[Term]:
    """Return the words of a query with their lemmas and the other forms of those."""
    asked = sa.select(WordForm.lemma).where(WordForm.form.in_(words))
    rows = db.session.execute(sa.select(WordForm.form, WordForm.lemma).where(WordForm.lemma.in_(asked)).distinct())
    return make_terms(words, [(form, lemma) for form, lemma in rows])


def list_matches(
    version: Version, terms: Sequence[Term], *, language: str | None = None, chapter: int | None = None
) -> list[SectionMatch]:
    """Return how each section meets the terms, by language."""
    found = _find_passages(version, terms, language)
    levels = [found.c[f"level_{number}"] for number in range(len(terms))]
    together: sa.ColumnElement[Any] = sum(levels[1:], levels[0])
    weights = [sa.func.max(level * found.c.worth).label(f"weight_{number}") for number, level in enumerate(levels)]
    counts = [sa.func.count().filter(level > 0).label(f"count_{number}") for number, level in enumerate(levels)]
    sections = (
        sa.select(found.c.edition_section_id, found.c.language, sa.func.max(together).label("together"))
        .add_columns(*weights, *counts)
        .group_by(found.c.edition_section_id, found.c.language)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(
            sections, EditionChapter.number.label("chapter_number"), EditionSection.number.label("section_number")
        )
        .join(EditionSection, EditionSection.id == sections.c.edition_section_id)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(sa.true() if chapter is None else EditionChapter.number == chapter)
    )
    return [_match(row, len(terms)) for row in rows]


def _find_passages(version: Version, terms: Sequence[Term], language: str | None) -> sa.CTE:
    """Return how each passage meets the terms; materialised, since each comparison is used three times."""
    levels = [_level(term) for term in terms]
    columns = [level.label(f"level_{number}") for number, level in enumerate(levels)]
    found = sa.select(
        SearchPassage.edition_section_id,
        SearchPassage.language,
        sa.case(WORTH, value=SearchPassage.kind, else_=0.0).label("worth"),
        *columns,
    ).where(SearchPassage.edition_id == version.edition_id, _has_any(terms))
    if language:
        found = found.where(SearchPassage.language.in_((language, simple(language))))
    return found.cte("found").prefix_with("MATERIALIZED")


def _level(term: Term) -> sa.ColumnElement[Any]:
    return sa.case((_has(_own(term)), 1.0), (_has(_related(term)), RELATED), else_=0.0)


def _has_any(terms: Sequence[Term]) -> sa.ColumnElement[bool]:
    return _has(" | ".join(f"{_own(term)} | {_related(term)}" for term in terms))


def _has(query: str) -> sa.ColumnElement[bool]:
    return SearchPassage.words.op("@@", is_comparison=True)(sa.cast(query, TSQUERY))


def _own(term: Term) -> str:
    """Return the query for the word and its lemmas; all of it letters and digits, so quoting is enough."""
    lexemes = [term.word, *(f"{LEMMA_MARK}{lemma}" for lemma in sorted(term.lemmas))]
    return " | ".join(f"'{lexeme}'" for lexeme in lexemes)


def _related(term: Term) -> str:
    return " | ".join(f"'{prefix}':*" for prefix in sorted(term.prefixes)) or f"'{term.word}'"


def _match(row: Any, count: int) -> SectionMatch:
    return SectionMatch(
        edition_section_id=row.edition_section_id,
        language=row.language,
        chapter_number=row.chapter_number,
        section_number=row.section_number,
        weights=tuple(float(getattr(row, f"weight_{number}")) for number in range(count)),
        counts=tuple(getattr(row, f"count_{number}") for number in range(count)),
        together=float(row.together),
    )


def list_passages(sections: Collection[SectionMatch], terms: Sequence[Term]) -> dict[uuid.UUID, list[Passage]]:
    """Return the passages of each section that have a term, and the first one of its text."""
    chosen = [(section.edition_section_id, section.language) for section in sections]
    levels = [_level(term).label(f"level_{number}") for number, term in enumerate(terms)]
    rows = db.session.execute(
        sa.select(
            SearchPassage.edition_section_id,
            SearchPassage.language,
            SearchPassage.kind,
            SearchPassage.block_id,
            SearchPassage.text,
            SearchPassage.position,
            *levels,
        )
        .where(
            sa.tuple_(SearchPassage.edition_section_id, SearchPassage.language).in_(chosen),
            sa.or_(_has_any(terms), SearchPassage.position == 1),
        )
        .order_by(SearchPassage.position, SearchPassage.id)
    )
    found: dict[uuid.UUID, list[Passage]] = defaultdict(list)
    for row in rows:
        section_id, language, kind, block_id, text, position, *met = row
        passage = Passage(section_id, language, kind, block_id, text, position, tuple(float(level) for level in met))
        found[section_id].append(passage)
    return found
