"""Who sees which session days."""

import uuid

from app.accounts.models import Role, User
from app.programmes.permissions import may_read_evidence


def may_see_session_day(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme; a trainer may stand in for another."""
    return may_read_evidence(user, programme_id)


def sees_own_sessions_only(user: User, programme_id: uuid.UUID) -> bool:
    """Tell whether the list is narrowed to the sessions the user teaches."""
    if user.is_administrator:
        return False
    return not user.has_role(Role.ORGANISER, Role.AUDITOR, programme_id=programme_id)
