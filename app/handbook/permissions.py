"""Who may read drafts of the handbook, and who may write it."""

import uuid

from app.accounts.models import User
from app.programmes.permissions import may_read_evidence, may_see_staff_pages, may_teach


def may_read_chapter(user: User, programme_id: uuid.UUID, is_published: bool) -> bool:
    """Allow everybody to read what is published, and drafts to whoever works in the programme."""
    return is_published or may_read_drafts(user, programme_id)


def may_read_drafts(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme."""
    return may_read_evidence(user, programme_id)


def may_see_handbook_desk(user: User) -> bool:
    """Allow who works in any programme; the desk asks again for its own."""
    return may_see_staff_pages(user)


def may_write_some_handbook(user: User) -> bool:
    """Allow who may write in any programme; each page asks again for its own."""
    return user.is_administrator or any(may_write_handbook(user, held.programme_id) for held in user.roles)


def may_write_handbook(user: User, programme_id: uuid.UUID) -> bool:
    """Allow trainers and organisers of the programme to import and to publish."""
    return may_teach(user, programme_id)


def may_keep_notes(user: User) -> bool:
    """Allow whoever has signed in: notes belong to a person, and nobody else sees them."""
    return user.is_authenticated
