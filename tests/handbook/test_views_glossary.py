"""The glossary as everybody reads it, and its words in the text of the handbook."""

import re

import pytest

from app.kernel.database import transaction
from tests.factories.glossary import make_term, refresh
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.jobs import waiting_jobs

LEMMAS = {"conah": "cona", "coni": "cona", "cone": "cona", "zones": "zone"}


@pytest.fixture
def glossary(programme):
    """Three terms, one without English, and section 3.2 that speaks of one twice."""
    with transaction():
        chapter = make_chapter(programme, number=3)
        section = make_section(chapter, number=2)
        make_block(section, {"sl": "V dveh conah; v coni.", "en": "Two zones & a zone. The `zone`."})
        make_block(section, {"sl": "Župani v coni.", "en": "Mayors of a zone."})
        make_edition(programme)
        make_term(programme, sl="župan; županja", de="Bürgermeisterin", en="mayor")
        make_term(programme, sl="cona", de="Zone; Gebiet", en="zone")
        make_term(programme, sl="čas", de="Ärger")
        refresh(programme, LEMMAS)
    return programme


def words(page: str) -> list[str]:
    return re.findall(r"<h3[^>]*>([^<]+)", page)


def test_terms_stand_in_the_order_of_the_language_under_its_letters(client, glossary):
    page = client.get("/sl/handbook/glossary").text

    assert words(page) == ["cona", "čas", "župan"]
    assert re.findall(r'<a href="#letter-\d">(.)</a>', page) == ["C", "Č", "Ž"]
    assert '<dd lang="de">Zone, Gebiet</dd>' in page
    assert re.search(r'href="/sl/handbook/3/2">3\.2</a>', page)
    assert words(client.get("/de/handbook/glossary").text) == ["Ärger", "Bürgermeisterin", "Zone"]


def test_a_term_without_a_word_in_the_language_is_shown_in_another_and_says_so(client, glossary):
    page = client.get("/en/handbook/glossary").text

    assert '<h3 lang="de">Ärger</h3>' in page


@pytest.mark.parametrize(("asked", "found"), [("ZUP", ["župan"]), ("gebiet", ["cona"]), ("xyz", []), ("", 3)])
def test_the_search_looks_into_the_words_of_all_languages(client, glossary, asked, found):
    page = client.get("/sl/handbook/glossary", query_string={"q": asked}).text

    assert words(page) == found or len(words(page)) == found


def test_the_page_costs_few_statements_however_long_the_glossary(client, glossary, count_queries):
    with transaction():
        for number in range(20):
            make_term(glossary, sl=f"izraz {number}", en=f"term {number}")

    with count_queries() as statements:
        client.get("/en/handbook/glossary")

    assert len(statements) <= 8


def test_what_is_changed_is_looked_up_by_a_worker(app, empty_db, programme):
    with transaction():
        make_term(programme, sl="cona")

    assert waiting_jobs() == ["handbook.glossary_changed → handbook.jobs.refresh_glossary"]


def test_a_section_links_each_term_once_and_says_what_it_means(client, glossary, count_queries):
    with count_queries() as statements:
        page = client.get("/en/handbook/3/2").text

    links = re.findall(r'<a href="/en/handbook/glossary#(term-\w+)" class="term"[^>]*>([^<]+)</a>', page)
    assert [word for _, word in links] == ["zones", "Mayors"]
    assert re.findall(r'<p id="note-en-([\w-]+)" lang="en"><strong>(\w+)</strong> ([^<]+)</p>', page) == [
        (links[0][0], "zone", "What zone is."),
        (links[1][0], "mayor", "What mayor is."),
    ]
    assert len(statements) <= 8


def test_a_text_shown_in_another_language_has_the_terms_of_its_own(client, glossary):
    page = client.get("/de/handbook/3/2").text

    assert 'class="term" rel="noopener noreferrer">zones</a>' in page
    assert 'lang="en"><strong>zone</strong> What zone is.</p>' in page
