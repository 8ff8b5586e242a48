"""What one request asks for once."""

from collections.abc import Callable

import pytest

from app.kernel.once import once_per_request


@pytest.fixture
def ask() -> Callable[[], int]:
    """Return a question whose answer is how often it was asked."""
    answers = iter(range(1, 10))
    return once_per_request(lambda: next(answers))


def test_a_request_asks_once_and_the_next_one_asks_again(app_without_database, ask):
    with app_without_database.test_request_context("/"):
        assert [ask(), ask()] == [1, 1]
    with app_without_database.test_request_context("/"):
        assert ask() == 2


def test_no_answer_is_an_answer_too(app_without_database):
    answers = iter([None, "another"])
    ask = once_per_request(lambda: next(answers))

    with app_without_database.test_request_context("/"):
        assert [ask(), ask()] == [None, None]


def test_outside_a_request_it_asks_each_time(app_without_database, ask):
    with app_without_database.app_context():
        assert [ask(), ask()] == [1, 2]
