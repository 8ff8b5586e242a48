"""What we know of organisations."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.database import db
from app.organisations.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class OrganisationChoice:
    """An organisation as one chooses it from a list."""

    id: uuid.UUID
    name: str
    country: str
    region: str | None


def list_municipalities_for_choice() -> list[OrganisationChoice]:
    """Return all municipalities in order of name."""
    return _list_for_choice(Organisation.kind == OrganisationKind.MUNICIPALITY)


def list_organisations_for_choice() -> list[OrganisationChoice]:
    """Return all organisations, municipalities and others, in order of name."""
    return _list_for_choice(sa.true())


def _list_for_choice(condition: sa.ColumnElement[bool]) -> list[OrganisationChoice]:
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name, Organisation.country, Organisation.region)
        .where(condition)
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return [OrganisationChoice(*row) for row in rows]


def find_organisation(organisation_id: uuid.UUID) -> Organisation | None:
    """Return an organisation by its id."""
    return db.session.get(Organisation, organisation_id)
