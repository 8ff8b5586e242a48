"""What can be done with mails to a group: write one, and note who has it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.kernel.queue import publish
from app.messages.models import GroupMail, GroupMailRecipient
from app.messages.rules import NobodyToWriteTo
from app.registration.queries import Offer


@dataclass(frozen=True)
class Letter:
    """A text in the languages it was written in."""

    subject: LocalizedText
    body: LocalizedText


def write_to_group(
    offer: Offer, letter: Letter, *, person_ids: Collection[uuid.UUID], actor_id: uuid.UUID, at: datetime
) -> GroupMail:
    """Send a text to people of an offer, each in the own language, once each; raise NobodyToWriteTo without people."""
    if not person_ids:
        raise NobodyToWriteTo
    mail = GroupMail(**offer.address, subject=letter.subject, body=letter.body, written_by_id=actor_id, written_at=at)
    db.session.add(mail)
    db.session.flush()
    db.session.add_all(
        GroupMailRecipient(group_mail_id=mail.id, person_id=person_id) for person_id in sorted(set(person_ids))
    )
    record(actor_id, "group_mail.written", mail)
    publish("group_mail.written", group_mail_id=mail.id)
    return mail


def note_sent(recipient: GroupMailRecipient, *, at: datetime) -> None:
    """Note that the server took the mail to one person."""
    recipient.sent_at = at
