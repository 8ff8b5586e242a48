"""Certificates: frozen facts that are issued, replaced or revoked, and never edited."""

import uuid
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Delivery
from app.kernel.database import Base, Instant, Model, choice
from app.kernel.files import StoredFile


class CertificateKind(StrEnum):
    """Attendance: was there. Training: was there and passed."""

    ATTENDANCE = "attendance"
    TRAINING = "training"


class CertificateState(StrEnum):
    """What a check says."""

    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Certificate(Model):
    """What was true at issue; the PDF is made from these facts by a job."""

    __tablename__ = "certificate"
    __table_args__ = (
        sa.UniqueConstraint("number", name="uq_certificate_number"),
        sa.UniqueConstraint("check_code", name="uq_certificate_check_code"),
        sa.Index(
            "uq_certificate_one_valid",
            "delivery_id",
            "person_id",
            "kind",
            unique=True,
            postgresql_where=sa.text("state = 'valid'"),
        ),
        sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_has_date"),
        sa.CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_has_successor"),
        sa.Index("ix_certificate_batch_id", "batch_id"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    delivery_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("delivery.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[CertificateKind] = choice(CertificateKind, "kind")
    number: Mapped[str]
    check_code: Mapped[str]
    locale: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    template_version: Mapped[int]
    issued_at: Mapped[Instant]
    issued_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    """Certificates issued with one press, for their progress."""
    state: Mapped[CertificateState] = choice(CertificateState, "state", default=CertificateState.VALID)
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("certificate.id", deferrable=True, initially="DEFERRED"), index=True
    )
    """Named before the successor is written, since only one certificate of a kind may be valid."""
    revoked_at: Mapped[Instant | None]
    reason: Mapped[str | None]
    """Why it was replaced or revoked."""
    file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    delivery: Mapped[Delivery] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")


class CertificateSeries(Base):
    """The last number given in a programme and year; locked while a number is taken, so none is reused."""

    __tablename__ = "certificate_series"

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_number: Mapped[int] = mapped_column(default=0)


class ChangeRead(Model):
    """A person has read a change of the handbook that came after their certificate, and says so."""

    __tablename__ = "change_read"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "change_id", name="uq_change_read_once"),
        sa.Index(None, "press_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    change_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition_change.id", ondelete="CASCADE"), index=True)
    read_at: Mapped[Instant]
    press_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    """Changes ticked with one press, so that it can be taken back."""
