"""Calendar entries of events: one calendar with a time zone block of our own, as RFC 5545 and 5546 want it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText
from icalendar import Event as CalendarEntry

from app.events.models import Event

PRODUCT = "-//Location Academy//Events//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
SINCE = 1996
"""Since this year the EU changes its clocks on the last Sundays of March and October, at 01:00 UTC."""
REMIND_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Attendee:
    """To whom a calendar entry is addressed, and who sends it."""

    name: str
    address: str
    organiser_name: str
    organiser_address: str


@dataclass(frozen=True)
class Words:
    """The words of an entry, in the language of whom it is for."""

    title: str
    description: str
    url: str


def calendar_entry(
    event: Event,
    words: Words,
    *,
    locale: str,
    at: datetime,
    method: str = PUBLISH,
    attendee: Attendee | None = None,
) -> bytes:
    """Return an iCalendar file with one event; its id is the event's, and SEQUENCE rises with each change."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if not event.time_zone.startswith("Etc/"):
        calendar.add_component(_time_zone(event.time_zone, event.starts_at.year))
    entry = CalendarEntry()
    entry.add("uid", uid_of(event.id))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", at)
    entry.add("dtstart", _local(event.starts_at, event.time_zone))
    entry.add("dtend", _local(event.ends_at, event.time_zone))
    entry.add("summary", words.title)
    entry.add("description", words.description)
    entry.add("url", words.url)
    entry.add("location", location_of(event, locale))
    entry.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if attendee:
        _address(entry, attendee)
    if method != CANCEL:
        entry.add_component(_reminder(words.title))
    calendar.add_component(entry)
    return calendar.to_ical(sorted=False)


def uid_of(event_id: uuid.UUID) -> str:
    """Return the id under which calendars know an event, whatever changes about it."""
    return f"{event_id}@location-academy"


def location_of(event: Event, locale: str) -> str:
    """Return where an event takes place, in one line."""
    town = "" if event.town in event.address else event.town
    parts = [event.venue.text(locale), event.room.text(locale), event.address, town]
    return ", ".join(part for part in parts if part)


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def _address(entry: CalendarEntry, attendee: Attendee) -> None:
    sender = vCalAddress(f"mailto:{attendee.organiser_address}")
    sender.params["CN"] = vText(attendee.organiser_name)
    entry.add("organizer", sender)
    guest = vCalAddress(f"mailto:{attendee.address}")
    guest.params |= {
        "CN": vText(attendee.name),
        "ROLE": vText("REQ-PARTICIPANT"),
        "PARTSTAT": vText("ACCEPTED"),
        "RSVP": vText("FALSE"),
    }
    entry.add("attendee", guest, encode=False)


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _time_zone(zone: str, year: int) -> Timezone:
    """Describe a zone by the rule of its clocks: readers take a list of past and future dates an hour wrong.

    All zones of venues follow the EU's rule; the offsets are those of the event's year.
    """
    here = ZoneInfo(zone)
    winter, summer = datetime(year, 1, 15, tzinfo=here), datetime(year, 7, 15, tzinfo=here)
    block = Timezone()
    block.add("tzid", zone)
    if winter.utcoffset() == summer.utcoffset():
        block.add_component(_observance(TimezoneStandard(), winter, before=winter, month=1))
        return block
    block.add_component(_observance(TimezoneDaylight(), summer, before=winter, month=3))
    block.add_component(_observance(TimezoneStandard(), winter, before=summer, month=10))
    return block


def _observance(
    part: TimezoneStandard | TimezoneDaylight, after: datetime, *, before: datetime, month: int
) -> TimezoneStandard | TimezoneDaylight:
    """Say from when on which offset holds: every year from the last Sunday of a month, by the clock before."""
    offset_before, offset_after = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    if offset_before == offset_after:
        part.add("dtstart", datetime(SINCE, 1, 1))  # noqa: DTZ001 - local time by definition
    else:
        part.add("dtstart", _last_sunday(SINCE, month) + timedelta(hours=1) + offset_before)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
    part.add("tzoffsetfrom", offset_before)
    part.add("tzoffsetto", offset_after)
    part.add("tzname", after.tzname() or "")
    return part


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001 - local time by definition
    return last - timedelta(days=(last.weekday() + 1) % 7)
