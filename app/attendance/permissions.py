"""Who may take attendance, and who may read it.

Attendance is evidence, so it is taken by those who answer for the event: its own trainers, and the organisers.
Whoever stands in at the door says so with one press and is then a trainer of the event, with a trace.
"""

import uuid
from collections.abc import Collection

from app.accounts.models import Role, SignedInPerson, User
from app.programmes.permissions import may_organise, may_read_evidence, may_teach


def may_take_attendance(user: User, programme_id: uuid.UUID, *, trainer_ids: Collection[uuid.UUID]) -> bool:
    """Allow the event's own trainers while they hold a role in the programme, and its organisers."""
    if may_organise(user, programme_id):
        return True
    return may_teach(user, programme_id) and isinstance(user, SignedInPerson) and user.id in trainer_ids


def may_stand_in(user: User, programme_id: uuid.UUID) -> bool:
    """Let a trainer of the programme take over an event; organisers need not, and auditors never do."""
    return user.has_role(Role.TRAINER, programme_id=programme_id)


def may_read_attendance(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme, its auditors too."""
    return may_read_evidence(user, programme_id)


def may_take_some_attendance(user: User) -> bool:
    """Allow trainers and organisers of any programme; each page asks again for its own event."""
    return user.is_administrator or user.has_role(Role.TRAINER, Role.ORGANISER)
