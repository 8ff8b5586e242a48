"""The trace of every change that matters to a person: who, what, which object, when."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import now
from app.kernel.database import Instant, Model, db


class Activity(Model):
    """One trace; ids only and no foreign keys, so that it outlives what it speaks of."""

    __tablename__ = "activity"
    __table_args__ = (sa.Index(None, "subject_id"), sa.Index(None, "at"))

    at: Mapped[Instant]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)


def record(actor_id: uuid.UUID | None, verb: str, subject: Model) -> None:
    """Leave a trace in the running transaction; `actor_id` None means the system itself."""
    if subject.id is None:
        db.session.flush()
    db.session.add(
        Activity(at=now(), actor_id=actor_id, verb=verb, subject_kind=subject.__tablename__, subject_id=subject.id)
    )
