"""What is decided about itineraries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.events.rules import Booking, decide_booking
from app.kernel.errors import RuleBroken
from app.kernel.i18n import format_date, gettext
from app.kernel.locales import LocalizedText
from app.visits.models import StopKind


@dataclass(frozen=True)
class StopFacts:
    """What an organiser says of a stop; the times are those of its own zone."""

    kind: StopKind
    day: date
    starts_at: time
    ends_at: time | None
    time_zone: str
    place: str
    host: str | None
    title: LocalizedText
    description: LocalizedText


class StopOutsideVisit(RuleBroken):
    """The day of a stop is not a day of the visit."""

    def __init__(self, *, first: date, last: date) -> None:
        self.first, self.last = first, last

    def explain(self) -> str:
        return gettext(
            "The visit lasts from %(first)s to %(last)s. Choose one of these days.",
            first=format_date(self.first),
            last=format_date(self.last),
        )


class StopEndsTooEarly(RuleBroken):
    """A stop would end before it begins."""

    def explain(self) -> str:
        return gettext("The end must not be earlier than the beginning.")


def list_days(starts_at: datetime, ends_at: datetime, zone: str) -> list[date]:
    """Return the days of a visit by the clock of its zone."""
    first, last = (instant.astimezone(ZoneInfo(zone)).date() for instant in (starts_at, ends_at))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def ensure_stop_fits(facts: StopFacts, days: list[date]) -> None:
    """Raise StopOutsideVisit or StopEndsTooEarly."""
    if facts.day not in days:
        raise StopOutsideVisit(first=days[0], last=days[-1])
    if facts.ends_at is not None and facts.ends_at < facts.starts_at:
        raise StopEndsTooEarly


def free_places(visit: Any) -> int:
    """Return how many places a newcomer could have; a free place is the first waiting person's."""
    return 0 if visit.places_waiting else max(0, visit.capacity - visit.places_taken)


def booking_of(visit: Any, at: datetime) -> Booking:
    """Tell whether one may register for a visit at a moment."""
    return decide_booking(
        state=visit.state,
        audience=visit.audience,
        opens_at=visit.opens_at,
        closes_at=visit.closes_at,
        ends_at=visit.ends_at,
        free=free_places(visit),
        at=at,
    )
