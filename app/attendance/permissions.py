"""Who may take attendance, and who may read it."""

import uuid

from app.accounts.models import Role, User
from app.programmes.permissions import may_read_evidence, may_teach


def may_take_attendance(user: User, programme_id: uuid.UUID) -> bool:
    """Allow trainers and organisers of the programme."""
    return may_teach(user, programme_id)


def may_read_attendance(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme, its auditors too."""
    return may_read_evidence(user, programme_id)


def may_take_some_attendance(user: User) -> bool:
    """Allow trainers and organisers of any programme; each page asks again for its own."""
    return user.is_administrator or user.has_role(Role.TRAINER, Role.ORGANISER)
