"""What makes a sign-in valid."""

from datetime import datetime, timedelta

from app.kernel.errors import RuleBroken

SIGN_IN_VALID_FOR = timedelta(minutes=15)
MOST_CODE_ATTEMPTS = 5
MOST_REQUESTS_PER_HOUR = 6


class SignInRefused(RuleBroken):
    """The link or code is unknown, used or too old."""


def is_ticket_usable(*, expires_at: datetime, used_at: datetime | None, attempts: int, at: datetime) -> bool:
    """Decide whether a sign-in ticket still opens the door: once, in time, and not after too many wrong codes."""
    return used_at is None and at < expires_at and attempts < MOST_CODE_ATTEMPTS
