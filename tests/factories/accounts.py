"""People and roles with valid defaults."""

from itertools import count

from app.accounts.models import Person, Role, RoleAssignment
from app.kernel.database import db
from app.kernel.locales import search_form, sort_key

numbers = count(1)


def make_person(first_name: str = "Nataša", last_name: str = "Hribar", **facts: object) -> Person:
    number = next(numbers)
    person = Person(
        **{
            "email": f"person{number}@example.org",
            "first_name": first_name,
            "last_name": last_name,
            "sort_key": sort_key(f"{last_name}, {first_name}"),
            "search_words": search_form(f"{first_name} {last_name}"),
            "locale": "en",
            "session_stamp": f"stamp{number}",
            **facts,
        }
    )
    db.session.add(person)
    db.session.flush()
    return person


def make_role(person: Person, role: Role, programme, **facts: object) -> RoleAssignment:
    if role is Role.COORDINATOR and "organisation_id" not in facts:
        facts["organisation_id"] = person.organisation_id
    assignment = RoleAssignment(person_id=person.id, programme_id=programme.id, role=role, **facts)
    db.session.add(assignment)
    db.session.flush()
    return assignment
