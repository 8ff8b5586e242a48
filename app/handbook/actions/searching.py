"""Make the latest editions searchable: write their passages, and the forms of their words."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from app.handbook.models import (
    BlockKind,
    Edition,
    EditionChapter,
    EditionSection,
    EditionText,
    PassageKind,
    SearchPassage,
    WordForm,
)
from app.handbook.queries import find_latest_edition
from app.handbook.rules.languages import ordinary
from app.handbook.rules.search.inflections import Inflections, read_inflections
from app.handbook.rules.search.plain import strip_marks
from app.handbook.rules.search.terms import LEMMA_MARK
from app.handbook.rules.search.words import fold, list_words
from app.kernel.database import db
from app.kernel.locales import LOCALES

AT_ONCE = 2000
Reader = Callable[[str, Iterable[str]], Inflections]
Facts = dict[str, Any]


def index_edition(edition_id: uuid.UUID, *, read: Reader = read_inflections) -> None:
    """Write an edition's passages in place of those of the editions before; nothing if there is a later one."""
    edition = db.session.get(Edition, edition_id, with_for_update=True)
    latest = find_latest_edition(edition.programme_id) if edition else None
    if edition is None or latest is None or latest.edition_id != edition_id:
        return
    passages = [*_list_titles(edition_id), *_list_blocks(edition_id)]
    earlier = sa.select(Edition.id).where(Edition.programme_id == edition.programme_id)
    db.session.execute(sa.delete(SearchPassage).where(SearchPassage.edition_id.in_(earlier)))
    for locale in LOCALES:
        _write(edition_id, locale, [one for one in passages if ordinary(one["language"]) == locale], read=read)
    _tell_planner()


def _tell_planner() -> None:
    """Let PostgreSQL know at once how much there is now: a search planned for the few rows before takes seconds."""
    for table in (SearchPassage, WordForm, EditionSection):
        db.session.execute(sa.text(f"ANALYZE {table.__tablename__}"))


def index_missing_editions(*, read: Reader = read_inflections) -> int:
    """Make the latest edition of each programme searchable where it is not; return how many."""
    is_indexed = sa.exists().where(SearchPassage.edition_id == Edition.id)
    latest = sa.select(Edition.programme_id, sa.func.max(Edition.number)).where(Edition.published_at.is_not(None))
    chosen = sa.tuple_(Edition.programme_id, Edition.number).in_(latest.group_by(Edition.programme_id))
    has_text = sa.exists().where(EditionChapter.edition_id == Edition.id)
    missing = db.session.scalars(sa.select(Edition.id).where(chosen, has_text, ~is_indexed)).all()
    for edition_id in missing:
        index_edition(edition_id, read=read)
    return len(missing)


def index_anew(*, read: Reader = read_inflections) -> int:
    """Forget all that the search knows and make it again; return how many editions can be searched."""
    db.session.execute(sa.delete(SearchPassage))
    db.session.execute(sa.delete(WordForm))
    return index_missing_editions(read=read)


def _list_titles(edition_id: uuid.UUID) -> Iterator[Facts]:
    """Yield each section's title and its chapter's, in the languages they are written in."""
    rows = db.session.execute(
        sa.select(EditionSection.id, EditionSection.title, EditionChapter.title.label("chapter_title"))
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .where(EditionChapter.edition_id == edition_id)
    )
    for row in rows:
        for kind, title in ((PassageKind.TITLE, row.title), (PassageKind.CHAPTER, row.chapter_title)):
            for locale, text in title.items():
                yield _facts(row.id, locale, kind=kind, text=text)


def _list_blocks(edition_id: uuid.UUID) -> Iterator[Facts]:
    """Yield each block in the languages it is written in, not where another language stands in."""
    rows = db.session.execute(
        sa.select(EditionSection.id, EditionText.language, EditionText.blocks)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .join(EditionText, EditionText.edition_section_id == EditionSection.id)
        .where(EditionChapter.edition_id == edition_id)
    )
    for section_id, language, blocks in rows:
        for position, block in enumerate(blocks, start=1):
            if block["locale"] == language:
                kind = BlockKind(block["kind"])
                place = PassageKind.HEADING if kind is BlockKind.HEADING else PassageKind.TEXT
                text = strip_marks(kind, block["body"])
                facts = _facts(section_id, language, kind=place, text=text)
                yield facts | {"position": position, "block_id": uuid.UUID(block["id"])}


def _facts(section_id: uuid.UUID, language: str, *, kind: PassageKind, text: str) -> Facts:
    facts = {"edition_section_id": section_id, "language": language, "kind": kind, "text": text}
    return facts | {"position": 0, "block_id": None}


def _write(edition_id: uuid.UUID, locale: str, passages: list[Facts], *, read: Reader) -> None:
    if not passages:
        return
    inflections = read(locale, {word for passage in passages for word in list_words(passage["text"])})
    rows = (
        passage | {"id": uuid.uuid4(), "edition_id": edition_id, "words": _vector(passage["text"], inflections.lemmas)}
        for passage in passages
    )
    for some in _in_batches(rows):
        db.session.execute(sa.insert(SearchPassage), some)
    _add_forms(locale, sorted(inflections.forms))


def _add_forms(locale: str, pairs: list[tuple[str, str]]) -> None:
    """Add the forms not yet known: two long values, since each of thirty thousand would be read as a parameter."""
    forms, lemmas = ([pair[place] for pair in pairs] for place in (0, 1))
    rows = sa.select(sa.literal(locale), *(sa.func.unnest(sa.cast(words, ARRAY(sa.Text))) for words in (forms, lemmas)))
    known = insert(WordForm).from_select(["language", "form", "lemma"], rows, include_defaults=False)
    db.session.execute(known.on_conflict_do_nothing())


def _vector(text: str, lemmas: Mapping[str, str]) -> str:
    """Return a text's words and their lemmas as PostgreSQL reads a vector; they hold nothing that must be escaped."""
    words = set(list_words(text))
    lexemes = {fold(word) for word in words} | {f"{LEMMA_MARK}{lemmas[word]}" for word in words if word in lemmas}
    return " ".join(f"'{lexeme}'" for lexeme in sorted(lexemes))


def _in_batches(rows: Iterable[Facts]) -> Iterator[list[Facts]]:
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
