"""Words, dates and numbers in the reader's language, on Flask-Babel."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_babel.speaklater import LazyString

from app.kernel.clock import HOME_ZONE
from app.kernel.locales import LOCALES

REGIONAL = {"sl": "sl_SI", "de": "de_AT", "en": "en_GB"}
"""German is Austrian (Jänner) and English British; catalogues are found by the language alone."""
SLOVENIAN_GENITIVE = (
    "januarja", "februarja", "marca", "aprila", "maja", "junija",
    "julija", "avgusta", "septembra", "oktobra", "novembra", "decembra",
)  # fmt: skip
DATE_PATTERNS = {
    "short": {"sl": "d. M. y", "de": "d. M. y", "en": "d MMM y"},
    "day": {"sl": "EEE, d. M. y", "de": "EEE, d. MMMM y", "en": "EEE d MMM y"},
    "no_year": {"sl": "d. {month}", "de": "d. MMMM", "en": "d MMMM"},
    "long": {"sl": "d. {month} y", "de": "d. MMMM y", "en": "d MMMM y"},
    "full": {"sl": "EEEE, d. {month} y", "de": "EEEE, d. MMMM y", "en": "EEEE d MMMM y"},
    "month": {"sl": "LLLL y", "de": "LLLL y", "en": "LLLL y"},
}
ZONE_NAMES = {
    "sl": {"CET": "SEČ", "CEST": "SEPČ"},
    "de": {"CET": "MEZ", "CEST": "MESZ"},
    "en": {},
}
NO_BREAK = "\N{NO-BREAK SPACE}"


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_catalogues: dict[str, NullTranslations] = defaultdict(NullTranslations)


def connect_translations(app: Flask, directory: str) -> None:
    """Read the catalogues, and let templates and forms speak from them.

    Flask-Babel asks several proxies for every message, which was half the time of a page; so words come from here.
    """
    _catalogues.update({locale: Translations.load(directory, [locale]) for locale in LOCALES})
    Babel(app, locale_selector=lambda: REGIONAL[current_locale()])
    app.jinja_env.install_gettext_callables(gettext, plural_form, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals |= {"_": app.jinja_env.globals["gettext"], "N_": str}


def current_locale() -> str:
    """Return the reader's language: 'sl', 'de' or 'en'; the first part of an address names it."""
    return _spoken.get() or _locale_of_request()


def _locale_of_request() -> str:
    if not has_request_context():
        return "en"
    first = request.path.lstrip("/").partition("/")[0]
    return first if first in LOCALES else request.accept_languages.best_match(LOCALES, "en")


@contextmanager
def use_locale(locale: str) -> Iterator[None]:
    """Speak another language for a while, as mail and documents do."""
    before = _spoken.set(locale)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(text: str, **facts: Any) -> str:
    """Say a text in the reader's language."""
    said: str = _catalogues[current_locale()].gettext(text)
    return said % facts if facts else said


def plural_form(singular: str, plural: str, num: int) -> str:
    """Choose the form of the reader's language for a number; its placeholders stay."""
    return str(_catalogues[current_locale()].ngettext(singular, plural, num))


def ngettext(singular: str, plural: str, num: int, **facts: Any) -> str:
    """Say a text about a number of things in the reader's language."""
    return plural_form(singular, plural, num) % {"num": num, **facts}


def lazy_gettext(text: str, **facts: Any) -> Any:
    """Say a text in the language of whoever reads it later."""
    return LazyString(gettext, text, **facts)


def lazy_ngettext(singular: str, plural: str, num: int, **facts: Any) -> Any:
    """Say a text about a number of things in the language of whoever reads it later."""
    return LazyString(ngettext, singular, plural, num, **facts)


def format_date(day: date, style: str = "long", zone: str = HOME_ZONE) -> str:
    """Write a day; an instant is first brought to its IANA zone. Styles: short, day, no_year, long, full, month."""
    locale = current_locale()
    local = day.astimezone(ZoneInfo(zone)).date() if isinstance(day, datetime) else day
    pattern = DATE_PATTERNS[style][locale].replace("{month}", f"'{SLOVENIAN_GENITIVE[local.month - 1]}'")
    return babel_date(local, pattern, locale=REGIONAL[locale])


def format_time(instant: datetime, zone: str = HOME_ZONE, *, with_zone: bool = False) -> str:
    """Write a time of day in an IANA zone, with the zone's name if asked."""
    local = instant.astimezone(ZoneInfo(zone))
    return _mark_time(_clock(local), local) if with_zone else _mark_time(_clock(local), None)


def format_datetime(instant: datetime, style: str = "long", zone: str = HOME_ZONE) -> str:
    """Write day, time and zone."""
    return f"{format_date(instant, style, zone)}, {format_time(instant, zone, with_zone=True)}"


def format_range(start: datetime, end: datetime, zone: str = HOME_ZONE, *, style: str = "day") -> str:
    """Write from when to when, with the zone; the day once if both are on the same."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    if first.date() != last.date():
        return f"{format_date(first, style, zone)} – {format_date(last, style, zone)}"
    times = f"{_clock(first)}–{_clock(last)}"
    return f"{format_date(first, style, zone)}, {_mark_time(times, last)}"


def format_time_range(start: datetime, end: datetime, zone: str = HOME_ZONE) -> str:
    """Write the times alone, without the zone."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    return _mark_time(f"{_clock(first)}–{_clock(last)}", None)


def format_zone(instant: datetime, zone: str = HOME_ZONE) -> str:
    """Write the short name of a zone as it is called at that moment, such as CEST."""
    name = instant.astimezone(ZoneInfo(zone)).tzname() or ""
    return ZONE_NAMES[current_locale()].get(name, name)


def format_number(number: float, decimals: int = 0) -> str:
    """Write a number with the separators of the language."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(number, pattern, locale=REGIONAL[current_locale()])


def format_percent(percent: float) -> str:
    """Write a percentage given as 0 to 100; German and Slovenian set a space before the sign."""
    space = "" if current_locale() == "en" else NO_BREAK
    return f"{format_number(percent)}{space}%"


def format_filesize(size: int) -> str:
    """Write a size in bytes as KB or MB."""
    if size < 1_000_000:
        return f"{format_number(max(1, round(size / 1000)))}{NO_BREAK}KB"
    return f"{format_number(size / 1_000_000, 1)}{NO_BREAK}MB"


def _clock(local: datetime) -> str:
    locale = current_locale()
    if locale == "sl":
        return f"{local.hour}.{local.minute:02}"
    return f"{local.hour}:{local.minute:02}" if locale == "de" else f"{local.hour:02}:{local.minute:02}"


def _mark_time(times: str, zoned: datetime | None) -> str:
    locale = current_locale()
    word = f"{times}{NO_BREAK}Uhr" if locale == "de" else times
    if zoned is None:
        return word
    name = zoned.tzname() or ""
    zone = ZONE_NAMES[locale].get(name, name)
    return f"{word}{NO_BREAK}{zone}" if locale == "en" else f"{word}{NO_BREAK}({zone})"
