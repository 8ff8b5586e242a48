"""Adding organisations that stand in no register."""

import uuid

from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import search_form, sort_key
from app.organisations.models import Organisation, OrganisationKind


def add_organisation(
    name: str, *, kind: OrganisationKind, country: str, region: str | None, address: str | None, actor_id: uuid.UUID
) -> Organisation:
    """Add an organisation under its official name."""
    organisation = Organisation(
        kind=kind,
        name=name,
        sort_key=sort_key(name),
        search_words=search_form(name),
        country=country,
        region=region,
        address=address,
    )
    db.session.add(organisation)
    record(actor_id, "added", organisation)
    return organisation
