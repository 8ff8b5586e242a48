"""Municipalities of the official registers, partners and hosts."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.cli.demonstration.reading import read_rows, read_table
from app.kernel.database import db
from app.kernel.locales import search_form, sort_key
from app.organisations.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class Organisations:
    """The organisations by country and name; two towns of one name may lie in two countries."""

    by_name: dict[tuple[str, str], Organisation]

    def find(self, country: str, name: str) -> Organisation | None:
        return self.by_name.get((country, name))

    def in_programme(self, name: str) -> Organisation:
        """Return a municipality or partner of the programme, whose names are unambiguous."""
        return next(found for (_, known), found in self.by_name.items() if known == name)


def load_organisations() -> Organisations:
    """Add the whole registers, the partners, and whom the people work for."""
    organisations = [*_municipalities(), *_partners(), *_hosts()]
    by_name = {(organisation.country, organisation.name): organisation for organisation in organisations}
    db.session.add_all(by_name.values())
    db.session.flush()
    return Organisations(by_name)


def _municipalities() -> Iterable[Organisation]:
    for row in read_rows("municipalities"):
        yield _organisation(
            OrganisationKind.MUNICIPALITY,
            row["name"],
            country=row["country"],
            region=row["nuts3_name"],
            register_code=row["code"],
        )


def _partners() -> Iterable[Organisation]:
    for partner in read_table("programme")["partners"]:
        yield _organisation(
            OrganisationKind.PARTNER,
            partner["name"],
            country=partner["country"],
            region=partner["region"],
            address=f"{partner['street']}, {partner['post_code']} {partner['town']}",
        )


def _hosts() -> Iterable[Organisation]:
    partners = {partner["name"] for partner in read_table("programme")["partners"]}
    for row in read_rows("people"):
        if row["organisation"] and row["organisation"] not in partners:
            kind = OrganisationKind.HOST if row["role"] == "host" else OrganisationKind.OTHER
            yield _organisation(kind, row["organisation"], country=row["country"])


def _organisation(kind: OrganisationKind, name: str, **facts: str) -> Organisation:
    return Organisation(kind=kind, name=name, sort_key=sort_key(name), search_words=search_form(name), **facts)
