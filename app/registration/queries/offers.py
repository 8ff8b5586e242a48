"""What one registers for: a delivery with its sessions, or an event that stands alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.courses.models import Module
from app.events.models import Event
from app.events.queries import EventRow, get_delivery_for_lists, get_event, get_event_row, list_events_of_delivery
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme


@dataclass(frozen=True)
class Offer:
    """A delivery, or a stand-alone event, as the desk sees it; its events are in order of time."""

    id: uuid.UUID
    delivery_id: uuid.UUID | None
    """None for a stand-alone event."""
    programme_id: uuid.UUID
    programme: Programme
    title: LocalizedText
    module: Module | None
    opens_at: datetime | None
    events: tuple[Event, ...]

    @property
    def address(self) -> dict[str, Any]:
        """Return how the addresses of its pages name it."""
        return {"delivery_id": self.id} if self.delivery_id else {"event_id": self.id}


def get_offer(*, delivery_id: uuid.UUID | None = None, event_id: uuid.UUID | None = None) -> Offer:
    """Return the delivery or the stand-alone event that is named; a session alone is nothing to register for."""
    if delivery_id is not None:
        return _of_delivery(delivery_id)
    if event_id is not None:
        return _of_event(event_id)
    raise NotFound


def list_event_rows(offer: Offer) -> list[EventRow]:
    """Return the events of an offer as the calendar shows them, in order of time."""
    return list_events_of_delivery(offer.id) if offer.delivery_id else [get_event_row(offer.id)]


def _of_delivery(delivery_id: uuid.UUID) -> Offer:
    delivery = get_delivery_for_lists(delivery_id)
    return Offer(
        id=delivery.id,
        delivery_id=delivery.id,
        programme_id=delivery.programme_id,
        programme=delivery.programme,
        title=delivery.title,
        module=delivery.module,
        opens_at=delivery.opens_at,
        events=tuple(delivery.events),
    )


def _of_event(event_id: uuid.UUID) -> Offer:
    event = get_event(event_id)
    if event.delivery_id:
        raise NotFound
    return Offer(
        id=event.id,
        delivery_id=None,
        programme_id=event.programme_id,
        programme=event.programme,
        title=event.title,
        module=None,
        opens_at=event.opens_at,
        events=(event,),
    )
