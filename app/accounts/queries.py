"""What we know of people."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import HeldRole, Person, Role, RoleAssignment, SignedInPerson, SignInTicket
from app.kernel.activity import Activity
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import search_form
from app.organisations.models import Organisation


def find_signed_in_person(session_key: str) -> SignedInPerson | None:
    """Return who a browser's session belongs to, with roles; None if the session was ended."""
    person_id, _, stamp = session_key.partition(":")
    held = _held_roles()
    row = db.session.execute(
        sa.select(
            Person.id,
            Person.first_name,
            Person.last_name,
            Person.email,
            Person.locale,
            Person.is_administrator,
            held.label("held"),
        )
        .outerjoin(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(Person.id == _uuid_or_nothing(person_id), Person.session_stamp == stamp, Person.erased_at.is_(None))
        .group_by(Person.id)
    ).one_or_none()
    if row is None:
        return None
    roles = tuple(_held_role(*values) for values in row.held)
    return SignedInPerson(
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        locale=row.locale,
        is_administrator=row.is_administrator,
        roles=roles,
        session_stamp=stamp,
    )


def _held_roles() -> sa.ColumnElement[Any]:
    """Build the roles of each person of a grouped select as one value."""
    return sa.func.coalesce(
        sa.func.jsonb_agg(
            sa.func.jsonb_build_array(RoleAssignment.role, RoleAssignment.programme_id, RoleAssignment.organisation_id)
        ).filter(RoleAssignment.id.is_not(None)),
        sa.text("'[]'::jsonb"),
    )


def _held_role(role: str, programme_id: str, organisation_id: str | None) -> HeldRole:
    return HeldRole(Role(role), uuid.UUID(programme_id), uuid.UUID(organisation_id) if organisation_id else None)


def _uuid_or_nothing(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@dataclass(frozen=True)
class RequestCounts:
    """How many sign-in mails were asked for lately."""

    of_address: int
    of_network: int


@dataclass(frozen=True)
class Profile:
    """What a person's own page shows."""

    person: Person
    last_signed_in_at: datetime | None


@dataclass(frozen=True)
class AccountRow:
    """An account as the administrator's command lists it; roles as (role, programme_id)."""

    email: str
    full_name: str
    is_administrator: bool
    roles: tuple[HeldRole, ...]


def count_requests(email: str, *, requested_from: str, since: datetime) -> RequestCounts:
    """Count tickets of an address and of a network; whoever counts the same waits until this transaction ends."""
    lock = sa.func.pg_advisory_xact_lock
    db.session.execute(sa.select(lock(1, sa.func.hashtext(requested_from)), lock(2, sa.func.hashtext(email))))
    of_address, of_network = SignInTicket.email == email, SignInTicket.requested_from == requested_from
    row = db.session.execute(
        sa.select(sa.func.count().filter(of_address), sa.func.count().filter(of_network)).where(
            SignInTicket.requested_at > since, sa.or_(of_address, of_network)
        )
    ).one()
    return RequestCounts(*row)


def find_ticket(ticket_id: uuid.UUID) -> SignInTicket | None:
    """Return a ticket with its person; None if it was removed."""
    return db.session.scalars(_ticket().where(SignInTicket.id == ticket_id)).one_or_none()


def find_ticket_of_token(token_hash: str) -> SignInTicket | None:
    """Return the ticket of a link with its person."""
    return db.session.scalars(_ticket().where(SignInTicket.token_hash == token_hash)).one_or_none()


def lock_ticket(ticket_id: uuid.UUID) -> SignInTicket | None:
    """Return a ticket that nobody else can use until this transaction ends."""
    return db.session.scalars(_locked(SignInTicket.id == ticket_id)).one_or_none()


def lock_ticket_of_token(token_hash: str) -> SignInTicket | None:
    """Return the ticket of a link; nobody else can use it until this transaction ends."""
    return db.session.scalars(_locked(SignInTicket.token_hash == token_hash)).one_or_none()


def _ticket() -> sa.Select[Any]:
    living = SignInTicket.person.and_(Person.erased_at.is_(None))
    return sa.select(SignInTicket).outerjoin(living).options(contains_eager(living))


def _locked(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return _ticket().where(condition).with_for_update(of=SignInTicket).execution_options(populate_existing=True)


def get_person(person_id: uuid.UUID) -> Person:
    """Return a person with their organisation."""
    return _one_person(Person.id == person_id)


def get_person_by_email(email: str) -> Person:
    """Return the person of an address, with their organisation."""
    return _one_person(Person.email == email)


def _one_person(condition: sa.ColumnElement[bool]) -> Person:
    person = db.session.scalars(
        sa.select(Person).where(condition).options(joinedload(Person.organisation))
    ).one_or_none()
    if person is None:
        raise NotFound
    return person


def get_profile(person_id: uuid.UUID) -> Profile:
    """Return what a person's own page shows."""
    last_signed_in_at = (
        sa.select(sa.func.max(Activity.at))
        .where(Activity.subject_id == Person.id, Activity.verb == "signed_in")
        .scalar_subquery()
    )
    row = db.session.execute(sa.select(Person, last_signed_in_at).where(Person.id == person_id)).one_or_none()
    if row is None:
        raise NotFound
    return Profile(*row)


def list_people_by_email(emails: Sequence[str]) -> list[Person]:
    """Return the people of these addresses in the order of the addresses."""
    people = db.session.scalars(sa.select(Person).where(Person.email.in_(emails), Person.erased_at.is_(None)))
    return sorted(people, key=lambda person: emails.index(person.email))


def list_accounts() -> list[AccountRow]:
    """Return all accounts with their roles, in order of name."""
    held = _held_roles()
    rows = db.session.execute(
        sa.select(Person.email, Person.first_name, Person.last_name, Person.is_administrator, held.label("held"))
        .outerjoin(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(Person.erased_at.is_(None))
        .group_by(Person.id)
        .order_by(Person.sort_key, Person.id)
    )
    return [
        AccountRow(
            row.email,
            f"{row.first_name} {row.last_name}",
            row.is_administrator,
            tuple(_held_role(*values) for values in row.held),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Holder:
    """A person with one role in a programme; the municipality is the one a coordinator acts for."""

    person_id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    role: Role
    municipality: str | None


def list_holders(programme_id: uuid.UUID, *, words: str = "") -> list[Holder]:
    """Return who holds which role in a programme, in order of name; `words` may be part of name, address or place."""
    query = (
        sa.select(
            RoleAssignment.person_id, Person.first_name, Person.last_name, Person.email, RoleAssignment.role,
            Organisation.name.label("municipality"),
        )
        .join(Person, Person.id == RoleAssignment.person_id)
        .outerjoin(Organisation, Organisation.id == RoleAssignment.organisation_id)
        .where(RoleAssignment.programme_id == programme_id, Person.erased_at.is_(None))
        .order_by(Person.sort_key, Person.id, RoleAssignment.role)
    )  # fmt: skip
    for word in search_form(words).split():
        query = query.where(
            sa.or_(
                Person.search_words.contains(word, autoescape=True),
                Person.email.contains(word, autoescape=True),
                Organisation.search_words.contains(word, autoescape=True),
            )
        )
    return [Holder(**row._mapping) for row in db.session.execute(query)]


def list_traces(person_id: uuid.UUID) -> list[Activity]:
    """Return every trace a person has left or that speaks of them, the oldest first."""
    return list(
        db.session.scalars(
            sa.select(Activity)
            .where(sa.or_(Activity.actor_id == person_id, Activity.subject_id == person_id))
            .order_by(Activity.at, Activity.id)
        )
    )
