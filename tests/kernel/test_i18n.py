"""Dates, times and numbers as a public office of each language writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from app.kernel.i18n import (
    format_date,
    format_datetime,
    format_filesize,
    format_number,
    format_percent,
    format_range,
    ngettext,
    use_locale,
)

WINTER = datetime(2027, 1, 14, 8, 0, tzinfo=UTC)
WINTER_END = datetime(2027, 1, 14, 15, 0, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, 7, 30, tzinfo=UTC)


@pytest.fixture
def written_in(app_without_database) -> Callable[..., str]:
    def write(locale: str, function: Callable[..., str], *arguments: object, **options: object) -> str:
        with app_without_database.app_context(), use_locale(locale):
            return function(*arguments, **options).replace("\N{NO-BREAK SPACE}", " ")

    return write


@pytest.mark.parametrize(
    ("locale", "style", "text"),
    [
        ("sl", "long", "14. januarja 2027"),
        ("sl", "short", "14. 1. 2027"),
        ("sl", "day", "čet., 14. 1. 2027"),
        ("de", "long", "14. Jänner 2027"),
        ("de", "full", "Donnerstag, 14. Jänner 2027"),
        ("en", "long", "14 January 2027"),
        ("en", "day", "Thu 14 Jan 2027"),
    ],
)
def test_a_day_is_written_in_the_words_of_the_language(written_in, locale, style, text):
    assert written_in(locale, format_date, date(2027, 1, 14), style) == text


@pytest.mark.parametrize(
    ("locale", "winter", "summer"),
    [
        ("sl", "14. januarja 2027, 9.00 (SEČ)", "1. julija 2027, 9.30 (SEPČ)"),
        ("de", "14. Jänner 2027, 9:00 Uhr (MEZ)", "1. Juli 2027, 9:30 Uhr (MESZ)"),
        ("en", "14 January 2027, 09:00 CET", "1 July 2027, 09:30 CEST"),
    ],
)
def test_a_moment_names_its_zone_in_winter_and_in_summer(written_in, locale, winter, summer):
    assert written_in(locale, format_datetime, WINTER) == winter
    assert written_in(locale, format_datetime, SUMMER) == summer


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("sl", "čet., 14. 1. 2027, 9.00–16.00 (SEČ)"),
        ("de", "Do., 14. Jänner 2027, 9:00–16:00 Uhr (MEZ)"),
        ("en", "Thu 14 Jan 2027, 09:00–16:00 CET"),
    ],
)
def test_from_when_to_when_names_the_day_once(written_in, locale, text):
    assert written_in(locale, format_range, WINTER, WINTER_END) == text


@pytest.mark.parametrize(
    ("locale", "number", "percent", "size"),
    [("sl", "1.234,5", "75 %", "1,4 MB"), ("de", "1.234,5", "75 %", "1,4 MB"), ("en", "1,234.5", "75%", "1.4 MB")],
)
def test_numbers_have_the_separators_of_the_language(written_in, locale, number, percent, size):
    written = written_in(locale, format_number, 1234.5, 1).replace("\N{NARROW NO-BREAK SPACE}", ".")

    assert written.replace("1 234", "1.234") == number
    assert written_in(locale, format_percent, 75) == percent
    assert written_in(locale, format_filesize, 1_400_000) == size


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 prostih mest"),
        (1, "1 prosto mesto"),
        (2, "2 prosti mesti"),
        (3, "3 prosta mesta"),
        (4, "4 prosta mesta"),
        (5, "5 prostih mest"),
        (101, "101 prosto mesto"),
        (102, "102 prosti mesti"),
    ],
)
def test_slovenian_counts_in_four_forms(written_in, count, text):
    assert written_in("sl", ngettext, "%(num)d free place", "%(num)d free places", count) == text
