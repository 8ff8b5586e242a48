"""A person gives places back."""

import uuid
from collections.abc import Collection
from datetime import datetime

from app.kernel.errors import NotFound
from app.registration.actions.places import change_state, lock_places, settle, tell
from app.registration.models import PlaceState
from app.registration.rules import WithdrawalTooLate, is_active, may_still_withdraw


def withdraw(
    registration_id: uuid.UUID,
    event_ids: Collection[uuid.UUID] = (),
    *,
    actor_id: uuid.UUID | None,
    at: datetime,
) -> int:
    """Give back the places at the named events, or all that are still to come; return how many were.

    Whoever waits longest moves up at once. Raise WithdrawalTooLate if an event that was named, or every one, has
    begun. Asked a second time it changes nothing.
    """
    places = lock_places([registration_id], event_ids)
    if not places:
        raise NotFound
    active = [place for place in places if is_active(place.state)]
    leaving = [
        place for place in active if may_still_withdraw(state=place.state, starts_at=place.event.starts_at, at=at)
    ]
    if active and (not leaving or (event_ids and len(leaving) < len(active))):
        raise WithdrawalTooLate
    for place in leaving:
        change_state(place, PlaceState.WITHDRAWN, at=at, actor_id=actor_id, verb="place.withdrawn")
    settle(leaving, at=at)
    if leaving:
        tell("registration.withdrawn", registration_id, at=at)
    return len(leaving)
