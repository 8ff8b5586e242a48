"""Write the glossary, and let a worker find out how its words inflect and where they stand."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.handbook.models import (
    Chapter,
    Edition,
    EditionChapter,
    EditionSection,
    EditionText,
    GlossaryTerm,
    GlossaryText,
)
from app.handbook.queries import find_latest_edition, list_entries, list_spoken_terms
from app.handbook.rules.glossary.files import read_glossary
from app.handbook.rules.glossary.finding import SpokenTerm
from app.handbook.rules.glossary.forms import begin_forms, complete_forms
from app.handbook.rules.glossary.plan import RowChange, TablePlan, plan_table
from app.handbook.rules.glossary.section_terms import SectionTerms, make_finders
from app.handbook.rules.glossary.terms import TermDraft, TermText, key_of
from app.handbook.rules.refusals import TableHasProblems, WordIsTaken
from app.handbook.rules.search.inflections import Inflections, read_inflections
from app.handbook.rules.search.words import list_words
from app.handbook.rules.shown import ShownBlock
from app.kernel.activity import record
from app.kernel.database import db, violated_constraint
from app.kernel.locales import LOCALES, sort_key
from app.kernel.queue import publish
from app.programmes.models import Programme

Reader = Callable[[str, Iterable[str]], Inflections]


def add_terms(
    programme_id: uuid.UUID, drafts: Sequence[TermDraft], *, actor_id: uuid.UUID | None
) -> list[GlossaryTerm]:
    """Add terms; raise WordIsTaken if a language has agreed on a word already."""
    _refuse_taken(programme_id, drafts)
    chapters = _chapters(programme_id)
    terms = []
    for draft in drafts:
        term = GlossaryTerm(programme_id=programme_id, chapter_id=chapters.get(draft.chapter), texts=[])
        db.session.add(term)
        _write(term, draft)
        terms.append(term)
    _flush(drafts)
    for term in terms:
        record(actor_id, "glossary_term.added", term)
    publish("handbook.glossary_changed", programme_id=programme_id)
    return terms


def change_term(term: GlossaryTerm, draft: TermDraft, *, actor_id: uuid.UUID) -> None:
    """Write a term anew; raise WordIsTaken if another term of the programme has the word."""
    _refuse_taken(term.programme_id, [draft], but_for=[term.id])
    term.chapter_id = _chapters(term.programme_id).get(draft.chapter)
    _write(term, draft)
    _flush([draft])
    record(actor_id, "glossary_term.changed", term)
    publish("handbook.glossary_changed", programme_id=term.programme_id)


def take_over_table(programme_id: uuid.UUID, table: str, *, actor_id: uuid.UUID) -> TablePlan:
    """Add and change what a table says, and return what was done; refuse it as a whole while a line is wrong.

    The programme is locked, so that two tables do not add one term twice.
    """
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update())
    chapters = _chapters(programme_id)
    entries = {entry.id: entry.as_draft() for entry in list_entries(programme_id)}
    plan = plan_table(read_glossary(table), entries, [number for number in chapters if number])
    if plan.problems or not plan.terms:
        raise TableHasProblems
    known = {term.id: term for term in _list_terms(programme_id)}
    for planned in plan.terms:
        if planned.change is RowChange.SAME:
            continue
        term = known.get(planned.term_id) if planned.term_id else None
        verb = "glossary_term.changed" if term else "glossary_term.added"
        if term is None:
            term = GlossaryTerm(id=uuid.uuid4(), programme_id=programme_id, texts=[])
            db.session.add(term)
        term.chapter_id = chapters.get(planned.draft.chapter)
        _write(term, planned.draft)
        record(actor_id, verb, term)
    _flush([planned.draft for planned in plan.terms])
    publish("handbook.glossary_changed", programme_id=programme_id)
    return plan


def remove_term(term: GlossaryTerm, *, actor_id: uuid.UUID) -> None:
    """Take a term out of the glossary."""
    record(actor_id, "glossary_term.removed", term)
    db.session.delete(term)
    db.session.flush()


def refresh_glossary(programme_id: uuid.UUID, *, read: Reader = read_inflections) -> None:
    """Write to each term the forms of its words and the sections of the latest edition in which it stands."""
    _write_findings(programme_id, _complete(list_spoken_terms(programme_id, LOCALES), read))


def find_terms(edition_id: uuid.UUID) -> None:
    """Write to each term the sections of a new edition in which it stands; nothing if there is a later one."""
    edition = db.session.get(Edition, edition_id)
    latest = find_latest_edition(edition.programme_id) if edition else None
    if edition and latest and latest.edition_id == edition_id:
        _write_findings(edition.programme_id, list_spoken_terms(edition.programme_id, LOCALES))


def _write_findings(programme_id: uuid.UUID, spoken: Sequence[SpokenTerm]) -> None:
    """Look through the handbook, in which time nobody waits; what was written anew meanwhile is left to its own job."""
    if not spoken:
        return
    places = _find_places(programme_id, spoken)
    known = {(term.locale, term.term_id): term for term in spoken}
    for text in _lock_texts(programme_id):
        key = (text.locale, text.term_id)
        if key in known and known[key].phrases == _phrases(text):
            text.forms, text.section_ids = known[key].forms, places[key]


def _complete(terms: Sequence[SpokenTerm], read: Reader) -> list[SpokenTerm]:
    completed = []
    for locale in LOCALES:
        members = [term for term in terms if term.locale == locale]
        words = {word for term in members for phrase in term.phrases for word in list_words(phrase)}
        inflections = read(locale, words) if words else Inflections({}, frozenset())
        completed += [replace(term, forms=complete_forms(term.phrases, inflections, locale)) for term in members]
    return completed


def _chapters(programme_id: uuid.UUID) -> dict[int | None, uuid.UUID]:
    rows = db.session.execute(sa.select(Chapter.number, Chapter.id).where(Chapter.programme_id == programme_id))
    return {number: chapter_id for number, chapter_id in rows}


def _list_terms(programme_id: uuid.UUID) -> list[GlossaryTerm]:
    chosen = sa.select(GlossaryTerm).where(GlossaryTerm.programme_id == programme_id)
    return list(db.session.scalars(chosen.options(selectinload(GlossaryTerm.texts)).order_by(GlossaryTerm.id)))


def _write(term: GlossaryTerm, draft: TermDraft) -> None:
    term.texts[:] = [text for text in term.texts if text.locale in draft.texts]
    known = {text.locale for text in term.texts}
    term.texts += [
        GlossaryText(programme_id=term.programme_id, locale=locale, section_ids=[])
        for locale in draft.texts
        if locale not in known
    ]
    for text in term.texts:
        _write_text(text, draft.texts[text.locale])


def _write_text(text: GlossaryText, written: TermText) -> None:
    if text.word is None or _phrases(text) != written.phrases:
        text.forms = begin_forms(written.phrases)
    text.word, text.other_words, text.definition = written.word, list(written.other_words), written.definition
    text.word_key, text.sort_key = key_of(written.word), sort_key(written.word)


def _phrases(text: GlossaryText) -> tuple[str, ...]:
    return (text.word, *text.other_words)


def _refuse_taken(programme_id: uuid.UUID, drafts: Sequence[TermDraft], *, but_for: Collection[uuid.UUID] = ()) -> None:
    """Refuse words that other terms have, or that two drafts bring."""
    rows = db.session.execute(
        sa.select(GlossaryText.locale, GlossaryText.word_key).where(
            GlossaryText.programme_id == programme_id, GlossaryText.term_id.not_in(but_for)
        )
    )
    seen, taken = {(locale, key) for locale, key in rows}, []
    for locale, text in ((locale, text) for draft in drafts for locale, text in draft.texts.items()):
        key = (locale, key_of(text.word))
        taken += [text.word] if key in seen else []
        seen.add(key)
    if taken:
        raise WordIsTaken(taken)


def _flush(drafts: Sequence[TermDraft]) -> None:
    """Write; the database has the last word when two people add a word at once."""
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:
        if violated_constraint(error) == "uq_glossary_text_word":
            raise WordIsTaken([text.word for draft in drafts for text in draft.texts.values()]) from error
        raise


def _lock_texts(programme_id: uuid.UUID) -> list[GlossaryText]:
    """Return the texts as they are now, in one order, so that two jobs do not wait for each other."""
    chosen = sa.select(GlossaryText).where(GlossaryText.programme_id == programme_id).order_by(GlossaryText.id)
    return list(db.session.scalars(chosen.with_for_update().execution_options(populate_existing=True)))


def _find_places(programme_id: uuid.UUID, terms: Sequence[SpokenTerm]) -> dict[tuple[str, uuid.UUID], list[uuid.UUID]]:
    latest = find_latest_edition(programme_id)
    finders = make_finders(terms)
    places: dict[tuple[str, uuid.UUID], list[uuid.UUID]] = {(term.locale, term.term_id): [] for term in terms}
    for section_id, blocks in _list_sections(latest.edition_id) if latest and latest.edition_id else ():
        section = SectionTerms(finders, lambda _term_id: "")
        for block in blocks:
            section.mark(block)
        for key in section.found:
            places[key].append(section_id)
    return places


def _list_sections(edition_id: uuid.UUID) -> Iterator[tuple[uuid.UUID, list[ShownBlock]]]:
    """Yield each section's blocks in each language, as far as they are written in it."""
    rows = db.session.execute(
        sa.select(EditionSection.section_id, EditionText.language, EditionText.blocks)
        .join(EditionChapter, EditionChapter.id == EditionSection.edition_chapter_id)
        .join(EditionText, EditionText.edition_section_id == EditionSection.id)
        .where(EditionChapter.edition_id == edition_id, EditionText.language.in_(LOCALES))
        .order_by(EditionChapter.number, EditionSection.number)
    )
    for section_id, language, blocks in rows:
        yield section_id, [ShownBlock.from_json(block) for block in blocks if block["locale"] == language]
