"""Who reads drafts of the handbook, and who writes it."""

import uuid

import pytest

from app.accounts.models import HeldRole, Role, SignedInPerson, Visitor
from app.handbook.permissions import (
    may_read_chapter,
    may_see_handbook_desk,
    may_write_handbook,
    may_write_some_handbook,
)

PROGRAMME = uuid.uuid4()
OTHER = uuid.uuid4()


def person(*roles: Role, programme_id=PROGRAMME, administrator: bool = False) -> SignedInPerson:
    held = tuple(HeldRole(role, programme_id) for role in roles)
    return SignedInPerson(uuid.uuid4(), "Nataša", "Hribar", "n@example.org", "sl", administrator, held)


@pytest.mark.parametrize(
    ("user", "drafts", "desk", "writes"),
    [
        (Visitor(), False, False, False),
        (person(), False, False, False),
        (person(Role.COORDINATOR), False, False, False),
        (person(Role.AUDITOR), True, True, False),
        (person(Role.TRAINER), True, True, True),
        (person(Role.ORGANISER), True, True, True),
        (person(Role.ORGANISER, programme_id=OTHER), False, True, False),
        (person(administrator=True), True, True, True),
    ],
)
def test_staff_read_drafts_and_trainers_and_organisers_write(user, drafts, desk, writes):
    assert may_read_chapter(user, PROGRAMME, is_published=True)
    assert may_read_chapter(user, PROGRAMME, is_published=False) is drafts
    assert may_see_handbook_desk(user) is desk
    assert may_write_handbook(user, PROGRAMME) is writes


@pytest.mark.parametrize(
    ("user", "writes"),
    [
        (Visitor(), False),
        (person(Role.AUDITOR), False),
        (person(Role.TRAINER, programme_id=OTHER), True),
        (person(administrator=True), True),
    ],
)
def test_the_import_opens_to_who_writes_in_any_programme(user, writes):
    assert may_write_some_handbook(user) is writes
