"""The demonstration's days, laid out around today, so that something is always under way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.clock import HOME_ZONE

SATURDAY = 5
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Days:
    """Turns days counted from today into dates and instants."""

    today: date

    @classmethod
    def around(cls, at: datetime) -> "Days":
        return cls(at.astimezone(ZoneInfo(HOME_ZONE)).date())

    def on(self, day: int) -> date:
        return self.today + timedelta(days=day)

    def workday(self, day: int) -> date:
        """Return the day, or the Monday after it if it falls on a weekend."""
        date = self.on(day)
        return self.monday(day) if date.weekday() >= SATURDAY else date

    def monday(self, day: int) -> date:
        """Return the Monday on or after the day."""
        date = self.on(day)
        return date + timedelta(days=-date.weekday() % DAYS_OF_A_WEEK)

    def instant(self, day: int, clock: str, zone: str = HOME_ZONE) -> datetime:
        """Return the moment at which a clock in the zone shows the time on the day."""
        return at_clock(self.on(day), clock, zone)


def at_clock(day: date, clock: str, zone: str = HOME_ZONE) -> datetime:
    """Return the moment at which a clock in the zone shows the time."""
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
