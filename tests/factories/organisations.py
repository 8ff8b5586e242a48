"""Organisations with valid defaults."""

from itertools import count

from app.kernel.database import db
from app.kernel.locales import search_form, sort_key
from app.organisations.models import Organisation, OrganisationKind

numbers = count(1)


def make_organisation(name: str = "Kranj", **facts: object) -> Organisation:
    number = next(numbers)
    organisation = Organisation(
        **{
            "kind": OrganisationKind.MUNICIPALITY,
            "name": name,
            "sort_key": sort_key(name),
            "search_words": search_form(name),
            "country": "SI",
            "region": "Gorenjska",
            "register_code": f"{number:05}",
            **facts,
        }
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation
