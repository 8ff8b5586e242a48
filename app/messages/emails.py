"""A mail to a group as one person gets it: in the own language, or with a word about the language it is in."""

import uuid

from app.accounts.models import Person
from app.kernel.locales import LANGUAGE_NAMES
from app.kernel.mail import Message, Recipient, compose
from app.messages.models import GroupMail
from app.programmes.models import Programme


def group_mail(mail: GroupMail, person: Person, programme: Programme, *, recipient_id: uuid.UUID) -> Message:
    """Compose the mail to one person."""
    body, locale = mail.body.shown_in(person.locale)
    return compose(
        "messages/group_mail",
        Recipient(person.full_name, person.email, person.locale),
        key=f"messages.group_mail:{recipient_id}",
        facts={
            "programme": programme,
            "subject_text": mail.subject.text(person.locale),
            "paragraphs": [part.strip() for part in body.replace("\r\n", "\n").split("\n\n") if part.strip()],
            "body_locale": locale,
            "fallback_name": None if locale == person.locale else LANGUAGE_NAMES[locale],
        },
        reply_to=programme.contact_email,
    )
