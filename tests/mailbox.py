"""A real mail server on this machine, for tests that read what was sent."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Keep the mails that arrived, in their order; refuse them all while `is_open` is False."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_open = True

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if not self.is_open:
            return "451 Come back later"
        self.mails.append(BytesParser(policy=policy.default).parsebytes(envelope.original_content))
        return "250 Kept"


class Receiver(Controller):
    """Receive on a free port of this machine."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(mailbox, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)

    def _trigger_server(self) -> None:
        """Learn the port before the controller tries it."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """Return the plain or the HTML part of a mail."""
    return mail.get_body((kind,)).get_content()
