"""What happens to an itinerary without anybody asking."""

import uuid

from app.events.models import EventKind
from app.events.queries import get_event
from app.kernel.queue import handles
from app.visits import actions


@handles("event.copied")
def copy_itinerary(source_id: uuid.UUID, event_id: uuid.UUID) -> None:
    """Take the itinerary along when a study visit is copied."""
    if get_event(event_id).kind is EventKind.STUDY_VISIT:
        actions.copy_itinerary(source_id, event_id)
