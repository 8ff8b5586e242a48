"""The only clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME_ZONE = "Europe/Ljubljana"


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today(zone: str = HOME_ZONE) -> date:
    """Return the present day in an IANA zone."""
    return now().astimezone(ZoneInfo(zone)).date()
