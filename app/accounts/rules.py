"""What makes a sign-in valid, how often one may ask for it, and where it may lead."""

import re
import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from app.accounts.models import Role
from app.kernel.errors import DomainError, RuleBroken
from app.kernel.i18n import gettext as _

SIGN_IN_VALID_FOR = timedelta(minutes=15)
MOST_CODE_ATTEMPTS = 5
LIMIT_PERIOD = timedelta(hours=1)
MOST_REQUESTS_PER_ADDRESS = 6
MOST_REQUESTS_PER_NETWORK = 30
TICKETS_KEPT_FOR = timedelta(days=1)
LONGEST_PATH = 2000
UNSAFE_IN_PATH = re.compile(r"[\x00-\x20\x7f\\]")


class Obstacle(StrEnum):
    """Why a link or code no longer opens the door."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY_CODES = "too_many_codes"


class SignInRefused(RuleBroken):
    """The link or code opens nothing; `email` is who asked for it, if that is known."""

    status = 410

    def __init__(self, obstacle: Obstacle, email: str = "", next_path: str | None = None) -> None:
        super().__init__(obstacle)
        self.obstacle, self.email, self.next_path = obstacle, email, next_path


class TooManyRequests(DomainError):
    """Somebody asks for more links than a person needs."""

    status = 429

    def explain(self) -> str:
        return _(
            "Too many links were requested for this address or from this network. "
            "Try again in an hour; a link that has already arrived still works."
        )


class CoordinatorNeedsMunicipality(RuleBroken):
    """A coordinator coordinates a municipality, and none is known."""

    def __init__(self, person_id: uuid.UUID) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class PersonUnknown(RuleBroken):
    """Nobody has this address, and no name was given to make an account with."""

    def explain(self) -> str:
        return _("Nobody has this address yet. Enter first name and surname below; an invitation is then mailed.")


class LastOrganiser(RuleBroken):
    """Whoever is the only organiser cannot leave: nobody could give the role to another."""

    def explain(self) -> str:
        return _("You are the only organiser of this programme. Give the role to another person first.")


def find_obstacle(
    *, expires_at: datetime, used_at: datetime | None, at: datetime, wrong_codes: int = 0
) -> Obstacle | None:
    """Decide what stands in the way of a sign-in: it works once, in time, and not after too many wrong codes.

    Wrong codes close the code only: the link cannot be guessed, and nobody shall close it for the person it belongs to.
    """
    if used_at is not None:
        return Obstacle.USED
    if at >= expires_at:
        return Obstacle.EXPIRED
    return Obstacle.TOO_MANY_CODES if wrong_codes >= MOST_CODE_ATTEMPTS else None


def is_within_limits(*, of_address: int, of_network: int) -> bool:
    """Decide whether one more link may be asked for, given how many were within the last hour."""
    return of_address < MOST_REQUESTS_PER_ADDRESS and of_network < MOST_REQUESTS_PER_NETWORK


def normal_email(text: str) -> str:
    """Return an address as it is kept and compared."""
    return text.strip().lower()


def network_of(address: str | None) -> str:
    """Return the network that a client's address stands for: one IPv4 address, or the 64 bits of an IPv6 household."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)


def own_path(path: str | None) -> str | None:
    """Return the path if it stays on this site; None for any other address."""
    if not path or len(path) > LONGEST_PATH or UNSAFE_IN_PATH.search(path):
        return None
    parts = urlsplit(path)
    is_own = path.startswith("/") and not path.startswith("//") and not parts.scheme and not parts.netloc
    return path if is_own else None


def check_role(role: Role, *, person_id: uuid.UUID, organisation_id: uuid.UUID | None) -> None:
    """Refuse a coordinator without a municipality."""
    if role is Role.COORDINATOR and organisation_id is None:
        raise CoordinatorNeedsMunicipality(person_id)
