"""Which half-days an event has, how its teaching time is spread over them, and when a list may not be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.attendance.models import Half
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.i18n import format_time, gettext

NOON = time(13, 0)
"""The afternoon begins here, by the clock of the venue."""
DAY_BEGINS = time(9, 0)
DAY_ENDS = time(17, 0)
"""Hours of a day in the middle of an event; the first day begins and the last one ends when the event does."""
LEAST_HALF = timedelta(minutes=30)
"""A shorter part of a day belongs to the other half."""
LEAST_DAY = timedelta(hours=1)


@dataclass(frozen=True)
class HalfDay:
    """A half-day of an event with its share of the teaching minutes; day and times are the venue's."""

    day: date
    half: Half
    starts_at: datetime
    ends_at: datetime
    minutes: int

    @property
    def key(self) -> tuple[date, Half]:
        return self.day, self.half


class ListWasChanged(Conflict):
    """Somebody else confirmed the list while this one was being filled in."""

    def __init__(self, *, by_name: str, at: datetime, zone: str) -> None:
        super().__init__(by_name)
        self.by_name, self.at, self.zone = by_name, at, zone

    def explain(self) -> str:
        return gettext(
            "This list was changed meanwhile (%(name)s, %(time)s). Your choice is kept; compare and confirm again.",
            name=self.by_name,
            time=format_time(self.at, self.zone),
        )


class DayHasNotCome(RuleBroken):
    """The half-day is still to come; nobody can have been there."""

    def explain(self) -> str:
        return gettext("This day is still to come. Attendance is taken on the day itself.")


def split_into_halves(starts_at: datetime, ends_at: datetime, *, zone: ZoneInfo, minutes: int) -> tuple[HalfDay, ...]:
    """Return an event's half-days in order; teaching minutes are shared out in proportion and add up exactly."""
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    final_day = (last - timedelta(microseconds=1)).date()
    parts: list[tuple[date, Half, datetime, datetime]] = []
    for number in range((final_day - first.date()).days + 1):
        day = first.date() + timedelta(days=number)
        begins, ends = _hours(day, first, last, is_final=day == final_day)
        parts += [(day, *part) for part in _halves(begins, ends)]
    shares = _share_out(minutes, [int((ends - begins).total_seconds()) for *_, begins, ends in parts])
    return tuple(HalfDay(*part, share) for part, share in zip(parts, shares, strict=True))


def _hours(day: date, first: datetime, last: datetime, *, is_final: bool) -> tuple[datetime, datetime]:
    begins = first if day == first.date() else datetime.combine(day, DAY_BEGINS, first.tzinfo)
    ends = last if is_final else datetime.combine(day, DAY_ENDS, first.tzinfo)
    if ends > begins:
        return begins, ends
    return (ends - LEAST_DAY, ends) if is_final else (begins, begins + LEAST_DAY)


def _halves(begins: datetime, ends: datetime) -> list[tuple[Half, datetime, datetime]]:
    noon = datetime.combine(begins.date(), NOON, begins.tzinfo)
    if noon - begins < LEAST_HALF and ends - noon > noon - begins:
        return [(Half.AFTERNOON, begins, ends)]
    if ends - noon < LEAST_HALF:
        return [(Half.MORNING, begins, ends)]
    return [(Half.MORNING, begins, noon), (Half.AFTERNOON, noon, ends)]


def _share_out(minutes: int, weights: Sequence[int]) -> list[int]:
    """Share minutes in proportion, without losing one to rounding."""
    whole = sum(weights)
    bounds = [round(minutes * sum(weights[:number]) / whole) for number in range(len(weights) + 1)]
    return [after - before for before, after in zip(bounds, bounds[1:], strict=False)]


def choose_half(halves: Sequence[HalfDay], *, day: date | None, half: Half | None, at: datetime) -> HalfDay | None:
    """Return the half-day asked for, else the one running or next at a moment, else the last; None if there is none."""
    if day or half:
        asked = [one for one in halves if day in (None, one.day) and half in (None, one.half)]
        return asked[0] if asked else None
    return next((one for one in halves if one.ends_at > at), halves[-1])


def may_be_taken(half: HalfDay, at: datetime) -> bool:
    """Tell whether attendance can be taken: from the beginning of the day itself on."""
    return at.astimezone(half.starts_at.tzinfo).date() >= half.day


def is_newer(known: int | None, seen: int) -> bool:
    """Tell whether a list has been confirmed since it was seen; revision 0 is a list nobody has confirmed."""
    return (known or 0) > seen


def choose_sheet_locales(languages: Sequence[str], country: str) -> tuple[str, ...]:
    """Return the one or two languages of a sheet: the event's, the one of the venue's country first."""
    order = ("de", "sl", "en") if country == "AT" else ("sl", "de", "en")
    spoken = tuple(locale for locale in order if locale in languages)
    return spoken[:2] or order[:2]
