"""What we tell people about their accounts."""

from app.accounts.actions.secrets import TicketSecrets
from app.accounts.models import Person, SignInTicket
from app.accounts.rules import SIGN_IN_VALID_FOR
from app.kernel.mail import Message, Recipient, compose


def sign_in(ticket: SignInTicket, person: Person, opened: TicketSecrets) -> Message:
    """Compose the mail with link and code; its link opens the page in the language it was asked for in."""
    return compose(
        "accounts/sign_in",
        recipient_of(person),
        key=f"accounts.sign_in:{ticket.id}",
        facts={
            "token": opened.token,
            "code": opened.code,
            "link_locale": ticket.locale,
            "minutes": int(SIGN_IN_VALID_FOR.total_seconds() // 60),
        },
    )


def invitation(person: Person, invited_at: str) -> Message:
    """Compose the mail that tells a person of their new account."""
    return compose(
        "accounts/invitation", recipient_of(person), key=f"accounts.invitation:{person.id}:{invited_at}", facts={}
    )


def recipient_of(person: Person) -> Recipient:
    """Return a person as mails know them."""
    return Recipient(name=person.full_name, address=person.email, locale=person.locale)
