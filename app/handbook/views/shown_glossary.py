"""The glossary made ready: for its page, under the letters of the alphabet, and for the text of a section."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app.handbook.queries import GlossaryEntry, list_spoken_terms
from app.handbook.queries.glossary import NumberedSection
from app.handbook.rules.glossary.letters import letter_of
from app.handbook.rules.glossary.section_terms import SectionTerms, make_finders
from app.handbook.rules.glossary.terms import TermText
from app.handbook.rules.languages import ordinary
from app.handbook.rules.search.words import fold, list_words
from app.handbook.rules.shown import SectionText
from app.kernel.i18n import current_locale
from app.kernel.locales import FALLBACKS, LANGUAGE_NAMES, LOCALES


@dataclass(frozen=True)
class OtherWord:
    """What another language calls a term."""

    locale: str
    language_name: str
    words: str


@dataclass(frozen=True)
class ShownTerm:
    """A term as the page shows it; `lang` is empty where the page's language has a word for it."""

    anchor: str
    word: str
    other_words: Sequence[str]
    lang: str
    definition: str
    definition_lang: str
    others: list[OtherWord]
    sections: list[tuple[str, str]]
    """Numbers and addresses of the sections it stands in."""


@dataclass(frozen=True)
class Letter:
    """The terms that begin with a letter."""

    letter: str
    anchor: str
    terms: list[ShownTerm]


def anchor_of_term(term_id: uuid.UUID) -> str:
    """Return a term's lasting place on the page of the glossary."""
    return f"term-{term_id.hex[:8]}"


@dataclass(frozen=True)
class TermNote:
    """What is said of a word beside it."""

    id: str
    locale: str
    word: str
    definition: str


def terms_of_section(programme_id: uuid.UUID, text: SectionText) -> SectionTerms:
    """Return the terms to link in a section."""
    locales = {ordinary(block.locale) for block in text.blocks}
    address = url_for("handbook.show_glossary")
    return SectionTerms(
        make_finders(list_spoken_terms(programme_id, locales)), lambda term_id: f"{address}#{anchor_of_term(term_id)}"
    )


def show_term_notes(terms: SectionTerms) -> list[TermNote]:
    """Return what is said of the words that were linked."""
    return [
        TermNote(f"note-{locale}-{anchor_of_term(term_id)}", locale, term.word, term.definition)
        for (locale, term_id), term in terms.found.items()
        if term.definition
    ]


def show_letters(
    entries: Sequence[GlossaryEntry], numbers: Mapping[uuid.UUID, NumberedSection], asked: str
) -> list[Letter]:
    """Return the terms in which somebody finds what was asked for, all if nothing was."""
    found = [entry for entry in entries if entry.texts and _is_meant(entry, asked)]
    found.sort(key=lambda entry: (entry.sort_keys[_locale_of(entry)], entry.id))
    letters: dict[str, list[ShownTerm]] = {}
    for entry in found:
        term = _show(entry, numbers)
        letters.setdefault(letter_of(term.word), []).append(term)
    return [
        Letter(letter, f"letter-{number}", terms) for number, (letter, terms) in enumerate(letters.items(), start=1)
    ]


def _locale_of(entry: GlossaryEntry) -> str:
    return next(locale for locale in FALLBACKS[current_locale()] if locale in entry.texts)


def _is_meant(entry: GlossaryEntry, asked: str) -> bool:
    """Look into the words of all languages and the definition in the page's."""
    texts = [phrase for text in entry.texts.values() for phrase in text.phrases]
    own = entry.texts.get(current_locale())
    return any(_plain(asked) in _plain(text) for text in [*texts, own.definition if own else ""])


def _plain(text: str) -> str:
    return " ".join(map(fold, list_words(text)))


def _show(entry: GlossaryEntry, numbers: Mapping[uuid.UUID, NumberedSection]) -> ShownTerm:
    locale, current = _locale_of(entry), current_locale()
    text = entry.texts[locale]
    definition, definition_locale = _definition(entry, locale)
    return ShownTerm(
        anchor=anchor_of_term(entry.id),
        word=text.word,
        other_words=text.other_words,
        lang="" if locale == current else locale,
        definition=definition,
        definition_lang="" if definition_locale == current else definition_locale,
        others=[_other(other, entry.texts[other]) for other in LOCALES if other in entry.texts and other != locale],
        sections=[
            (f"{place.chapter_number}.{place.number}", _address(place))
            for section_id, place in numbers.items()
            if section_id in entry.section_ids.get(locale, ())
        ],
    )


def _definition(entry: GlossaryEntry, locale: str) -> tuple[str, str]:
    """Return the definition in the page's language, or the next that has one."""
    for candidate in FALLBACKS[current_locale()]:
        if candidate in entry.texts and entry.texts[candidate].definition:
            return entry.texts[candidate].definition, candidate
    return "", locale


def _other(locale: str, text: TermText) -> OtherWord:
    return OtherWord(locale, LANGUAGE_NAMES[locale], ", ".join(text.phrases))


def _address(place: NumberedSection) -> str:
    return url_for("handbook.show_section", chapter=place.chapter_number, section=place.number)
