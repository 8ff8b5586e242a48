"""The demonstration's mailbox: what was sent, as it arrived at its own mail server."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from flask import abort, current_app, render_template

from app.home.views.blueprint import pages
from app.kernel.access import public

MOST_SHOWN = 100


@dataclass(frozen=True)
class Mail:
    """A mail as the mailbox shows it."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    attachments: tuple[str, ...]


@pages.get("/mailbox")
@public
def show_mailbox() -> str:
    """List the newest mails of the demonstration."""
    files = sorted(_folder().glob("*.eml"), reverse=True)
    mails = [_read(file) for file in files[:MOST_SHOWN]]
    return render_template("home/show_mailbox.html", mails=mails, total=len(files))


@pages.get("/mailbox/<name>")
@public
def show_mail(name: str) -> str:
    """Show one mail of the demonstration."""
    found = {file.stem: file for file in _folder().glob("*.eml")}
    if name not in found:
        abort(404)
    return render_template("home/show_mail.html", mail=_read(found[name]))


def _folder() -> Path:
    settings = current_app.config["SETTINGS"]
    if not settings.is_demonstration:
        abort(404)
    return Path(settings.mailbox_dir)


def _read(file: Path) -> Mail:
    mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    return Mail(
        name=file.stem,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        sent_at=mail["Date"].datetime,
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or part.get_content_type() for part in _extra_parts(mail)),
    )


def _extra_parts(mail: EmailMessage) -> list[EmailMessage]:
    return [part for part in mail.walk() if part.get_content_type() == "text/calendar" or part.get_filename()]
