"""Who takes attendance, who may stand in, and who reads."""

import uuid

import pytest

from app.accounts.models import HeldRole, Role, SignedInPerson, Visitor
from app.attendance.permissions import may_read_attendance, may_stand_in, may_take_attendance

HERE, ELSEWHERE, ONESELF = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


def person(*roles: Role, programme_id=HERE, administrator=False) -> SignedInPerson:
    return SignedInPerson(
        id=ONESELF,
        first_name="Nataša",
        last_name="Hribar",
        email="natasa@example.org",
        locale="sl",
        is_administrator=administrator,
        roles=tuple(HeldRole(role, programme_id) for role in roles),
    )


CASES = {
    # user, is named as a trainer of the event: takes, may stand in, reads
    "visitor": (Visitor(), False, False, False, False),
    "participant": (person(), False, False, False, False),
    "own trainer": (person(Role.TRAINER), True, True, True, True),
    "other trainer": (person(Role.TRAINER), False, False, True, True),
    "organiser": (person(Role.ORGANISER), False, True, False, True),
    "auditor": (person(Role.AUDITOR), False, False, False, True),
    "auditor who is named": (person(Role.AUDITOR), True, False, False, True),
    "trainer who lost the role": (person(), True, False, False, False),
    "administrator": (person(administrator=True), False, True, False, True),
    "trainer elsewhere": (person(Role.TRAINER, programme_id=ELSEWHERE), True, False, False, False),
}


@pytest.mark.parametrize(("user", "is_named", "takes", "stands_in", "reads"), CASES.values(), ids=CASES)
def test_attendance_is_taken_by_the_events_trainers_and_the_organisers(user, is_named, takes, stands_in, reads):
    trainer_ids = [ONESELF] if is_named else [uuid.uuid4()]

    assert may_take_attendance(user, HERE, trainer_ids=trainer_ids) is takes
    assert may_stand_in(user, HERE) is stands_in
    assert may_read_attendance(user, HERE) is reads
