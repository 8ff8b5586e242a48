"""Who may see and write modules, and who keeps a reading record."""

import uuid

from app.accounts.models import User
from app.courses.models import ModuleState
from app.programmes.permissions import may_read_evidence, may_see_staff_pages, may_teach


def may_see_module(user: User, *, programme_id: uuid.UUID, state: ModuleState) -> bool:
    """Show drafts to those who work in the programme, and everything else to everybody."""
    return state is not ModuleState.DRAFT or may_read_evidence(user, programme_id)


def may_use_steps(user: User, *, programme_id: uuid.UUID, state: ModuleState) -> bool:
    """Keep the content of drafts and of announced modules to those who work in the programme."""
    return state in (ModuleState.PUBLISHED, ModuleState.CLOSED) or may_read_evidence(user, programme_id)


def may_keep_progress(user: User) -> bool:
    """Allow whoever has signed in: a reading mark belongs to a person."""
    return user.is_authenticated


def may_read_section(user: User, *, programme_id: uuid.UUID, is_published: bool) -> bool:
    """Let drafts of the handbook be marked only by those who can read them."""
    return is_published or may_read_evidence(user, programme_id)


def may_see_desk(user: User) -> bool:
    """Open the modules' desk to staff; each module asks again for its own programme."""
    return may_see_staff_pages(user)


def may_see_drafts(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme to look; auditors change nothing."""
    return may_read_evidence(user, programme_id)


def may_edit_modules(user: User, programme_id: uuid.UUID) -> bool:
    """Allow the trainers and organisers of the programme."""
    return may_teach(user, programme_id)
