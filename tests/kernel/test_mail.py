"""What a mail is made of; that it is sent once is shown with the real server in the features' tests."""

from dataclasses import replace
from email import policy
from email.parser import BytesParser

from app.kernel.mail import Attachment, Message, build_email

MESSAGE = Message(
    key="registration.confirmation:1",
    to_name="Nataša Hribar",
    to_address="natasa@example.org",
    subject="Vaša prijava – potrjeno",
    text="Pozdravljeni!",
    html="<p>Pozdravljeni!</p>",
    locale="sl",
    calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    attachments=(Attachment("potrdilo č.pdf", "application/pdf", b"%PDF-1.7"),),
    unsubscribe_url="http://127.0.0.1/odjava",
)


def parsed(app, message: Message):
    with app.app_context():
        return BytesParser(policy=policy.default).parsebytes(build_email(message).as_bytes())


def test_a_mail_has_text_html_calendar_and_attachment(app_without_database):
    mail = parsed(app_without_database, MESSAGE)

    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/pdf"]
    assert mail["Subject"] == "Vaša prijava – potrjeno"
    assert mail["Content-Language"] == "sl"
    assert mail["List-Unsubscribe"] == "<http://127.0.0.1/odjava>"


def test_the_emblem_goes_inside_with_the_html_that_shows_it(app_without_database):
    with_emblem = replace(MESSAGE, html='<p>Pozdravljeni!</p><img src="cid:emblem@academy" alt="Emblem">')

    mail = parsed(app_without_database, with_emblem)

    related = next(part for part in mail.walk() if part.get_content_type() == "multipart/related")
    html, emblem = related.iter_parts()
    assert html.get_content_type() == "text/html"
    assert (emblem.get_content_type(), emblem["Content-ID"]) == ("image/png", "<emblem@academy>")
    assert emblem.get_content().startswith(b"\x89PNG")
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "text/calendar", "application/pdf"]


def test_the_same_reason_has_the_same_message_id(app_without_database):
    first, second = parsed(app_without_database, MESSAGE), parsed(app_without_database, MESSAGE)

    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@example.org>")


def test_a_name_cannot_add_a_header(app_without_database):
    hostile = Message(**{**MESSAGE.__dict__, "to_name": "Eve\r\nBcc: all@example.org"})

    try:
        mail = parsed(app_without_database, hostile)
    except ValueError:
        return
    assert mail["Bcc"] is None
