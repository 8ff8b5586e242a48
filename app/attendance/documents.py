"""The sheet that people sign: one per event and day, in the one or two languages of the event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.attendance.queries import PersonOnList, halves_of
from app.attendance.rules import HalfDay, choose_sheet_locales
from app.events.models import Event
from app.kernel.i18n import current_locale, format_datetime, format_range, gettext, lazy_gettext, use_locale
from app.kernel.pdf import render_pdf
from app.programmes.queries import Partner, logo_picture

PEOPLE_A_PAGE = 10
LABELS = {
    "title": lazy_gettext("Attendance sheet"),
    "event": lazy_gettext("Event"),
    "place": lazy_gettext("Venue"),
    "when": lazy_gettext("Date, time"),
    "organiser": lazy_gettext("Organised by"),
    "name": lazy_gettext("Surname, first name"),
    "organisation": lazy_gettext("Organisation"),
    "function": lazy_gettext("Function"),
    "country": lazy_gettext("Country"),
    "photos": lazy_gettext("Photos"),
    "morning": lazy_gettext("Signature, morning"),
    "afternoon": lazy_gettext("Signature, afternoon"),
    "count": lazy_gettext("Number of signatures"),
    "responsible": lazy_gettext("Signature of the person responsible"),
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
    "trainer": lazy_gettext("Training"),
    "sample": lazy_gettext("Illustrative example"),
}
Words = tuple[tuple[str, str], ...]
"""The same words in each language of the sheet: (locale, text)."""


@dataclass(frozen=True)
class SheetPage:
    """A page of at most ten people; empty rows are for those who come without a registration."""

    rows: tuple[tuple[int, PersonOnList | None], ...]
    numbers: Words
    """Which page of how many."""


def attendance_sheet(
    event: Event,
    day: date,
    *,
    people: Sequence[PersonOnList],
    partners: Sequence[Partner],
    made_at: datetime,
    is_sample: bool = False,
) -> bytes:
    """Return the sheet of one day as PDF; the people in the order given."""
    locales = choose_sheet_locales(event.languages, event.country)
    halves = [half for half in halves_of(event) if half.day == day]
    facts: dict[str, Any] = {
        "locales": locales,
        "words": {name: _in_each(locales, _label(label)) for name, label in LABELS.items()},
        "programme": event.programme,
        "logos": [
            {"picture": logo_picture(logo.key), "text": logo.text.text(locales[0])} for logo in event.programme.logos
        ],
        "funding_words": _in_each(locales, lambda: event.programme.funding_words.text(current_locale())),
        "subjects": _in_each(locales, lambda: _subject(event)),
        "venue": _venue(event, locales[0]),
        "dates": _in_each(locales[:1], lambda: _when(event, halves)),
        "organiser": next((partner.name for partner in partners if partner.is_lead), event.programme.contact_name),
        "halves": [half.half.value for half in halves],
        "pages": _pages(people, locales),
        "number": f"PR-{day:%Y-%m%d}-{event.id.hex[:4].upper()}",
        "made": _in_each(locales[:1], lambda: _made(made_at, event.time_zone)),
        "is_sample": is_sample,
    }
    return render_pdf("attendance_sheet", facts, locales[0])


def _in_each(locales: Sequence[str], write: Callable[[], str]) -> Words:
    """Write something in each language, leaving out what reads alike."""
    found: dict[str, str] = {}
    for locale in locales:
        with use_locale(locale):
            text = write()
        if text not in found.values():
            found[locale] = text
    return tuple(found.items())


def _label(label: object) -> Callable[[], str]:
    return lambda: str(label)


def _subject(event: Event) -> str:
    title = event.title.text(current_locale())
    return f"{event.delivery.module.title.text(current_locale())}, {title}" if event.delivery else title


def _venue(event: Event, locale: str) -> str:
    return ", ".join(part for part in (event.town, event.venue.text(locale), event.address) if part)


def _when(event: Event, halves: Sequence[HalfDay]) -> str:
    return format_range(halves[0].starts_at, halves[-1].ends_at, event.time_zone, style="short")


def _made(at: datetime, zone: str) -> str:
    return gettext("Made %(at)s", at=format_datetime(at, "short", zone))


def _pages(people: Sequence[PersonOnList], locales: Sequence[str]) -> list[SheetPage]:
    number_of_pages = max(1, -(-len(people) // PEOPLE_A_PAGE))
    rows: list[tuple[int, PersonOnList | None]] = [*enumerate(people, start=1)]
    rows += [(number, None) for number in range(len(people) + 1, number_of_pages * PEOPLE_A_PAGE + 1)]
    return [
        SheetPage(
            rows=tuple(rows[PEOPLE_A_PAGE * page : PEOPLE_A_PAGE * (page + 1)]),
            numbers=_in_each(locales, _page_words(page + 1, number_of_pages)),
        )
        for page in range(number_of_pages)
    ]


def _page_words(page: int, pages: int) -> Callable[[], str]:
    return lambda: gettext("page %(page)d of %(pages)d", page=page, pages=pages)
