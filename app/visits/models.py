"""The plain itinerary of a study visit."""

import uuid
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model
from app.kernel.locales import Localized, LocalizedText


class ItineraryStop(Model):
    """A stop of a visit's day, in the local time of its own zone."""

    __tablename__ = "itinerary_stop"
    __table_args__ = (
        sa.CheckConstraint("ends_at IS NULL OR starts_at <= ends_at", name="times_in_order"),
        sa.Index("ix_itinerary_stop_order", "event_id", "day", "starts_at", "id"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time | None]
    time_zone: Mapped[str]
    place: Mapped[str]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    description: Mapped[LocalizedText] = mapped_column(Localized)
