"""Mail: composed in the reader's language, handed over by a worker, once as far as the reader can see."""

import hashlib
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import now
from app.kernel.database import Base, Instant, db
from app.kernel.i18n import use_locale

TIMEOUT_SECONDS = 20
EMBLEM = "emblem@academy"  # what the HTML part calls the emblem that goes with it: cid:emblem@academy


class SentMail(Base):
    """The key of a mail that the server has taken, so that a repeated job does not send it twice."""

    __tablename__ = "sent_mail"

    key: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[Instant]


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """A mail ready to be sent; `key` names the reason, so that the same reason is never mailed twice."""

    key: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    locale: str
    calendar: bytes | None = None
    calendar_method: str = "REQUEST"
    attachments: tuple[Attachment, ...] = ()
    unsubscribe_url: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True)
class Recipient:
    """To whom a mail goes, and in which language."""

    name: str
    address: str
    locale: str


def compose(template: str, recipient: Recipient, *, key: str, facts: Mapping[str, Any], **parts: Any) -> Message:
    """Render `emails/<template>/{subject.txt,body.txt,body.html}` in the recipient's language."""
    with use_locale(recipient.locale):
        everything = {**facts, "recipient": recipient, "locale": recipient.locale}
        subject = " ".join(_render(f"emails/{template}/subject.txt", **everything).split())
        text = _render(f"emails/{template}/body.txt", **everything)
        html = _render(f"emails/{template}/body.html", subject=subject, **everything)
    to: dict[str, Any] = {"to_name": recipient.name, "to_address": recipient.address, "locale": recipient.locale}
    return Message(key=key, subject=subject, text=text, html=html, **to, **parts)


def _render(template: str, **facts: Any) -> str:
    """Render without what pages know of their request: a worker has none."""
    return current_app.jinja_env.get_template(template).render(facts)


def deliver(message: Message) -> None:
    """Hand a mail to the server unless one of this key was taken before; raise if the server refuses.

    The key is kept at once and apart from the caller's transaction: what the server has taken cannot be undone.
    """
    if db.session.get(SentMail, message.key):
        return
    _hand_over(build_email(message))
    with db.engine.begin() as connection:
        connection.execute(sa.insert(SentMail).values(key=message.key, sent_at=now()))


def build_email(message: Message) -> EmailMessage:
    """Build the multipart mail; its Message-ID follows from the key, so a repeated mail is known as the same."""
    email = EmailMessage(policy=SMTP)
    sender_name, sender_address = parseaddr(current_app.config["MAIL_FROM"])
    email["From"] = Address(sender_name, addr_spec=sender_address)
    email["To"] = Address(message.to_name, addr_spec=message.to_address)
    email["Subject"] = message.subject
    email["Date"] = format_datetime(now())
    email["Message-ID"] = (
        f"<{hashlib.sha256(message.key.encode()).hexdigest()[:32]}@{sender_address.partition('@')[2]}>"
    )
    email["Auto-Submitted"] = "auto-generated"
    if message.reply_to:
        email["Reply-To"] = message.reply_to
    if message.unsubscribe_url:
        email["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(message.text)
    email.add_alternative(message.html, subtype="html")
    if EMBLEM in message.html and (html := email.get_body(("html",))):
        emblem = Path(current_app.config["STATIC_DIR"]) / "img" / "eu-emblem.png"
        html.add_related(emblem.read_bytes(), "image", "png", cid=f"<{EMBLEM}>", disposition="inline")
    if message.calendar:
        email.add_alternative(message.calendar.decode(), subtype="calendar", params={"method": message.calendar_method})
    for attachment in message.attachments:
        main, _, sub = attachment.media_type.partition("/")
        email.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
    email["Content-Language"] = message.locale  # last: each added part takes the content headers of before with it
    return email


def _hand_over(email: EmailMessage) -> None:
    server = current_app.config["MAIL_SERVER"]
    with smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS) as smtp:
        if server.starttls:
            smtp.starttls()
        if server.user:
            smtp.login(server.user, server.password or "")
        smtp.send_message(email)
