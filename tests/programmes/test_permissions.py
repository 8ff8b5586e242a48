"""Who may work in a programme: every role against every permission, in the own programme and in another."""

import uuid

import pytest

from app.accounts.models import HeldRole, Role, SignedInPerson, Visitor
from app.programmes.permissions import may_organise, may_read_evidence, may_see_staff_pages, may_teach

OURS, ANOTHER = uuid.uuid4(), uuid.uuid4()


def person(*roles: Role, administrator: bool = False) -> SignedInPerson:
    return SignedInPerson(
        id=uuid.uuid4(),
        first_name="Nataša",
        last_name="Hribar",
        email="natasa@example.org",
        locale="sl",
        is_administrator=administrator,
        roles=tuple(HeldRole(role, OURS) for role in roles),
    )


PEOPLE = {
    "visitor": Visitor(),
    "participant": person(),
    "coordinator": person(Role.COORDINATOR),
    "trainer": person(Role.TRAINER),
    "organiser": person(Role.ORGANISER),
    "auditor": person(Role.AUDITOR),
    "administrator": person(administrator=True),
}
ALLOWED = {
    may_organise: {"organiser", "administrator"},
    may_teach: {"trainer", "organiser", "administrator"},
    may_read_evidence: {"trainer", "organiser", "auditor", "administrator"},
}


@pytest.mark.parametrize("may", ALLOWED, ids=lambda may: may.__name__)
def test_a_role_counts_in_its_own_programme_only(may):
    assert {name for name, user in PEOPLE.items() if may(user, OURS)} == ALLOWED[may]
    assert {name for name, user in PEOPLE.items() if may(user, ANOTHER)} == {"administrator"}


def test_whoever_works_in_some_programme_sees_the_staff_pages():
    assert {name for name, user in PEOPLE.items() if may_see_staff_pages(user)} == {
        "trainer",
        "organiser",
        "auditor",
        "administrator",
    }
