"""Mails that an organiser wrote to the people in a list."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Instant, Model
from app.kernel.locales import Localized, LocalizedText


class GroupMail(Model):
    """One text to the people of a delivery or of a stand-alone event, in the languages it was written in."""

    __tablename__ = "group_mail"
    __table_args__ = (sa.CheckConstraint("(delivery_id IS NULL) <> (event_id IS NULL)", name="delivery_or_event"),)

    delivery_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("delivery.id"), index=True)
    event_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("event.id"), index=True)
    """The stand-alone event whose people it goes to."""
    subject: Mapped[LocalizedText] = mapped_column(Localized)
    body: Mapped[LocalizedText] = mapped_column(Localized)
    written_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    written_at: Mapped[Instant]


class GroupMailRecipient(Model):
    """A person the mail goes to, and when the server took it."""

    __tablename__ = "group_mail_recipient"
    __table_args__ = (sa.UniqueConstraint("group_mail_id", "person_id", name="uq_group_mail_recipient_once"),)

    group_mail_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("group_mail.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    sent_at: Mapped[Instant | None]
