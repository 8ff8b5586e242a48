"""What is decided about deliveries and events: whether one may book, and what may be changed."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.events.models import Audience, DeliveryState, EventKind
from app.kernel.errors import RuleBroken
from app.kernel.i18n import current_locale, format_datetime, gettext, ngettext
from app.kernel.locales import LocalizedText

ZONES = (
    "Europe/Ljubljana",
    "Europe/Vienna",
    "Europe/Stockholm",
    "Europe/Berlin",
    "Europe/Rome",
    "Europe/Zagreb",
    "Europe/Budapest",
    "Europe/Helsinki",
)
"""Zones of venues, the home ones first; all of them change their clocks by the rule of the EU."""
COUNTRIES = ("SI", "AT", "SE", "DE", "IT", "HR", "HU", "FI")
FEW_PLACES = 3
COPIED_EVENT_IS_LATER = timedelta(weeks=1)


class Booking(StrEnum):
    """Whether one may register now, and if not, why."""

    OPEN = "open"
    WAITING_LIST = "waiting_list"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    BY_INVITATION = "by_invitation"
    CANCELLED = "cancelled"
    PAST = "past"


TAKES_REGISTRATIONS = (Booking.OPEN, Booking.WAITING_LIST)


@dataclass(frozen=True)
class DeliveryFacts:
    """What an organiser says of a delivery."""

    module_id: uuid.UUID
    title: LocalizedText
    audience: Audience
    opens_at: datetime
    closes_at: datetime
    contact_id: uuid.UUID | None = None


@dataclass(frozen=True)
class EventFacts:
    """What an organiser says of an event; the times are instants, the zone is the venue's."""

    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    country: str
    venue: LocalizedText
    address: str
    room: LocalizedText
    languages: tuple[str, ...]
    capacity: int
    is_interpreted: bool = False
    audience: Audience = Audience.PUBLIC
    teaching_minutes: int = 0
    kind: EventKind = EventKind.SESSION
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    trainer_ids: tuple[uuid.UUID, ...] = ()


CALENDAR_FACTS = ("title", "starts_at", "ends_at", "time_zone", "town", "country", "venue", "address", "room")
"""What stands in people's calendars: a change of it must reach them."""


class TimesOutOfOrder(RuleBroken):
    """Something would end before it begins."""

    def explain(self) -> str:
        return gettext("The end must be later than the beginning.")


class WindowOutOfOrder(RuleBroken):
    """Registration would close before it opens."""

    def explain(self) -> str:
        return gettext("Registration must close later than it opens.")


class CapacityTooSmall(RuleBroken):
    """More places are held than the new capacity has."""

    def __init__(self, taken: int) -> None:
        self.taken = taken

    def explain(self) -> str:
        return ngettext(
            "%(num)d place is already taken, so the capacity cannot be smaller. Withdraw or move people first.",
            "%(num)d places are already taken, so the capacity cannot be smaller. Withdraw or move people first.",
            self.taken,
        )


class TrainerIsBusy(RuleBroken):
    """A trainer would be at two events at once."""

    def __init__(self, *, name: str, event_title: LocalizedText, starts_at: datetime, zone: str) -> None:
        self.name, self.event_title, self.starts_at, self.zone = name, event_title, starts_at, zone

    def explain(self) -> str:
        return gettext(
            "%(name)s is at another event at that time: “%(event)s”, %(when)s. Choose another time or another trainer.",
            name=self.name,
            event=self.event_title.text(current_locale()),
            when=format_datetime(self.starts_at, zone=self.zone),
        )


class AlreadyCancelled(RuleBroken):
    """What was cancelled stays cancelled."""

    def explain(self) -> str:
        return gettext("This was cancelled and cannot be changed any more.")


class ModuleIsNotPublished(RuleBroken):
    """Nobody can register for a module whose content is to come."""

    def explain(self) -> str:
        return gettext("The module is not published yet. Publish it first, then its delivery.")


class NothingToPublish(RuleBroken):
    """A delivery without a session cannot be registered for."""

    def explain(self) -> str:
        return gettext("Add at least one session before you publish the delivery.")


def decide_booking(  # the order of the questions is the rule
    *,
    state: DeliveryState,
    audience: Audience,
    opens_at: datetime | None,
    closes_at: datetime | None,
    ends_at: datetime,
    free: int,
    at: datetime,
) -> Booking:
    """Decide whether one may register at a moment, or say the first reason why not."""
    if state is DeliveryState.CANCELLED:
        return Booking.CANCELLED
    if ends_at <= at:
        return Booking.PAST
    if state is not DeliveryState.PUBLISHED or opens_at is None or closes_at is None or closes_at <= at:
        return Booking.CLOSED
    if audience is Audience.INVITATION:
        return Booking.BY_INVITATION
    if at < opens_at:
        return Booking.NOT_YET_OPEN
    return Booking.OPEN if free > 0 else Booking.WAITING_LIST


def same_clock_time_later(instant: datetime, *, zone: str, by: timedelta) -> datetime:
    """Move an instant so that the clock at the venue shows the same time, also across the change of clocks."""
    here = ZoneInfo(zone)
    local = instant.astimezone(here).replace(tzinfo=None) + by
    return local.replace(tzinfo=here)


def ensure_in_order(start: datetime, end: datetime) -> None:
    """Raise TimesOutOfOrder unless the start comes first."""
    if end <= start:
        raise TimesOutOfOrder


def ensure_event_in_order(facts: EventFacts) -> None:
    """Raise TimesOutOfOrder for the event itself, or WindowOutOfOrder for its own booking window."""
    ensure_in_order(facts.starts_at, facts.ends_at)
    if facts.opens_at and facts.closes_at and facts.opens_at >= facts.closes_at:
        raise WindowOutOfOrder
