"""What organisers do with one registration or many: confirm, put on the waiting list, decline, withdraw.

`event_ids` names the sessions that are meant; none means all of the registration's. Each action returns how many
places it changed, and tells each person once.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.registration.actions.places import change_state, lock_places, promote_waiting, settle, tell
from app.registration.models import Place, PlaceState
from app.registration.rules import EventIsFull, PlacesAreFree, holds_a_place, is_active


@dataclass(frozen=True)
class Selection:
    """The registrations, and the sessions of them, that an organiser chose."""

    registration_ids: tuple[uuid.UUID, ...]
    event_ids: tuple[uuid.UUID, ...] = ()


def confirm(selection: Selection, *, actor_id: uuid.UUID, at: datetime) -> int:
    """Confirm people as far as places are free, in the order in which they came; the others wait.

    Raise EventIsFull if one person was chosen and there is no place.
    """
    changed = []
    places = lock_places(selection.registration_ids, selection.event_ids)
    for place in places:
        if holds_a_place(place.state) or place.state is PlaceState.CANCELLED:
            continue
        counts = promote_waiting(place.event, at=at)
        if holds_a_place(place.state):
            continue
        if counts.free > 0:
            change_state(place, PlaceState.CONFIRMED, at=at, actor_id=actor_id, verb="place.confirmed")
            changed.append(place)
        elif place.state is not PlaceState.WAITING:
            place.queue_number = counts.last_number + 1
            change_state(place, PlaceState.WAITING, at=at, actor_id=actor_id, verb="place.waiting")
            changed.append(place)
    if not changed and len(selection.registration_ids) == 1 and any(not holds_a_place(place.state) for place in places):
        raise EventIsFull(capacity=places[0].event.capacity)
    return _finish(changed, "registration.decided", at=at)


def put_on_waiting_list(selection: Selection, *, actor_id: uuid.UUID, at: datetime) -> int:
    """Let people wait at the end of the queue; whoever waits longest takes their places at once.

    Raise PlacesAreFree if nobody else waits, since nobody waits beside a free place.
    """
    changed = []
    for place in lock_places(selection.registration_ids, selection.event_ids):
        if place.state is PlaceState.WAITING or not is_active(place.state):
            continue
        counts = promote_waiting(place.event, at=at)
        place.queue_number = counts.last_number + 1
        change_state(place, PlaceState.WAITING, at=at, actor_id=actor_id, verb="place.waiting")
        changed.append(place)
    count = _finish(changed, "registration.decided", at=at)
    if any(place.state is PlaceState.CONFIRMED for place in changed):
        raise PlacesAreFree
    return count


def decline(selection: Selection, *, reason: str | None, actor_id: uuid.UUID, at: datetime) -> int:
    """Turn people down, with the reason they are told."""
    return _end(selection, PlaceState.DECLINED, reason=reason, actor_id=actor_id, at=at)


def withdraw_for(selection: Selection, *, reason: str | None, actor_id: uuid.UUID, at: datetime) -> int:
    """Take people off, with the reason they are told; also after the beginning."""
    return _end(selection, PlaceState.WITHDRAWN, reason=reason, actor_id=actor_id, at=at)


def _end(selection: Selection, state: PlaceState, *, reason: str | None, actor_id: uuid.UUID, at: datetime) -> int:
    changed = [
        place for place in lock_places(selection.registration_ids, selection.event_ids) if is_active(place.state)
    ]
    for place in changed:
        change_state(place, state, at=at, actor_id=actor_id, verb=f"place.{state}", reason=reason)
    return _finish(changed, f"registration.{state}", at=at)


def _finish(changed: Collection[Place], topic: str, *, at: datetime) -> int:
    settle(changed, at=at)
    for registration_id in sorted({place.registration_id for place in changed}):
        tell(topic, registration_id, at=at)
    return len(changed)
