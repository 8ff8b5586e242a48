"""Everything that can be done with deliveries and events."""

from app.events.actions.deliveries import (
    cancel_delivery,
    change_delivery,
    copy_delivery,
    create_delivery,
    publish_delivery,
)
from app.events.actions.events import (
    cancel_event,
    change_event,
    copy_event,
    create_event,
    note_places,
    publish_event,
    set_trainers,
    stand_in,
)

__all__ = [
    "cancel_delivery",
    "cancel_event",
    "change_delivery",
    "change_event",
    "copy_delivery",
    "copy_event",
    "create_delivery",
    "create_event",
    "note_places",
    "publish_delivery",
    "publish_event",
    "set_trainers",
    "stand_in",
]
