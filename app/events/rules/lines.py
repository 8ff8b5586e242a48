"""What a list says of an event in one line, in the language spoken now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval

from app.events.rules import Booking
from app.kernel.i18n import (
    REGIONAL,
    current_locale,
    format_date,
    format_datetime,
    format_time,
    format_time_range,
    gettext,
    ngettext,
)
from app.kernel.locales import LocalizedText


class ListedEvent(Protocol):
    """What a line needs to know; `queries.EventRow` has it."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def title(self) -> LocalizedText: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def town(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def languages(self) -> list[str]: ...
    @property
    def is_interpreted(self) -> bool: ...
    @property
    def free(self) -> int: ...
    @property
    def places_waiting(self) -> int: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def module_number(self) -> int | None: ...
    @property
    def module_title(self) -> LocalizedText | None: ...
    def booking(self, at: datetime) -> Booking: ...


@dataclass(frozen=True)
class BookingWords:
    """Whether one may register, as a state, its words and a note."""

    state: str
    state_text: str
    state_note: str


@dataclass(frozen=True)
class EventLine:
    """An event in one line, as the component `event_row` takes it."""

    date_text: str
    time_text: str
    title: str
    url: str
    kind_text: str
    place: str
    address: str
    languages_text: str
    state: str
    state_text: str
    state_note: str


def event_line(event: ListedEvent, *, at: datetime, url: str, names_module: bool = True) -> EventLine:
    """Say when, what, where, in which languages, and whether one may register."""
    locale = current_locale()
    date_text, time_text = _when(event.starts_at, event.ends_at, event.time_zone)
    title, kind_text = event.title.text(locale), ""
    if names_module and event.module_title is not None:
        kind_text = gettext("Module %(number)s: %(title)s", number=event.module_number, title=title)
        title = event.module_title.text(locale)
    words = booking_words(
        event.booking(at),
        free=event.free,
        waiting=event.places_waiting,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
    )
    return EventLine(
        date_text=date_text,
        time_text=time_text,
        title=title,
        url=url,
        kind_text=kind_text,
        place=event.town,
        address=event.address,
        languages_text=languages_text(event.languages, is_interpreted=event.is_interpreted),
        state=words.state,
        state_text=words.state_text,
        state_note=words.state_note,
    )


def booking_words(
    booking: Booking, *, free: int, waiting: int, opens_at: datetime | None, closes_at: datetime | None
) -> BookingWords:
    """Say whether one may register: state, words, and what one should know with it."""
    until = gettext("register until %(date)s", date=format_date(closes_at)) if closes_at else ""
    opens = gettext("from %(when)s", when=format_datetime(opens_at)) if opens_at else ""
    queue = ngettext("%(num)d person is waiting", "%(num)d people are waiting", waiting) if waiting else until
    words = {
        Booking.OPEN: ("places_free", ngettext("%(num)d place free", "%(num)d places free", free), until),
        Booking.WAITING_LIST: ("full", gettext("Waiting list"), queue),
        Booking.NOT_YET_OPEN: ("not_yet_open", gettext("Registration not yet open"), opens),
        Booking.BY_INVITATION: (
            "by_invitation",
            gettext("By invitation"),
            gettext("your municipality proposes people"),
        ),
        Booking.CLOSED: ("closed", gettext("Registration closed"), ""),
        Booking.CANCELLED: ("cancelled", gettext("Cancelled"), ""),
        Booking.PAST: ("closed", gettext("Over"), ""),
    }
    return BookingWords(*words[booking])


def why_not(booking: Booking, *, opens_at: datetime | None) -> str:
    """Say in a sentence why one cannot register; empty if one can."""
    opens = gettext("Registration opens on %(when)s.", when=format_datetime(opens_at)) if opens_at else ""
    sentences = {
        Booking.NOT_YET_OPEN: opens,
        Booking.CLOSED: gettext("Registration is closed."),
        Booking.PAST: gettext("This is over, so one cannot register any more."),
        Booking.CANCELLED: gettext("This was called off, so one cannot register any more."),
        Booking.BY_INVITATION: gettext("One takes part by invitation. Your municipality proposes its people."),
    }
    return sentences.get(booking, "")


def languages_text(languages: Sequence[str], *, is_interpreted: bool) -> str:
    """Name languages in the reader's own, with a word about the interpreter."""
    names = ", ".join(language_name(code) for code in languages)
    return gettext("%(languages)s, with an interpreter", languages=names) if is_interpreted else names


def language_name(code: str) -> str:
    """Name a language in the reader's own."""
    return str(Locale.parse(REGIONAL[current_locale()]).languages.get(code, code))


def country_name(code: str) -> str:
    """Name a country in the reader's language."""
    return str(Locale.parse(REGIONAL[current_locale()]).territories.get(code, code))


def _when(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[str, str]:
    """Return day and times, or the days and how many; a time that is not the home zone's names its zone."""
    first, last = (instant.astimezone(ZoneInfo(zone)).date() for instant in (starts_at, ends_at))
    if first != last:
        days = (last - first).days + 1
        span = format_interval(first, last, "yMMMd", locale=REGIONAL[current_locale()])
        return span, ngettext("%(num)d day", "%(num)d days", days)
    times = format_time_range(starts_at, ends_at, zone)
    if times != format_time_range(starts_at, ends_at):
        times = f"{format_time(starts_at, zone)}–{format_time(ends_at, zone, with_zone=True)}"
    return format_date(starts_at, "day", zone), times
