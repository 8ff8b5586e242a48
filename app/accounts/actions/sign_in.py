"""Sign in without a password: a ticket is written, mailed, and used once."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.actions.secrets import (
    TicketSecrets,
    hash_code,
    hash_network,
    hash_token,
    is_same,
    make_secrets,
    seal,
)
from app.accounts.models import Person, SignInTicket
from app.accounts.queries import count_requests, lock_ticket, lock_ticket_of_token
from app.accounts.rules import (
    LIMIT_PERIOD,
    MOST_CODE_ATTEMPTS,
    SIGN_IN_VALID_FOR,
    Obstacle,
    SignInRefused,
    TooManyRequests,
    find_obstacle,
    is_within_limits,
    network_of,
    normal_email,
)
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.queue import publish


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, for the browser's session, and where they were going."""

    session_key: str
    next_path: str | None


@dataclass(frozen=True)
class WrongCode:
    """The code is not the one that was mailed."""

    attempts_left: int


def request_sign_in(
    email: str, *, client_address: str | None, locale: str, next_path: str | None, key: str, at: datetime
) -> uuid.UUID:
    """Write a ticket and have it mailed; return its id. A known and an unknown address take the very same steps."""
    network = hash_network(network_of(client_address), key=key)
    counts = count_requests(normal_email(email), requested_from=network, since=at - LIMIT_PERIOD)
    if not is_within_limits(of_address=counts.of_address, of_network=counts.of_network):
        raise TooManyRequests
    opened = make_secrets()
    ticket = _write_ticket(email, opened=opened, locale=locale, key=key, at=at)
    ticket.requested_from = network
    ticket.next_path = next_path
    ticket.sealed_secrets = seal(opened, key=key)
    db.session.flush()
    ticket_id = ticket.id
    publish("sign_in.requested", ticket_id=ticket_id)
    return ticket_id


def make_sign_in_link(email: str, *, locale: str, key: str, at: datetime) -> str:
    """Write a ticket without mailing it; return the token of its link, for another mail or the administrator."""
    opened = make_secrets()
    _write_ticket(email, opened=opened, locale=locale, key=key, at=at)
    db.session.flush()
    return opened.token


def _write_ticket(email: str, *, opened: TicketSecrets, locale: str, key: str, at: datetime) -> SignInTicket:
    """Add a ticket; the database itself looks for the person, in the statement that writes the ticket."""
    ticket_id, address = uuid.uuid4(), normal_email(email)
    person_of_address = sa.select(Person.id).where(Person.email == address, Person.erased_at.is_(None))
    ticket = SignInTicket(
        id=ticket_id,
        email=address,
        person_id=person_of_address.scalar_subquery(),
        token_hash=hash_token(opened.token),
        code_hash=hash_code(opened.code, ticket_id=ticket_id, key=key),
        locale=locale,
        requested_at=at,
        expires_at=at + SIGN_IN_VALID_FOR,
    )
    db.session.add(ticket)
    return ticket


def sign_in_with_link(token: str, at: datetime) -> SignedIn:
    """Use a mailed link; raise SignInRefused if it is unknown, used or too old."""
    ticket = lock_ticket_of_token(hash_token(token))
    if ticket is None:
        raise SignInRefused(Obstacle.UNKNOWN)
    _refuse_closed_ticket(ticket, at)
    if ticket.person is None:
        raise SignInRefused(Obstacle.UNKNOWN, ticket.email)
    return _use(ticket, ticket.person, at)


def sign_in_with_code(code: str, *, ticket_id: uuid.UUID, key: str, at: datetime) -> SignedIn | WrongCode:
    """Use a typed code; a wrong one is counted, so it is an answer and no refusal."""
    ticket = lock_ticket(ticket_id)
    if ticket is None:
        raise SignInRefused(Obstacle.UNKNOWN)
    _refuse_closed_ticket(ticket, at, wrong_codes=ticket.attempts)
    is_right = is_same(ticket.code_hash, hash_code(code, ticket_id=ticket_id, key=key))
    if is_right and ticket.person is not None:
        return _use(ticket, ticket.person, at)
    ticket.attempts += 1
    return WrongCode(attempts_left=MOST_CODE_ATTEMPTS - ticket.attempts)


def _refuse_closed_ticket(ticket: SignInTicket, at: datetime, *, wrong_codes: int = 0) -> None:
    obstacle = find_obstacle(expires_at=ticket.expires_at, used_at=ticket.used_at, at=at, wrong_codes=wrong_codes)
    if obstacle:
        raise SignInRefused(obstacle, ticket.email, ticket.next_path)


def _use(ticket: SignInTicket, person: Person, at: datetime) -> SignedIn:
    ticket.used_at = at
    ticket.sealed_secrets = None
    record(person.id, "signed_in", person)
    return SignedIn(session_key=f"{person.id}:{person.session_stamp}", next_path=ticket.next_path)


def wipe_secrets(ticket: SignInTicket) -> None:
    """Forget token and code once they are mailed, or nobody is there to mail them to."""
    ticket.sealed_secrets = None


def forget_tickets(before: datetime) -> int:
    """Remove what was requested before; return how many. Addresses that nobody knows are personal data too."""
    forgotten = sa.delete(SignInTicket).where(SignInTicket.requested_at < before).returning(SignInTicket.id)
    return len(db.session.scalars(forgotten).all())
