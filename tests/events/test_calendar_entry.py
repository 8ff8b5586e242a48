"""Calendar entries are right in every zone, also on the days on which the clocks change."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from app.events.models import Event
from app.events.rules import ZONES
from app.events.rules.calendar_entry import CANCEL, REQUEST, Attendee, Words, calendar_entry, uid_of
from app.kernel.locales import LocalizedText

WORDS = Words(title="Modul 1; Termin, zwei", description="Č in š\nzweite Zeile", url="https://example.org/de/x")
ANA = Attendee("Ana Šmid", "ana@example.org", "Manuela Hofer", "organiser@example.org")
CHANGES = (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), datetime(2027, 10, 31, 1, 0, tzinfo=UTC))


def event(zone: str, starts_at: datetime, ends_at: datetime, **facts) -> Event:
    return Event(
        **{
            "id": uuid.UUID(int=7),
            "sequence": 3,
            "time_zone": zone,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "venue": LocalizedText(sl="Dvorana", de="Saal"),
            "room": LocalizedText(),
            "address": "Hauptplatz 1",
            "town": "Leoben",
            **facts,
        }
    )


def parsed(content: bytes):
    """Read an entry as a stranger does who knows nothing of zones but what the file says."""
    calendar = Calendar.from_ical(content)
    block = next(iter(calendar.walk("VTIMEZONE")))
    entry = next(iter(calendar.walk("VEVENT")))
    zone = block.to_tz(lookup_tzid=False)
    starts, ends = (entry[name].dt.replace(tzinfo=None).replace(tzinfo=zone) for name in ("DTSTART", "DTEND"))
    return calendar, entry, starts.astimezone(UTC), ends.astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", CHANGES)
def test_an_event_across_the_change_of_clocks_keeps_its_instants(zone, change):
    starts_at, ends_at = change - timedelta(hours=20), change + timedelta(hours=9)

    _calendar, _entry, starts, ends = parsed(
        calendar_entry(event(zone, starts_at, ends_at), WORDS, locale="de", at=change)
    )

    assert (starts, ends) == (starts_at, ends_at)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_time_of_day_is_right_in_every_month(month):
    starts_at = datetime(2027, month, 15, 9, 0, tzinfo=ZoneInfo("Europe/Ljubljana"))

    content = calendar_entry(
        event("Europe/Ljubljana", starts_at, starts_at + timedelta(hours=7)), WORDS, locale="sl", at=starts_at
    )

    assert parsed(content)[2] == starts_at
    assert b"DTSTART;TZID=Europe/Ljubljana:2027" in content


def test_a_request_and_its_cancellation_speak_of_the_same_event():
    at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    session = event("Europe/Vienna", at, at + timedelta(hours=7))

    request = parsed(calendar_entry(session, WORDS, locale="de", at=at, method=REQUEST, attendee=ANA))
    session.sequence += 1
    cancel = parsed(calendar_entry(session, WORDS, locale="de", at=at, method=CANCEL, attendee=ANA))

    assert (request[0]["METHOD"], cancel[0]["METHOD"]) == ("REQUEST", "CANCEL")
    assert request[1]["UID"] == cancel[1]["UID"] == uid_of(session.id)
    assert (request[1]["SEQUENCE"], cancel[1]["SEQUENCE"]) == (3, 4)
    assert (request[1]["STATUS"], cancel[1]["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert request[1]["ATTENDEE"] == "mailto:ana@example.org"
    assert request[1]["ATTENDEE"].params["CN"] == "Ana Šmid"


def test_words_and_place_survive_the_way():
    at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)

    content = calendar_entry(event("Europe/Vienna", at, at + timedelta(hours=7)), WORDS, locale="sl", at=at)
    entry = parsed(content)[1]

    assert entry["SUMMARY"] == WORDS.title
    assert entry["DESCRIPTION"] == WORDS.description
    assert entry["LOCATION"] == "Dvorana, Hauptplatz 1, Leoben"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
