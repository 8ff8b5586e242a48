"""Invented people with their roles."""

from datetime import datetime

from app.accounts.actions import assign_role, find_or_make_person
from app.accounts.models import Person, Role
from app.cli.demonstration.organisations import Organisations
from app.cli.demonstration.reading import read_rows
from app.programmes.models import Programme

People = dict[str, Person]
"""People by their address before "@example.org"."""


def load_people(programme: Programme, organisations: Organisations, *, at: datetime) -> People:
    """Add the people and give them their roles; hosts and interpreters have none."""
    people: People = {}
    for row in read_rows("people"):
        organisation = organisations.find(row["country"], row["municipality"] or row["organisation"])
        person = find_or_make_person(
            row["email"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            locale=row["locale"],
            at=at,
            organisation_id=organisation.id if organisation else None,
            job_title=row["job_title"],
        )
        person.is_administrator = row["role"] == "administrator"
        if row["role"] in set(Role):
            assign_role(person.id, Role(row["role"]), programme_id=programme.id)
        people[row["email"].partition("@")[0]] = person
    return people
