"""What happens after somebody asked to sign in, or was invited."""

import uuid

from flask import current_app

from app.accounts import actions, emails
from app.accounts.actions.secrets import unseal
from app.accounts.queries import find_ticket, get_person
from app.accounts.rules import TICKETS_KEPT_FOR
from app.kernel.clock import now
from app.kernel.mail import deliver
from app.kernel.queue import handles, repeats


@handles("sign_in.requested")
def send_sign_in(ticket_id: uuid.UUID) -> None:
    """Mail link and code to the person, if the address is anybody's and the link still works; then forget both."""
    ticket = find_ticket(ticket_id)
    if ticket is None or ticket.sealed_secrets is None:
        return
    opened = unseal(ticket.sealed_secrets, key=current_app.config["SECRET_KEY"])
    if ticket.person and opened and now() < ticket.expires_at:
        deliver(emails.sign_in(ticket, ticket.person, opened))
    actions.wipe_secrets(ticket)


@handles("person.invited")
def send_invitation(person_id: uuid.UUID, invited_at: str) -> None:
    """Mail the invitation."""
    deliver(emails.invitation(get_person(person_id), invited_at))


@repeats("17 2 * * *")
def forget_old_tickets() -> None:
    """Remove tickets that nobody can use or count any more, with the addresses on them."""
    actions.forget_tickets(before=now() - TICKETS_KEPT_FOR)
