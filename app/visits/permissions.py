"""Who may see study visits and plan their itineraries."""

import uuid

from app.accounts.models import User
from app.events import permissions as events
from app.events.models import DeliveryState


def may_see_visit(user: User, *, programme_id: uuid.UUID, state: DeliveryState) -> bool:
    """Show drafts to those who work in the programme, and everything else to everybody."""
    return events.may_see_delivery(user, programme_id=programme_id, state=state)


def may_see_itinerary_plan(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever works in the programme to see how an itinerary is being planned."""
    return events.may_see_plans(user, programme_id)


def may_change_itinerary(user: User, programme_id: uuid.UUID) -> bool:
    """Allow whoever plans the programme's events."""
    return events.may_plan(user, programme_id)
