"""Mails to a group with valid defaults."""

from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.messages.models import GroupMail, GroupMailRecipient
from tests.factories.events import NOW


def make_group_mail(delivery_id, *, person_ids=(), **facts) -> GroupMail:
    mail = GroupMail(
        **{
            "delivery_id": delivery_id,
            "subject": LocalizedText(sl="Pot", de="Anreise", en="Getting there"),
            "body": LocalizedText(sl="Pridite z vlakom.", de="Kommen Sie mit dem Zug.", en="Come by train."),
            "written_at": NOW,
            **facts,
        }
    )
    db.session.add(mail)
    db.session.flush()
    db.session.add_all(GroupMailRecipient(group_mail_id=mail.id, person_id=person_id) for person_id in person_ids)
    db.session.flush()
    return mail
