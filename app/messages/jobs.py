"""What happens after a mail to a group was written: each person gets it from a job of their own."""

import uuid

from app.kernel.clock import now
from app.kernel.mail import deliver
from app.kernel.queue import handles, publish
from app.messages import actions, emails, queries
from app.registration.queries import get_offer


@handles("group_mail.written")
def address_group_mail(group_mail_id: uuid.UUID) -> None:
    """Let each person's mail be a job of its own."""
    for recipient_id in queries.list_unsent(group_mail_id):
        publish("group_mail.addressed", recipient_id=recipient_id)


@handles("group_mail.addressed")
def send_group_mail(recipient_id: uuid.UUID) -> None:
    """Send the mail to one person, unless they have it or were erased meanwhile."""
    recipient, mail, person = queries.get_recipient(recipient_id)
    if recipient.sent_at:
        return
    if person.erased_at is None:
        programme = get_offer(delivery_id=mail.delivery_id, event_id=mail.event_id).programme
        deliver(emails.group_mail(mail, person, programme, recipient_id=recipient_id))
    actions.note_sent(recipient, at=now())
