"""Invented people with their roles."""

import secrets

from app.accounts.models import Person, Role, RoleAssignment
from app.cli.demonstration.organisations import Organisations
from app.cli.demonstration.reading import read_rows
from app.kernel.database import db
from app.kernel.locales import search_form, sort_key
from app.programmes.models import Programme

People = dict[str, Person]
"""People by their address before "@example.org"."""


def load_people(programme: Programme, organisations: Organisations) -> People:
    """Add the people and give them their roles; hosts and interpreters have none."""
    people: People = {}
    for row in read_rows("people"):
        name = row["email"].partition("@")[0]
        people[name] = _person(row, organisations)
    db.session.add_all(people.values())
    db.session.flush()
    for row in read_rows("people"):
        if row["role"] in set(Role):
            _add_role(people[row["email"].partition("@")[0]], Role(row["role"]), programme)
    return people


def _person(row: dict[str, str], organisations: Organisations) -> Person:
    organisation = organisations.find(row["country"], row["municipality"] or row["organisation"])
    return Person(
        email=row["email"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        sort_key=sort_key(f"{row['last_name']}, {row['first_name']}"),
        search_words=search_form(f"{row['first_name']} {row['last_name']}"),
        locale=row["locale"],
        organisation_id=organisation.id if organisation else None,
        job_title=row["job_title"],
        is_administrator=row["role"] == "administrator",
        session_stamp=secrets.token_urlsafe(16),
    )


def _add_role(person: Person, role: Role, programme: Programme) -> None:
    town = person.organisation_id if role is Role.COORDINATOR else None
    db.session.add(RoleAssignment(person_id=person.id, programme_id=programme.id, role=role, organisation_id=town))
