"""Paging by key walks a list to its end and back, and a broken cursor leads nowhere."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.paging import Order, Page, page_by_key
from tests.factories.accounts import make_person

LETTERS = "ABCČDEFGH"


@pytest.fixture
def people(empty_db: None) -> None:
    with transaction():
        for letter in reversed(LETTERS):
            make_person(last_name=letter)


def page(cursor: str | None, *, descending: bool = False) -> Page:
    orders = [Order(Person.sort_key, "sort_key", descending), Order(Person.id, "id")]
    select = sa.select(Person.id, Person.sort_key, Person.last_name)
    return page_by_key(select, orders, cursor=cursor, total=len(LETTERS), size=4)


def names(found: Page) -> str:
    return "".join(row.last_name for row in found.rows)


def test_pages_follow_one_another_to_the_end(people):
    first = page(None)
    second = page(first.next_cursor)
    third = page(second.next_cursor)

    assert [names(first), names(second), names(third)] == ["ABCČ", "DEFG", "H"]
    assert [first.first_number, second.first_number, third.first_number] == [1, 5, 9]
    assert (first.previous_cursor, third.next_cursor) == (None, None)


def test_the_way_back_shows_the_same_pages(people):
    third = page(page(page(None).next_cursor).next_cursor)

    second = page(third.previous_cursor)
    first = page(second.previous_cursor)

    assert [names(second), names(first)] == ["DEFG", "ABCČ"]
    assert [second.first_number, first.first_number] == [5, 1]
    assert first.previous_cursor is None


def test_the_other_direction_works_alike(people):
    first = page(None, descending=True)

    assert names(first) == "HGFE"
    assert names(page(first.next_cursor, descending=True)) == "DČCB"


@pytest.mark.parametrize("cursor", ["x", "e30", "bm90IGpzb24", "ÿ"])
def test_a_broken_cursor_is_a_page_that_does_not_exist(people, cursor):
    with pytest.raises(NotFound):
        page(cursor)
