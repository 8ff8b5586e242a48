"""Deliveries of modules, and events: anything dated that has places."""

import uuid
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.courses.models import Module
from app.kernel.database import Instant, Model, choice
from app.kernel.locales import Localized, LocalizedText
from app.programmes.models import Programme


class Audience(StrEnum):
    """Who may register; a public event and one by invitation are counted apart by the funding body."""

    PUBLIC = "public"
    INVITATION = "invitation"


class DeliveryState(StrEnum):
    """Drafts are the organisers'; cancelled ones stay visible to those who registered."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class EventKind(StrEnum):
    """What kind of dated thing it is."""

    SESSION = "session"
    STUDY_VISIT = "study_visit"


class Delivery(Model):
    """A module given at a certain time to a certain group: what one registers for."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.CheckConstraint("opens_at < closes_at", name="booking_window_in_order"),
        sa.Index("ix_delivery_programme_id_opens_at", "programme_id", "opens_at"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    module_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("module.id"), index=True)
    title: Mapped[LocalizedText] = mapped_column(Localized)
    """Which delivery it is, such as 'Spring 2027'."""
    state: Mapped[DeliveryState] = choice(DeliveryState, "state", default=DeliveryState.DRAFT)
    audience: Mapped[Audience] = choice(Audience, "audience", default=Audience.PUBLIC)
    opens_at: Mapped[Instant]
    closes_at: Mapped[Instant]
    contact_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)

    programme: Mapped[Programme] = relationship(lazy="raise")
    module: Mapped[Module] = relationship(lazy="raise")
    contact: Mapped[Person | None] = relationship(lazy="raise")
    events: Mapped[list["Event"]] = relationship(lazy="raise", order_by="Event.starts_at", back_populates="delivery")


class Event(Model):
    """A training session of a delivery, or a study visit; it has places, a venue and a zone."""

    __tablename__ = "event"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="times_in_order"),
        sa.CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        sa.CheckConstraint("places_taken BETWEEN 0 AND capacity", name="places_within_capacity"),
        sa.CheckConstraint("places_waiting >= 0", name="places_waiting_not_negative"),
        sa.CheckConstraint("opens_at < closes_at", name="booking_window_in_order"),
        sa.CheckConstraint("teaching_minutes >= 0", name="teaching_minutes_not_negative"),
        sa.CheckConstraint("kind <> 'session' OR delivery_id IS NOT NULL", name="session_has_delivery"),
        sa.Index("ix_event_programme_id_starts_at", "programme_id", "starts_at", "id"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    delivery_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("delivery.id"), index=True)
    kind: Mapped[EventKind] = choice(EventKind, "kind")
    state: Mapped[DeliveryState] = choice(DeliveryState, "state", default=DeliveryState.DRAFT)
    title: Mapped[LocalizedText] = mapped_column(Localized)
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    time_zone: Mapped[str]
    """IANA zone of the venue."""
    town: Mapped[str]
    country: Mapped[str] = mapped_column(sa.CHAR(2))
    venue: Mapped[LocalizedText] = mapped_column(Localized)
    address: Mapped[str]
    room: Mapped[LocalizedText] = mapped_column(Localized)
    languages: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    is_interpreted: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int]
    places_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many places are held, and below how many wait; registration notes both under the event's lock."""
    places_waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    audience: Mapped[Audience] = choice(Audience, "audience", default=Audience.PUBLIC)
    opens_at: Mapped[Instant | None]
    """Booking window of a stand-alone event; a session follows its delivery."""
    closes_at: Mapped[Instant | None]
    teaching_minutes: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    """Rises with each change that calendars must learn of."""

    programme: Mapped[Programme] = relationship(lazy="raise")
    delivery: Mapped[Delivery | None] = relationship(lazy="raise", back_populates="events")
    trainers: Mapped[list[Person]] = relationship(
        secondary="event_trainer", lazy="raise", order_by="Person.sort_key", viewonly=True
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class EventTrainer(Model):
    """A person who teaches at an event."""

    __tablename__ = "event_trainer"
    __table_args__ = (sa.UniqueConstraint("event_id", "person_id", name="uq_event_trainer_once"),)

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
