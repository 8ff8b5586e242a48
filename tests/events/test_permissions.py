"""Who may see drafts and who may plan."""

import uuid

import pytest

from app.accounts.models import HeldRole, Role, SignedInPerson, Visitor
from app.events.models import DeliveryState
from app.events.permissions import may_plan, may_see_delivery, may_see_plans

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()


def person(*roles: Role, programme_id=HERE, administrator=False) -> SignedInPerson:
    return SignedInPerson(
        id=uuid.uuid4(),
        first_name="Nataša",
        last_name="Hribar",
        email="natasa@example.org",
        locale="sl",
        is_administrator=administrator,
        roles=tuple(HeldRole(role, programme_id) for role in roles),
    )


PEOPLE = {
    "visitor": Visitor(),
    "participant": person(),
    "trainer": person(Role.TRAINER),
    "organiser": person(Role.ORGANISER),
    "auditor": person(Role.AUDITOR),
    "administrator": person(administrator=True),
    "stranger": person(Role.ORGANISER, programme_id=ELSEWHERE),
}


@pytest.mark.parametrize(
    ("name", "plans", "reads"),
    [
        ("visitor", False, False),
        ("participant", False, False),
        ("trainer", True, True),
        ("organiser", True, True),
        ("auditor", False, True),
        ("administrator", True, True),
        ("stranger", False, False),
    ],
)
def test_staff_of_the_programme_plan_and_auditors_read(name, plans, reads):
    user = PEOPLE[name]

    assert may_plan(user, HERE) is plans
    assert may_see_plans(user, HERE) is reads
    assert may_see_delivery(user, programme_id=HERE, state=DeliveryState.DRAFT) is reads
    assert may_see_delivery(user, programme_id=HERE, state=DeliveryState.CANCELLED)
