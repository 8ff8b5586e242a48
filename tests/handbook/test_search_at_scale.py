"""A search asks as much of a large handbook as of a small one; what it costs in time is for `make bench`."""

import pytest

from app.kernel.database import transaction
from tests.factories.handbook import make_searchable
from tests.factories.large_handbook import make_large_handbook

QUERIES = {
    "sl": ["obcina", "lastniki zemljisc", "podjetje obcina cona zemljisce", "upravljanje lokacij v nasi obcini"],
    "de": ["gemeinde", "strassen groesse", "betrieb gemeinde gewerbegebiet flaeche", "vertrauliche angaben"],
    "en": ["municipality", "plot owners", "company municipality zone land", "who answers enquiries"],
}


@pytest.fixture
def search(client, programme, count_queries):
    """Publish chapters of ten sections and count the statements of each search in them."""

    def search(chapters: int, *, after: int) -> dict[str, int]:
        with transaction():
            make_large_handbook(programme, chapters=chapters, blocks=4, after=after)
            make_searchable(programme)
        client.get("/en/handbook/search?q=warm")
        counts = {}
        for locale, queries in QUERIES.items():
            for query in queries:
                with count_queries() as statements:
                    page = client.get(f"/{locale}/handbook/search", query_string={"q": query}).text
                assert 'class="search-results"' in page
                counts[query] = len(statements)
        return counts

    return search


def test_a_search_takes_as_many_statements_however_large_the_handbook(search):
    few, many = search(1, after=0), search(7, after=1)

    assert few == many
    assert max(many.values()) <= 8
