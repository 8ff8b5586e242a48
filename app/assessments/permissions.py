"""Who may take quizzes, look at attempts, and write questions.

Knowledge is public, so whoever has signed in may take an open quiz; it counts for a certificate only with a
registration, which stands above this feature.
"""

import uuid

from app.accounts.models import User
from app.programmes.permissions import may_read_evidence, may_see_staff_pages, may_teach


def may_take_quizzes(user: User) -> bool:
    """Allow whoever has signed in: a result belongs to a person."""
    return user.is_authenticated


def may_see_quiz(user: User, *, programme_id: uuid.UUID, is_open: bool) -> bool:
    """Show quizzes that are not open yet only to those who work in the programme."""
    return is_open or may_read_evidence(user, programme_id)


def may_see_attempt(user: User, *, person_id: uuid.UUID, programme_id: uuid.UUID) -> bool:
    """Show an attempt to the person who made it and to those who work in the programme."""
    is_own = user.is_authenticated and getattr(user, "id", None) == person_id
    return is_own or may_read_evidence(user, programme_id)


def may_write_quizzes(user: User) -> bool:
    """Open the editor to staff; each quiz asks again for its own programme."""
    return may_see_staff_pages(user)


def may_edit_quiz(user: User, programme_id: uuid.UUID) -> bool:
    """Allow the trainers and organisers of the programme."""
    return may_teach(user, programme_id)
