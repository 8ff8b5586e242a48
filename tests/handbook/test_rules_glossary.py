import uuid
from dataclasses import replace

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules.glossary.agreed import BlockTexts, list_agreed
from app.handbook.rules.glossary.files import ProblemKind, read_glossary, write_glossary
from app.handbook.rules.glossary.finding import Finder, SpokenTerm
from app.handbook.rules.glossary.forms import begin_forms, complete_forms
from app.handbook.rules.glossary.letters import letter_of
from app.handbook.rules.glossary.section_terms import SectionTerms, make_finders
from app.handbook.rules.glossary.terms import TermDraft, TermText
from app.handbook.rules.rendering import render_block
from app.handbook.rules.search.inflections import gather_forms
from app.handbook.rules.search.words import list_words
from app.handbook.rules.shown import ShownBlock
from app.handbook.rules.texts import TextState
from tests.factories.handbook import LONG_AGO

LEMMAS = {
    "sl": {
        "poslovna": "posloven",
        "poslovne": "posloven",
        "poslovnih": "posloven",
        "conah": "cona",
        "coni": "cona",
        "cone": "cona",
    },
    "de": {"Messen": "Messe", "Plänen": "Plan", "der": "der", "die": "der"},
    "en": {"plots": "plot", "let": "let", "letting": "let", "lets": "let"},
}


def make_term(locale: str, *phrases: str) -> SpokenTerm:
    found = {word: LEMMAS[locale].get(word, word) for phrase in phrases for word in list_words(phrase)}
    forms = complete_forms(phrases, gather_forms(found, LEMMAS[locale]), locale)
    return SpokenTerm(uuid.uuid4(), locale, phrases[0], phrases[1:], "What it is.", forms)


def find(locale: str, text: str, *terms: SpokenTerm) -> list[str]:
    return [text[found.start : found.end] for found in Finder(terms).find(text)]


@pytest.mark.parametrize(
    ("locale", "words", "text", "found"),
    [
        ("sl", ["poslovna cona", "cona"], "V dveh poslovnih conah in v coni.", ["poslovnih conah", "coni"]),
        ("sl", ["poslovna cona"], "poslovna, cona; poslovna. Cona", []),
        ("sl", ["poslovna cona"], "Poslovne\xa0cone", ["Poslovne\xa0cone"]),
        ("sl", ["vozač"], "vozači, vozačev, vozačica", ["vozači", "vozačev"]),
        ("sl", ["OPN"], "OPN-ja ni, opn tudi ne", ["OPN"]),
        ("de", ["Messe"], "Auf Messen kann man nicht messen.", ["Messen"]),
        ("de", ["Plan"], "In den Plänen wird geplant.", ["Plänen"]),
        ("de", ["Verzeichnis der Anfragen"], "Verzeichnis die Anfragen, Verzeichnisse der Anfragen", [
            "Verzeichnisse der Anfragen"
        ]),
        ("en", ["letting"], "A letting. Let us see what lets us.", ["letting"]),
        ("en", ["land-use plan"], "land use plans and a land-use plan", ["land use plans", "land-use plan"]),
    ],
)  # fmt: skip
def test_a_term_is_found_in_any_form_the_longest_first(locale, words, text, found):
    assert find(locale, text, make_term(locale, *words)) == found


def test_of_two_terms_the_longer_one_is_found_then_the_one_that_agreed_on_the_word():
    zone, shared, other = make_term("sl", "cona"), make_term("sl", "poslovna cona"), make_term("sl", "območje", "cona")

    found = list(Finder([other, zone, shared]).find("Poslovna cona je cona."))

    assert [occurrence.term.word for occurrence in found] == ["poslovna cona", "cona"]


def make_shown(body: str, kind: BlockKind = BlockKind.PARAGRAPH, locale: str = "en") -> ShownBlock:
    return ShownBlock(uuid.uuid4(), kind, None, body, locale, TextState.CURRENT, locale, LONG_AGO)


@pytest.mark.parametrize(
    ("kind", "body", "linked"),
    [
        ("paragraph", "A plot & two *plots*.", ["plot"]),
        ("paragraph", "`plot` and [a plot](https://example.org) and **plots**", ["plots"]),
        ("list", "- no\n- two plots, a plot", ["plots"]),
        ("heading", "The plot", []),
        ("quotation", "A plot", []),
        ("callout", "### A plot\n\nPlots.", ["Plots"]),
        ("table", "Table: Plots\n\n| plot |\n| --- |\n| plots |", ["plots"]),
        ("paragraph", "plot <b onmouseover=plot>", ["plot"]),
    ],
)
def test_the_first_word_is_linked_but_not_in_headings_links_and_code(kind, body, linked):
    terms = SectionTerms(make_finders([make_term("en", "plot")]), lambda term_id: "/en/handbook/glossary#term-1")
    block = make_shown(body, BlockKind(kind))

    html = render_block(block.kind, block.body, terms.mark(block)).html

    links = ['<a href="/en/handbook/glossary#term-1" class="term" rel="noopener noreferrer">' + word for word in linked]
    assert html.count('class="term"') == len(linked)
    assert all(link in html for link in links)


def test_a_term_is_linked_once_in_each_language_of_a_section():
    english, german = make_term("en", "plan"), make_term("de", "Plan")
    terms = SectionTerms(make_finders([english, german]), str)
    blocks = [make_shown("Ein Plan", locale="de"), make_shown("A plan"), make_shown("Plans"), make_shown("Pläne")]

    assert [len(terms.mark(block)) for block in blocks] == [1, 1, 0, 0]
    assert list(terms.found.values()) == [german, english]


@pytest.mark.parametrize(
    ("word", "letter"),
    [("župan", "Ž"), ("Ämter", "A"), ("öffentlich", "O"), ("e-novice", "E"), ("čas", "Č"), ("3D", "3")],
)
def test_slovenian_letters_stand_for_themselves_and_umlauts_under_their_vowel(word, letter):
    assert letter_of(word) == letter


def test_what_is_written_to_a_file_is_read_from_it_again():
    draft = TermDraft(
        {"sl": TermText("cona", ("poslovna cona", "OPN"), "Kraj; »tu«, tam."), "en": TermText("=zone", (), "-")}, 4
    )

    read = read_glossary("\ufeff" + write_glossary([draft]))

    assert read.drafts == ((2, draft),)
    assert read.problems == ()


def test_each_bad_line_of_a_file_is_told_and_the_good_ones_are_read():
    text = (
        "chapter,sl,sl_definition,en\n"
        "1,cona,Kraj.,zone\n"
        ",,\"Samo\nopis.\",\n"
        "x,a,,b\n"
        ",Cona,,area\n"
        f",dolgo,{'d' * 301},long\n"
        "1,2\n"
        ",,,\n"
        ",parcela,,parcel\n"
    )  # fmt: skip

    read = read_glossary(text)

    assert [(line, draft.texts["en"].word) for line, draft in read.drafts] == [(2, "zone"), (10, "parcel")]
    assert [(problem.line, problem.kind) for problem in read.problems] == [
        (3, ProblemKind.DEFINITION_WITHOUT_WORD),
        (5, ProblemKind.CHAPTER_IS_NO_NUMBER),
        (6, ProblemKind.TWICE),
        (7, ProblemKind.DEFINITION_TOO_LONG),
        (8, ProblemKind.WRONG_NUMBER_OF_CELLS),
    ]


@pytest.mark.parametrize("text", ["", "word;meaning\na;b", "chapter\n1"])
def test_a_file_without_known_columns_is_refused(text):
    assert [problem.kind for problem in read_glossary(text).problems] == [ProblemKind.NO_HEADER]


def test_until_a_worker_has_looked_the_words_up_they_are_found_as_they_are_written():
    assert begin_forms(["poslovna cona", "OPN"]) == [[["poslovna"], ["cona"]], [["opn"]]]


def make_texts(translation: str, language: str = "de") -> BlockTexts:
    return BlockTexts(BlockKind.PARAGRAPH, "sl", "V *poslovnih conah* je čas.", language, translation)


@pytest.mark.parametrize(
    ("translation", "language", "missed"),
    [
        ("In **Zonen** ist", "de", []),
        ("In Gebieten ist", "de", []),
        ("Im Gewerbe ist", "de", ["Zone"]),
        ("", "de", []),
        ("In Zonen", "de-simple", []),
        ("V kraju", "sl-simple", None),
    ],
)
def test_a_translation_misses_an_agreed_word_when_it_has_none_of_its_forms(translation, language, missed):
    source, target = make_term("sl", "poslovna cona"), make_term("de", "Zone", "Gebiet")
    terms = [source, replace(target, term_id=source.term_id), make_term("sl", "čas"), make_term("de", "Gewerbe")]

    agreed = list_agreed(make_texts(translation, language), terms)

    assert [term.source.word for term in agreed] == ([] if missed is None else ["poslovna cona", "čas"])
    assert [term.target.word for term in agreed if term.is_missed and term.target] == (missed or [])
