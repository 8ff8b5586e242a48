"""What we know of mails to a group."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.models import Person
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.messages.models import GroupMail, GroupMailRecipient


@dataclass(frozen=True)
class Progress:
    """How far a mail to a group has come."""

    sent: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.sent == self.total


def get_group_mail(group_mail_id: uuid.UUID) -> GroupMail:
    """Return a mail to a group by its id."""
    mail = db.session.get(GroupMail, group_mail_id)
    if mail is None:
        raise NotFound
    return mail


def get_progress(group_mail_id: uuid.UUID) -> Progress:
    """Count to how many people a mail goes, and how many have it."""
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(GroupMailRecipient.sent_at)).where(
            GroupMailRecipient.group_mail_id == group_mail_id
        )
    ).one()
    return Progress(sent=row[1], total=row[0])


def list_unsent(group_mail_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the recipients who have not got the mail yet."""
    return list(
        db.session.scalars(
            sa.select(GroupMailRecipient.id)
            .where(GroupMailRecipient.group_mail_id == group_mail_id, GroupMailRecipient.sent_at.is_(None))
            .order_by(GroupMailRecipient.id)
        )
    )


def get_recipient(recipient_id: uuid.UUID) -> tuple[GroupMailRecipient, GroupMail, Person]:
    """Return a recipient with the mail and the person."""
    row = db.session.execute(
        sa.select(GroupMailRecipient, GroupMail, Person)
        .join(GroupMail, GroupMail.id == GroupMailRecipient.group_mail_id)
        .join(Person, Person.id == GroupMailRecipient.person_id)
        .where(GroupMailRecipient.id == recipient_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


def list_mails_of_delivery(delivery_id: uuid.UUID) -> list[GroupMail]:
    """Return the mails to a delivery's people, the latest first."""
    return list(
        db.session.scalars(
            sa.select(GroupMail)
            .where(GroupMail.delivery_id == delivery_id)
            .order_by(GroupMail.written_at.desc(), GroupMail.id)
        )
    )
