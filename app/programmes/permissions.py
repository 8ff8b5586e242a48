"""Who may work in a programme.

An administrator may whatever an organiser may, in every programme.
"""

import uuid

from app.accounts.models import Role, User

STAFF = (Role.ORGANISER, Role.TRAINER, Role.AUDITOR)


def may_see_staff_pages(user: User) -> bool:
    """Allow who works in any programme; each page asks again for its own."""
    return user.is_administrator or user.has_role(*STAFF)


def may_set_up(user: User) -> bool:
    """Allow administrators, who create programmes, and organisers, who describe their own."""
    return user.is_administrator or user.has_role(Role.ORGANISER)


def may_create_programmes(user: User) -> bool:
    """Allow administrators."""
    return user.is_administrator


def may_organise(user: User, programme_id: uuid.UUID) -> bool:
    """Allow the organisers of the programme."""
    return user.is_administrator or user.has_role(Role.ORGANISER, programme_id=programme_id)


def may_teach(user: User, programme_id: uuid.UUID) -> bool:
    """Allow the trainers and organisers of the programme: texts, modules, attendance, certificates."""
    return user.is_administrator or user.has_role(Role.TRAINER, Role.ORGANISER, programme_id=programme_id)


def may_read_evidence(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme; auditors read what organisers read, and change nothing."""
    return user.is_administrator or user.has_role(*STAFF, programme_id=programme_id)
