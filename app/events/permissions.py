"""Who may see, plan and change deliveries and events.

Trainers plan their own sessions, so whoever teaches in a programme may plan in it.
"""

import uuid

from app.accounts.models import User
from app.events.models import DeliveryState
from app.programmes.permissions import may_read_evidence, may_teach

HIDDEN = (DeliveryState.DRAFT,)


def may_see_delivery(user: User, *, programme_id: uuid.UUID, state: DeliveryState) -> bool:
    """Show drafts to those who work in the programme, and everything else to everybody."""
    return state not in HIDDEN or may_read_evidence(user, programme_id)


def may_plan(user: User, programme_id: uuid.UUID) -> bool:
    """Allow organisers and trainers of the programme to plan deliveries and events."""
    return may_teach(user, programme_id)


def may_see_plans(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme to see its deliveries, drafts included."""
    return may_read_evidence(user, programme_id)
