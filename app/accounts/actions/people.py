"""Accounts of people and their roles."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.accounts.models import Person, Role, RoleAssignment
from app.accounts.queries import get_person, get_person_by_email
from app.accounts.rules import LastOrganiser, PersonUnknown, check_role, normal_email
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import search_form, sort_key
from app.kernel.queue import publish


def find_or_make_person(
    email: str,
    *,
    first_name: str,
    last_name: str,
    locale: str,
    at: datetime,
    organisation_id: uuid.UUID | None = None,
    job_title: str | None = None,
) -> Person:
    """Return the person of an address, as they are; make one if there is none, even if another does so at once."""
    address = normal_email(email)
    made_id = db.session.scalar(
        insert(Person)
        .values(
            email=address,
            locale=locale,
            organisation_id=organisation_id,
            job_title=job_title,
            session_stamp=_new_stamp(),
            created_at=at,
            **_name_columns(first_name, last_name),
        )
        .on_conflict_do_nothing(constraint="uq_person_email")
        .returning(Person.id)
    )
    person = get_person_by_email(address)
    if made_id:
        record(None, "made", person)
    return person


def invite(
    email: str,
    *,
    first_name: str,
    last_name: str,
    locale: str,
    at: datetime,
    by: uuid.UUID | None = None,
    is_administrator: bool = False,
) -> Person:
    """Make an account unless there is one, and have an invitation mailed; `by` None is the installation's command."""
    person = find_or_make_person(email, first_name=first_name, last_name=last_name, locale=locale, at=at)
    person.is_administrator = person.is_administrator or is_administrator
    record(by, "invited", person)
    publish("person.invited", person_id=person.id, invited_at=at.isoformat())
    return person


def change_profile(
    person_id: uuid.UUID,
    *,
    first_name: str,
    last_name: str,
    job_title: str | None,
    organisation_id: uuid.UUID | None,
    locale: str,
    by: uuid.UUID,
) -> None:
    """Write what a person says of themselves."""
    person = get_person(person_id)
    for column, value in _name_columns(first_name, last_name).items():
        setattr(person, column, value)
    person.job_title = job_title
    person.organisation_id = organisation_id
    person.locale = locale
    record(by, "changed", person)


def end_all_sessions(person_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Sign a person out of every browser."""
    person = get_person(person_id)
    person.session_stamp = _new_stamp()
    record(by, "ended_all_sessions", person)


def assign_role(
    person_id: uuid.UUID,
    role: Role,
    *,
    programme_id: uuid.UUID,
    organisation_id: uuid.UUID | None = None,
    by: uuid.UUID | None = None,
) -> None:
    """Give a person a role in a programme; a coordinator's municipality is the person's own unless another is named."""
    person = get_person(person_id)
    municipality_id = (organisation_id or person.organisation_id) if role is Role.COORDINATOR else None
    check_role(role, person_id=person_id, organisation_id=municipality_id)
    db.session.execute(
        insert(RoleAssignment)
        .values(person_id=person_id, programme_id=programme_id, role=role, organisation_id=municipality_id)
        .on_conflict_do_update(constraint="uq_role_assignment_once", set_={"organisation_id": municipality_id})
    )
    record(by, f"assigned_{role}", person)


@dataclass(frozen=True)
class Newcomer:
    """What an invitation needs beside the address."""

    first_name: str
    last_name: str
    locale: str


def give_role(
    email: str,
    role: Role,
    *,
    programme_id: uuid.UUID,
    organisation_id: uuid.UUID | None,
    newcomer: Newcomer | None,
    at: datetime,
    by: uuid.UUID,
) -> Person:
    """Give a role to the person of an address; somebody unknown is invited, if their name is given."""
    try:
        person = get_person_by_email(normal_email(email))
    except NotFound:
        if newcomer is None:
            raise PersonUnknown from None
        person = invite(email, **asdict(newcomer), at=at, by=by)
    assign_role(person.id, role, programme_id=programme_id, organisation_id=organisation_id, by=by)
    return person


def withdraw_role(person_id: uuid.UUID, role: Role, *, programme_id: uuid.UUID, by: uuid.UUID | None = None) -> bool:
    """Take a role in a programme back; False if the person did not hold it."""
    person = get_person(person_id)
    if role is Role.ORGANISER and by == person_id and not _has_other_organisers(programme_id, person_id):
        raise LastOrganiser
    held_id = db.session.scalar(
        sa.delete(RoleAssignment)
        .where(
            RoleAssignment.person_id == person_id,
            RoleAssignment.programme_id == programme_id,
            RoleAssignment.role == role,
        )
        .returning(RoleAssignment.id)
    )
    if held_id:
        record(by, f"withdrew_{role}", person)
    return held_id is not None


def _has_other_organisers(programme_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Tell whether others organise the programme; two who leave at once wait for each other."""
    found = db.session.scalars(
        sa.select(RoleAssignment.person_id)
        .where(RoleAssignment.programme_id == programme_id, RoleAssignment.role == Role.ORGANISER)
        .order_by(RoleAssignment.id)
        .with_for_update()
    )
    return any(other != person_id for other in found)


def _name_columns(first_name: str, last_name: str) -> dict[str, object]:
    return {
        "first_name": first_name,
        "last_name": last_name,
        "sort_key": sort_key(f"{last_name}, {first_name}"),
        "search_words": search_form(f"{first_name} {last_name}"),
    }


def _new_stamp() -> str:
    return secrets.token_urlsafe(16)
