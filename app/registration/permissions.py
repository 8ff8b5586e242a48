"""Who may see and change registrations.

A coordinator sees the people of the own municipality, and changes nothing.
"""

import uuid

from app.accounts.models import Role, SignedInPerson, User
from app.programmes.permissions import may_organise, may_read_evidence


def may_see_registrations(user: User, programme_id: uuid.UUID) -> bool:
    """Allow staff of the programme, and coordinators for their own people."""
    return may_read_evidence(user, programme_id) or user.has_role(Role.COORDINATOR, programme_id=programme_id)


def may_see_some_registrations(user: User) -> bool:
    """Allow whoever may see registrations of any programme; each page asks again for its own."""
    return user.is_administrator or user.has_role(*Role)


def may_manage_registrations(user: User, programme_id: uuid.UUID) -> bool:
    """Allow organisers to confirm, decline, move and withdraw."""
    return may_organise(user, programme_id)


def may_manage_some_registrations(user: User) -> bool:
    """Allow organisers of any programme; each page asks again for its own."""
    return user.is_administrator or user.has_role(Role.ORGANISER)


def organisations_visible_to(user: User, programme_id: uuid.UUID) -> frozenset[uuid.UUID] | None:
    """Return the organisations whose people the user may see; None means all."""
    if may_read_evidence(user, programme_id):
        return None
    return frozenset(
        held.organisation_id
        for held in user.roles
        if held.role is Role.COORDINATOR and held.programme_id == programme_id and held.organisation_id
    )


def may_see_registration(user: User, person_id: uuid.UUID) -> bool:
    """Allow a person to see the own registration."""
    return isinstance(user, SignedInPerson) and user.id == person_id
