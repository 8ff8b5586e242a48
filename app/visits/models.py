"""What a study visit has beyond an event: a description, days and stops."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model, choice
from app.kernel.locales import Localized, LocalizedText


class StopKind(StrEnum):
    """What happens at a stop."""

    TRANSFER = "transfer"
    STOP = "stop"
    MEAL = "meal"


class VisitDescription(Model):
    """What a study visit is about and how one takes part."""

    __tablename__ = "visit_description"
    __table_args__ = (sa.UniqueConstraint("event_id", name="uq_visit_description_event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    summary: Mapped[LocalizedText] = mapped_column(Localized)
    taking_part: Mapped[LocalizedText] = mapped_column(Localized)
    note: Mapped[LocalizedText] = mapped_column(Localized)
    """A remark above the itinerary, such as that it is illustrative; may be empty."""


class ItineraryDay(Model):
    """The heading of a visit's day."""

    __tablename__ = "itinerary_day"
    __table_args__ = (sa.UniqueConstraint("event_id", "day", name="uq_itinerary_day_once"),)

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    title: Mapped[LocalizedText] = mapped_column(Localized)


class ItineraryStop(Model):
    """A stop of a visit's day, in the local time of its own zone."""

    __tablename__ = "itinerary_stop"
    __table_args__ = (
        sa.CheckConstraint("ends_at IS NULL OR starts_at <= ends_at", name="times_in_order"),
        sa.Index("ix_itinerary_stop_order", "event_id", "day", "starts_at", "id"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[StopKind] = choice(StopKind, "kind", default=StopKind.STOP)
    day: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time | None]
    time_zone: Mapped[str]
    place: Mapped[str]
    host: Mapped[str | None]
    """Who receives the group, as it is printed."""
    title: Mapped[LocalizedText] = mapped_column(Localized)
    description: Mapped[LocalizedText] = mapped_column(Localized)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.day, self.starts_at, ZoneInfo(self.time_zone))

    @property
    def end(self) -> datetime | None:
        return datetime.combine(self.day, self.ends_at, ZoneInfo(self.time_zone)) if self.ends_at else None
