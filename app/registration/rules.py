"""What is decided about places: who gets one, who waits, and until when one may leave."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.events.rules import Booking
from app.events.rules.lines import why_not
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext, ngettext
from app.registration.models import HOLDS_A_PLACE, IS_ACTIVE, PlaceState

MOST_BULK = 200
"""So many registrations are changed by one press."""


@dataclass(frozen=True)
class Counts:
    """How an event's places stand, counted under its lock."""

    capacity: int
    taken: int = 0
    waiting: int = 0
    last_number: int = 0

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True)
class BulkPlan:
    """What a press would do, said before it: how many are confirmed, how many would wait."""

    confirmed: int
    waiting: int
    unchanged: int


class NotOpen(RuleBroken):
    """Registration has not begun, is over, or the event itself is over or called off."""

    def __init__(self, booking: Booking, *, opens_at: datetime | None = None) -> None:
        self.booking, self.opens_at = booking, opens_at

    def explain(self) -> str:
        return why_not(self.booking, opens_at=self.opens_at)


class ByInvitation(RuleBroken):
    """Only people whom an organiser invites come here."""

    def explain(self) -> str:
        return why_not(Booking.BY_INVITATION, opens_at=None)


class AlreadyRegistered(RuleBroken):
    """The person holds or waits for every place that was asked for."""

    def __init__(self, person_id: uuid.UUID) -> None:
        self.person_id = person_id

    def explain(self) -> str:
        return gettext("You are registered already.")


class NothingChosen(RuleBroken):
    """A registration needs at least one session."""

    def explain(self) -> str:
        return gettext("Choose at least one session.")


class EventIsFull(RuleBroken):
    """An organiser wants to confirm somebody, but every place is held."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity

    def explain(self) -> str:
        return ngettext(
            "The only place is taken. Raise the capacity or free it first.",
            "All %(num)d places are taken. Raise the capacity or free a place first.",
            self.capacity,
        )


class PlacesAreFree(RuleBroken):
    """Nobody is made to wait while a place is free."""

    def explain(self) -> str:
        return gettext("A place is free, and nobody else waits for it. So nobody can be put on the waiting list.")


class WithdrawalTooLate(RuleBroken):
    """The event has begun."""

    def explain(self) -> str:
        return gettext("The session has begun. One can withdraw until its beginning.")


def decide_place(*, booking: Booking, free: int, waiting: int, is_invited: bool = False) -> PlaceState:
    """Decide between a confirmed place and the waiting list; raise ByInvitation or NotOpen.

    Those who wait come first: a place that is free while somebody waits is theirs.
    """
    if booking is Booking.BY_INVITATION and not is_invited:
        raise ByInvitation
    if booking not in {Booking.OPEN, Booking.WAITING_LIST, Booking.BY_INVITATION}:
        raise NotOpen(booking)
    return PlaceState.CONFIRMED if free > 0 and waiting == 0 else PlaceState.WAITING


def decide_move(*, free: int, waiting: int) -> PlaceState:
    """Decide how somebody stands whom an organiser moves here: behind those who wait already."""
    return PlaceState.CONFIRMED if free > 0 and waiting == 0 else PlaceState.WAITING


def count_promotions(*, capacity: int, taken: int, waiting: int) -> int:
    """Decide how many of those who wait move up now."""
    return max(0, min(capacity - taken, waiting))


def is_active(state: PlaceState) -> bool:
    """Tell whether a person still takes part or wants to."""
    return state in IS_ACTIVE


def holds_a_place(state: PlaceState) -> bool:
    """Tell whether one of the event's places is held."""
    return state in HOLDS_A_PLACE


def may_still_withdraw(*, state: PlaceState, starts_at: datetime, at: datetime) -> bool:
    """Decide whether a person may give a place back: as long as the event has not begun."""
    return is_active(state) and at < starts_at


def overall_state(states: Sequence[PlaceState]) -> PlaceState:
    """Return the one state that says most about a registration: what is still open before what is settled."""
    for state in OVERALL_ORDER:
        if state in states:
            return state
    return PlaceState.WITHDRAWN


OVERALL_ORDER = (
    PlaceState.REQUESTED,
    PlaceState.OFFERED,
    PlaceState.WAITING,
    PlaceState.CONFIRMED,
    PlaceState.DECLINED,
    PlaceState.CANCELLED,
    PlaceState.WITHDRAWN,
)


def plan_confirmations(states: Sequence[PlaceState], *, counts: Counts) -> BulkPlan:
    """Say what confirming people of one event would do, without doing it."""
    unchanged = sum(holds_a_place(state) for state in states)
    wanted = len(states) - unchanged
    queue_of_others = counts.waiting - states.count(PlaceState.WAITING)
    confirmed = 0 if queue_of_others > 0 else min(wanted, counts.free)
    return BulkPlan(confirmed=confirmed, waiting=wanted - confirmed, unchanged=unchanged)
