"""What arrives by mail, in whose language, and how often."""

import re
import uuid
from datetime import timedelta

import pytest

from app.accounts import actions, jobs
from app.accounts.models import SignInTicket
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.programmes import in_three_languages
from tests.jobs import run_jobs
from tests.mailbox import text_of

KNOWN = "natasa@example.org"
SUBJECTS = {
    "sl": "Vaša povezava za prijavo v sistem",
    "de": "Ihr Link zum Einloggen",
    "en": "Your link to sign in",
}


def ask(app, email: str = KNOWN, *, at=None, locale: str = "en") -> uuid.UUID:
    with transaction():
        return actions.request_sign_in(
            email,
            client_address="192.0.2.1",
            locale=locale,
            next_path=None,
            key=app.config["SECRET_KEY"],
            at=at or now(),
        )


def is_sealed(ticket_id: uuid.UUID) -> bool:
    db.session.expire_all()
    return db.session.get(SignInTicket, ticket_id).sealed_secrets is not None


@pytest.mark.parametrize("locale", ["sl", "de", "en"])
def test_link_and_code_arrive_in_the_language_of_the_person(app, programme, mailbox, locale):
    with transaction():
        make_person(first_name="Žiga", last_name="Hribar", email=KNOWN, locale=locale)
        programme.funding_sentence = in_three_languages("The project is co-funded.")
    ticket_id = ask(app, locale="de")

    run_jobs()

    (mail,) = mailbox.mails
    token = re.search(r"http://127\.0\.0\.1:8000/de/sign-in/link/([\w-]{43})\s", text_of(mail)).group(1)
    code = re.search(r"(?<!\d)\d{6}(?!\d)", text_of(mail)).group()
    assert mail["To"] == f"Žiga Hribar <{KNOWN}>"
    assert mail["Subject"] == SUBJECTS[locale]
    assert token in text_of(mail, "html")
    assert code in text_of(mail, "html")
    for kind in ("plain", "html"):
        assert in_three_languages("The project is co-funded.")[locale] in text_of(mail, kind)
    assert not is_sealed(ticket_id)
    with transaction():
        assert isinstance(
            actions.sign_in_with_code(code, ticket_id=ticket_id, key=app.config["SECRET_KEY"], at=now()),
            actions.SignedIn,
        )


def test_an_unknown_address_gets_no_mail_and_its_secrets_are_wiped_alike(app, empty_db, mailbox):
    ticket_id = ask(app, "nobody@example.org")

    run_jobs()

    assert mailbox.mails == []
    assert not is_sealed(ticket_id)


def test_a_repeated_job_sends_the_mail_once(app, empty_db, mailbox):
    with transaction():
        make_person(email=KNOWN)
    ticket_id = ask(app)
    run_jobs()

    with transaction():
        jobs.send_sign_in(ticket_id)

    assert len(mailbox.mails) == 1


def test_a_link_that_is_too_old_is_not_mailed(app, empty_db, mailbox):
    with transaction():
        make_person(email=KNOWN)
    ticket_id = ask(app, at=now() - timedelta(minutes=16))

    run_jobs()

    assert mailbox.mails == []
    assert not is_sealed(ticket_id)


def test_the_secrets_stay_sealed_while_the_mail_server_refuses(app, empty_db, mailbox):
    with transaction():
        make_person(email=KNOWN)
    ticket_id = ask(app)
    mailbox.is_open = False

    run_jobs(may_fail=True)

    assert is_sealed(ticket_id)


def test_an_invitation_leads_to_the_sign_in(app, empty_db, mailbox):
    with transaction():
        actions.invite(KNOWN, first_name="Eva", last_name="Maier", locale="de", at=now())

    run_jobs()

    (mail,) = mailbox.mails
    assert mail["Subject"] == "Ihr Konto bei Location Academy"
    assert "http://127.0.0.1:8000/de/sign-in" in text_of(mail).split()
    assert 'href="http://127.0.0.1:8000/de/sign-in"' in text_of(mail, "html")
