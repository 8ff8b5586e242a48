"""What we know of people."""

import uuid

import sqlalchemy as sa

from app.accounts.models import HeldRole, Person, Role, RoleAssignment, SignedInPerson
from app.kernel.database import db


def find_signed_in_person(session_key: str) -> SignedInPerson | None:
    """Return who a browser's session belongs to, with roles; None if the session was ended."""
    person_id, _, stamp = session_key.partition(":")
    held = sa.func.coalesce(
        sa.func.jsonb_agg(
            sa.func.jsonb_build_array(RoleAssignment.role, RoleAssignment.programme_id, RoleAssignment.organisation_id)
        ).filter(RoleAssignment.id.is_not(None)),
        sa.text("'[]'::jsonb"),
    )
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


def _held_role(role: str, programme_id: str, organisation_id: str | None) -> HeldRole:
    return HeldRole(Role(role), uuid.UUID(programme_id), uuid.UUID(organisation_id) if organisation_id else None)


def _uuid_or_nothing(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
