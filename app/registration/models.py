"""Registrations and the places they hold."""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Delivery, Event
from app.kernel.database import Instant, Model, choice
from app.organisations.models import Organisation


class PlaceState(StrEnum):
    """State of one person's place at one event; attendance is kept apart."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


HOLDS_A_PLACE = (PlaceState.CONFIRMED, PlaceState.OFFERED)
IS_ACTIVE = (PlaceState.REQUESTED, PlaceState.CONFIRMED, PlaceState.WAITING, PlaceState.OFFERED)


class Registration(Model):
    """One person's registration for one delivery, or for one stand-alone event."""

    __tablename__ = "registration"
    __table_args__ = (
        sa.CheckConstraint("(delivery_id IS NULL) <> (event_id IS NULL)", name="delivery_or_event"),
        sa.UniqueConstraint("delivery_id", "person_id", name="uq_registration_delivery_person"),
        sa.UniqueConstraint("event_id", "person_id", name="uq_registration_event_person"),
    )

    delivery_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("delivery.id"))
    event_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("event.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    """Whom the person represented when registering; later moves do not change it."""
    job_title: Mapped[str | None]
    locale: Mapped[str]
    photo_consent: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[Instant]

    delivery: Mapped[Delivery | None] = relationship(lazy="raise")
    event: Mapped[Event | None] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    places: Mapped[list["Place"]] = relationship(lazy="raise", back_populates="registration")


class Place(Model):
    """One person's place at one event; the queue of an event is ordered by `queue_number`."""

    __tablename__ = "place"
    __table_args__ = (
        sa.UniqueConstraint("registration_id", "event_id", name="uq_place_registration_event"),
        sa.UniqueConstraint("event_id", "person_id", name="uq_place_event_person"),
        sa.UniqueConstraint("event_id", "queue_number", name="uq_place_queue_number"),
        sa.Index("ix_place_event_id_state", "event_id", "state", "queue_number"),
    )

    registration_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"))
    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[PlaceState] = choice(PlaceState, "state")
    queue_number: Mapped[int]
    """Order of arrival at the event, given under the event's lock; a new arrival after withdrawal gets a new one."""
    changed_at: Mapped[Instant]
    reason: Mapped[str | None]
    """Why an organiser changed it; shown to the person."""

    registration: Mapped[Registration] = relationship(lazy="raise", back_populates="places")
    event: Mapped[Event] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
