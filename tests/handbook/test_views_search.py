"""What a reader finds."""

import re

import pytest

from app.handbook.models import BlockKind
from app.kernel.database import transaction
from app.kernel.locales import LocalizedText
from tests.factories.handbook import make_block, make_chapter, make_edition, make_searchable, make_section
from tests.factories.programmes import in_three_languages

LEMMAS = {
    "Škofji": "škofji",
    "škofja": "škofji",
    "Loki": "Loka",
    "občini": "občina",
    "občinah": "občina",
    "Straße": "Straße",
    "Straßen": "Straße",
}


@pytest.fixture
def handbook(programme):
    """Two chapters: places in three languages, and streets in German alone."""
    with transaction():
        first = make_chapter(programme, number=3, title=LocalizedText(sl="Kraji", de="Orte", en="Places"))
        pilots = make_section(first, number=1, title=LocalizedText(sl="Piloti", de="Versuche", en="Pilots"))
        make_block(pilots, {"sl": "V Škofji Loki so začeli.", "de": "Beginn in Škofja Loka.", "en": "Begun there."})
        make_block(pilots, {"sl": "V vsaki občini drugače.", "en": "Different everywhere."})
        second = make_chapter(programme, number=4, title=LocalizedText(sl="Poti", de="Wege", en="Ways"))
        streets = make_section(second, number=2, title=LocalizedText(sl="Ceste", de="Die Straße", en="Roads"))
        make_block(streets, {"de": "Die Größe zählt zu Beginn."})
        make_block(streets, {"de": "Was zählt"}, kind=BlockKind.HEADING)
        make_searchable(programme, LEMMAS)
    return programme


def results(page: str) -> list[str]:
    """Return the numbers of the sections found, best first."""
    return re.findall(r'<span class="number">([\d.]+)</span>', page)


@pytest.mark.parametrize(
    ("typed", "found", "marked"),
    [
        ("skofja loka", "3.1", "<mark>Škofji</mark> <mark>Loki</mark>"),
        ("OBČINAH", "3.1", "V vsaki <mark>občini</mark>"),
        ("obcinah", "3.1", "V vsaki <mark>občini</mark>"),
        ("strassen", "4.2", "<mark>Straße</mark>"),
        ("groesse", "4.2", "Die <mark>Größe</mark>"),
        ("größe", "4.2", "Die <mark>Größe</mark>"),
    ],
)
def test_words_are_found_inflected_and_without_diacritics(client, handbook, typed, found, marked):
    page = client.get("/sl/handbook/search", query_string={"q": typed}).text

    assert results(page) == [found]
    assert marked in page


def test_a_result_leads_to_the_very_block_in_the_language_it_was_found_in(client, handbook):
    page = client.get("/en/handbook/search?q=groesse").text

    (address, language) = re.search(r'<p class="search-passage"><a href="([^"]+)" lang="(\w+)"', page).groups()
    target = client.get(address.partition("#")[0]).text
    assert address.startswith("/en/handbook/4/2?text=de#b-")
    assert language == "de"
    assert f'id="{address.partition("#")[2]}"' in target
    assert "Deutsch" in page


def test_a_passage_in_the_pages_own_language_is_not_marked_with_it(client, handbook):
    page = client.get("/sl/handbook/search?q=loka").text

    assert '<p class="search-passage"><a href="/sl/handbook/3/1#b-' in page


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", ["3.1", "4.2"]),
        ("&chapter=4", ["4.2"]),
        ("&language=sl", ["3.1"]),
        ("&language=de&chapter=3", ["3.1"]),
        ("&chapter=none&language=fr", ["3.1", "4.2"]),
    ],
    ids=["none", "chapter", "language", "both", "unknown"],
)
def test_filters_narrow_the_search_and_stay_in_the_address(client, handbook, filters, found):
    page = client.get(f"/sl/handbook/search?q=loka+groesse{filters}").text

    assert sorted(results(page)) == found
    assert ('<option value="4" selected>' in page) is ("chapter=4" in filters)


def test_sections_with_all_the_words_come_before_those_with_some(client, handbook):
    page = client.get("/sl/handbook/search?q=beginn+groesse").text

    assert results(page) == ["4.2", "3.1"]
    assert "Z nekaterimi od besed" in page


def test_more_than_a_page_of_sections_is_paged(client, programme):
    with transaction():
        chapter = make_chapter(programme, number=1)
        for number in range(1, 13):
            make_block(make_section(chapter, number=number), in_three_languages("A park."))
        make_searchable(programme)

    first = client.get("/en/handbook/search?q=park").text
    second = client.get(re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")).text

    assert "12 sections found" in first
    assert results(first) == [f"1.{number}" for number in range(1, 11)]
    assert results(second) == ["1.11", "1.12"]
    assert 'href="/en/handbook/search?q=park" rel="prev"' in second


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("/en/handbook/search", "Type one or more words"),
        ("/en/handbook/search?q=%3F%27%26%7C%00", "There is no word to look for"),
        ("/en/handbook/search?q=xyzzy", "Try fewer words"),
        ("/en/handbook/search?q=xyzzy&chapter=3", "Search in all chapters and languages instead."),
    ],
    ids=["no query", "only signs", "nothing", "nothing with a filter"],
)
def test_who_finds_nothing_is_told_what_to_do(client, handbook, address, advice):
    answer = client.get(address)

    assert answer.status_code == 200
    assert advice in answer.text
    assert results(answer.text) == []


def test_what_is_typed_stands_in_the_page_as_text(client, handbook):
    page = client.get("/en/handbook/search", query_string={"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page


def test_a_new_edition_is_searched_as_soon_as_it_is_indexed_and_the_one_before_until_then(client, handbook):
    with transaction():
        make_edition(handbook)

    page = client.get("/en/handbook/search?q=loka").text

    assert "you find edition 1 here" in page
    assert 'href="/en/handbook/editions/1/3/1' in page


def test_before_the_first_edition_is_indexed_the_page_says_so(client, programme):
    assert "The handbook has no published chapters yet" in client.get("/en/handbook/search?q=park").text
    with transaction():
        make_block(make_section(make_chapter(programme)))
        make_edition(programme)

    assert "The search is being prepared" in client.get("/en/handbook/search?q=park").text


def test_search_engines_do_not_keep_the_results(client, handbook):
    assert '<meta name="robots" content="noindex">' in client.get("/en/handbook/search?q=loka").text


@pytest.mark.parametrize("address", ["/en/handbook", "/en/handbook/3/1"])
def test_the_search_is_at_hand_where_one_reads(client, handbook, address):
    page = client.get(address).text

    assert 'action="/en/handbook/search"' in page
    assert 'name="q"' in page


def test_the_number_of_statements_does_not_grow_with_the_handbook(client, programme, count_queries):
    counts = []
    for number in (1, 2):
        with transaction():
            chapter = make_chapter(programme, number=number)
            for section in range(1, 4):
                make_block(make_section(chapter, number=section), in_three_languages("The park has an owner."))
            make_searchable(programme)
        with count_queries() as statements:
            client.get("/en/handbook/search?q=park+owner")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 8
