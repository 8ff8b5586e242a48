"""Who may write to the people in a list."""

import uuid

from app.accounts.models import Role, User
from app.programmes.permissions import may_organise


def may_write_to_people(user: User, programme_id: uuid.UUID) -> bool:
    """Allow the organisers of the programme."""
    return may_organise(user, programme_id)


def may_write_to_some_people(user: User) -> bool:
    """Allow organisers of any programme; each page asks again for its own."""
    return user.is_administrator or user.has_role(Role.ORGANISER)
