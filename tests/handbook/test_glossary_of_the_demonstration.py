"""The demonstration's glossary: whole in three languages, short, and spoken of in the handbook's own text."""

import uuid

import pytest

from app.cli.demonstration.reading import CONTENT, read_text
from app.handbook.rules.glossary.files import read_glossary
from app.handbook.rules.glossary.finding import SpokenTerm
from app.handbook.rules.glossary.forms import complete_forms
from app.handbook.rules.glossary.section_terms import SectionTerms, make_finders
from app.handbook.rules.glossary.terms import MOST_LETTERS
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.search.inflections import read_inflections
from app.handbook.rules.search.words import list_words
from app.handbook.rules.shown import ShownBlock
from app.handbook.rules.texts import TextState
from app.kernel.locales import LOCALES
from tests.factories.handbook import LONG_AGO

CHAPTERS = 12
SPOKEN_OF = 0.85
"""Of the terms, at least so many stand in the chapters; the others are of the law and of the trade."""
IN_A_SECTION = 5
"""On average, at least so many terms are linked."""


def read_terms():
    return [draft for _, draft in read_glossary((CONTENT / "glossary.csv").read_text()).drafts]


def test_the_file_has_120_terms_in_three_languages_each_defined_shortly():
    read = read_glossary((CONTENT / "glossary.csv").read_text())

    assert read.problems == ()
    assert len(read.drafts) >= 120
    for _, draft in read.drafts:
        assert set(draft.texts) == set(LOCALES)
        assert all(20 <= len(text.definition) <= MOST_LETTERS for text in draft.texts.values())
        assert all(text.definition.endswith(".") for text in draft.texts.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_most_terms_stand_in_the_chapters(locale):
    texts = [draft.texts[locale] for draft in read_terms()]
    words = {word for text in texts for phrase in text.phrases for word in list_words(phrase)}
    inflections = read_inflections(locale, words)
    finders = make_finders(
        SpokenTerm(
            uuid.uuid4(), locale, text.word, text.other_words, "", complete_forms(text.phrases, inflections, locale)
        )
        for text in texts
    )

    found = [linked_in(blocks, finders, locale) for blocks in sections(locale)]

    assert len(set().union(*found)) >= SPOKEN_OF * len(texts)
    assert sum(map(len, found)) >= IN_A_SECTION * len(found)


def sections(locale):
    for chapter in range(1, CHAPTERS + 1):
        for section in parse_markdown(read_text(f"handbook/{chapter}-{locale}")).sections:
            yield section.blocks


def linked_in(blocks, finders, locale):
    terms = SectionTerms(finders, str)
    for block in blocks:
        facts = (uuid.uuid4(), block.kind, block.label, block.body, locale, TextState.CURRENT, locale, LONG_AGO)
        terms.mark(ShownBlock(*facts))
    return {term.word for term in terms.found.values()}
