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

    @property
    def label(self) -> str:
        """The name, and where it is: Sankt Veit is in Carinthia and in Styria."""
        places = ", ".join(filter(None, [self.region, self.country]))
        return f"{self.name} ({places})"


def list_municipalities_for_choice(only: str | None = None) -> list[OrganisationChoice]:
    """Return all municipalities in order of name, or `only` the one with this id if there is one."""
    return _list_for_choice(Organisation.kind == OrganisationKind.MUNICIPALITY, only)


def list_organisations_for_choice(only: str | None = None) -> list[OrganisationChoice]:
    """Return all organisations, municipalities and others, in order of name, or `only` the one with this id."""
    return _list_for_choice(sa.true(), only)


def _list_for_choice(condition: sa.ColumnElement[bool], only: str | None) -> list[OrganisationChoice]:
    try:
        is_wanted = sa.true() if only is None else Organisation.id == uuid.UUID(only)
    except ValueError:
        return []
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name, Organisation.country, Organisation.region)
        .where(condition, is_wanted)
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return [OrganisationChoice(*row) for row in rows]


def find_organisation(organisation_id: uuid.UUID) -> Organisation | None:
    """Return an organisation by its id."""
    return db.session.get(Organisation, organisation_id)
