"""Words are compared folded; sections are ranked; the words that were found are marked."""

import uuid

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules.search.excerpts import LETTERS, cut_out, mark_words
from app.handbook.rules.search.inflections import gather_forms, read_inflections
from app.handbook.rules.search.plain import strip_marks
from app.handbook.rules.search.ranking import SectionMatch, cut_page, rank
from app.handbook.rules.search.terms import Term, make_terms
from app.handbook.rules.search.words import fold, read_query


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Škofja", "skofja"),
        ("Straße", "strasse"),
        ("Größe", "grosse"),
        ("groesse", "grosse"),
        ("Flaechenbilanz", "flachenbilanz"),
        ("Gebäude", "gebaude"),
        ("gebaeude", "gebaude"),
        ("neue", "neue"),
        ("bauen", "bauen"),
        ("Đurđevac", "durdevac"),
        ("m²", "m2"),
    ],
)
def test_a_word_is_folded(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Kdo odloča v občini?", ("odloca", "obcini")),
        ("wer macht was", ("macht",)),
        ("what is", ("what", "is")),
        ("park park PARK", ("park",)),
        ("2. poglavje", ("2", "poglavje")),
        ("' | & ! :* \\", ()),
        ("", ()),
        (" ".join(f"beseda{number}" for number in range(20)), tuple(f"beseda{number}" for number in range(8))),
    ],
)
def test_a_query_is_read(typed, terms):
    assert read_query(typed) == terms


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        (BlockKind.PARAGRAPH, "One *two* [three](https://example.org).", "One two three."),
        (BlockKind.LIST, "- one\n- **two**", "one · two"),
        (BlockKind.TABLE, "Table: Land\n\n| a | b |\n| --- | --- |\n| 1 | 2 |", "Land · a, b · 1, 2"),
        (BlockKind.CALLOUT, "### Tip\n\nAsk first.", "Tip · Ask first."),
        (BlockKind.PARAGRAPH, "<b>1 < 2</b>", "<b>1 < 2</b>"),
        (BlockKind.PARAGRAPH, "```\ncode\n```", "code"),
        (BlockKind.PARAGRAPH, "One.[^1] Two.\n\n[^1]: *SURS*, 2026", "One. Two. · SURS, 2026"),
        (BlockKind.FIGURE, f"![A map](figure:{'0' * 32}-96x64.png)\nThe zone", "A map The zone"),
    ],
)
def test_a_block_is_searched_without_its_marks(kind, body, text):
    assert strip_marks(kind, body) == text


def test_all_forms_of_a_lemma_are_known_though_only_one_is_in_the_text():
    dictionary = {"občini": "občina", "občinah": "občina", "cona": "cona"}

    found = gather_forms({"občini": "občina"}, dictionary)

    assert found.lemmas == {"občini": "obcina"}
    assert found.forms == {("obcini", "obcina"), ("obcinah", "obcina"), ("obcina", "obcina")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("sl", "Škofji", "skofja"),
        ("sl", "Loki", "loka"),
        ("sl", "občina", "obcinah"),
        ("de", "Straße", "strassen"),
        ("en", "municipality", "municipalities"),
    ],
)
def test_the_dictionaries_know_the_forms(language, written, typed):
    found = read_inflections(language, [written])

    assert (fold(typed), found.lemmas[written]) in found.forms


def test_a_term_knows_its_other_forms_and_how_related_words_begin():
    (term,) = make_terms(["obcinah"], [("obcinah", "obcina"), ("obcini", "obcina"), ("cona", "cona")])

    assert term.lemmas == {"obcina"}
    assert [word for word in ("obcini", "obcinah", "obcinski", "cona", "ob") if term.is_met_by(word)] == [
        "obcini",
        "obcinah",
        "obcinski",
    ]


def test_a_short_term_is_not_taken_for_the_beginning_of_others():
    assert Term("con").prefixes == set()


def match(place: str, *weights: float, language: str = "sl", together: float = 1) -> SectionMatch:
    chapter, section = place.split(".")
    counts = tuple(int(weight > 0) for weight in weights)
    return SectionMatch(uuid.uuid4(), language, int(chapter), int(section), weights, counts, together)


def places(matches, **options) -> list[str]:
    return [found.place for found in rank(matches, **{"sections": 50, "own_language": "sl", **options})]


@pytest.mark.parametrize(
    ("matches", "ranked"),
    [
        ([match("1.1", 8, 0), match("2.1", 1, 1)], ["2.1", "1.1"]),
        ([match("1.1", 1), match("1.2", 4), match("1.3", 8)], ["1.3", "1.2", "1.1"]),
        ([match("1.1", 1, 1, together=1), match("1.2", 1, 1, together=2)], ["1.2", "1.1"]),
        ([match("1.1", 1, 0), match("1.2", 1, 0), match("1.3", 0, 1)], ["1.3", "1.1", "1.2"]),
        ([match("1.1", 1, 0, 0), match("1.2", 1, 1, 0)], ["1.2"]),
        ([match("2.1", 1), match("1.2", 1)], ["1.2", "2.1"]),
        ([], []),
    ],
    ids=[
        "all terms before some",
        "titles before headings before text",
        "terms together before terms apart",
        "rare terms before frequent ones",
        "less than half of the terms is not enough",
        "equals in the order of the book",
        "nothing",
    ],
)
def test_sections_are_ranked(matches, ranked):
    assert places(matches) == ranked


def test_a_section_is_shown_once_in_the_readers_language_unless_another_fits_clearly_better():
    alike = [match("1.1", 1, language="de"), match("1.1", 1, language="sl")]
    better = [match("1.2", 8, language="de", together=1), match("1.2", 1, language="sl")]

    found = rank(alike + better, sections=50, own_language="sl")

    assert {(one.place, one.language) for one in found} == {("1.1", "sl"), ("1.2", "de")}


def test_pages_of_results_lead_forth_and_back():
    ranked = rank([match(f"1.{number}", 1) for number in range(1, 6)], sections=50, own_language="sl")

    first = cut_page(ranked, after="", size=2)
    second = cut_page(ranked, after="1.2", size=2)
    last = cut_page(ranked, after="1.4", size=2)

    assert ([one.place for one in first.shown], first.previous, first.following) == (["1.1", "1.2"], None, "1.2")
    assert ([one.place for one in second.shown], second.previous, second.following) == (["1.3", "1.4"], "", "1.4")
    assert ([one.place for one in last.shown], last.previous, last.following) == (["1.5"], "1.2", None)
    assert cut_page(ranked, after="nowhere", size=2) == first


def marked(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


def test_the_words_that_were_found_are_marked_as_they_are_written():
    terms = make_terms(
        ["skofja", "loka"], [("skofja", "skofji"), ("skofji", "skofji"), ("loka", "loka"), ("loki", "loka")]
    )

    assert marked(mark_words("V Škofji Loki in Kranju", terms)) == "V [Škofji] [Loki] in Kranju"


def test_a_long_passage_is_cut_to_where_the_words_stand_together():
    text = "Park one. " + "Nothing here at all. " * 30 + "The park has an owner. " + "And so on and on. " * 30

    shown = marked(cut_out(text, [Term("park"), Term("owner")]))

    assert "The [park] has an [owner]." in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < LETTERS + 60
