"""Who may issue certificates, and who may read them."""

import uuid

from app.accounts.models import User
from app.programmes.permissions import may_read_evidence, may_teach


def may_issue(user: User, programme_id: uuid.UUID) -> bool:
    """Allow trainers and organisers of the programme."""
    return may_teach(user, programme_id)


def may_see_certificates(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme, and its auditors."""
    return may_read_evidence(user, programme_id)


def may_download(user: User, *, owner_id: uuid.UUID, programme_id: uuid.UUID) -> bool:
    """Allow the person it was issued to, and whoever works in the programme."""
    return getattr(user, "id", None) == owner_id or may_read_evidence(user, programme_id)
