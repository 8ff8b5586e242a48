"""What people see of certificates."""

import io
from datetime import UTC, date, datetime

import pypdf
import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.certificates import actions
from app.certificates.jobs import make_document, send_certificate
from app.certificates.models import Certificate, CertificateKind
from app.certificates.rules import show_code
from app.certificates.views import checking
from app.events.queries import get_delivery
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.kernel.mail import SentMail
from tests.jobs import run_jobs


@pytest.fixture
def certificate(finished, mailbox) -> Certificate:
    """The first certificate of the delivery, with its document."""
    with transaction():
        delivery = get_delivery(finished.delivery.id)
        actions.issue(delivery, CertificateKind.TRAINING, actor_id=finished.trainer.id, at=now())
    run_jobs()
    return db.session.query(Certificate).order_by(Certificate.number).first()


def test_the_trainer_sees_who_is_ready_and_issues_all_with_one_press(signed_in_as, finished):
    client = signed_in_as(Role.TRAINER)
    page = client.get(f"/en/organise/deliveries/{finished.delivery.id}/certificates")

    answer = client.post(page.request.path, data={"kind": "training"}, follow_redirects=True)

    assert "Issue 3 certificates of training" in page.text
    assert "Issue 1 certificate of attendance" in page.text
    assert "0 of 3" in answer.text


def test_the_list_needs_as_many_statements_for_many_people_as_for_few(signed_in_as, finished, count_queries):
    client = signed_in_as(Role.TRAINER)
    path = f"/en/organise/deliveries/{finished.delivery.id}/certificates"
    client.get(path)

    with count_queries() as statements:
        client.get(path)

    assert len(statements) <= 8


def test_certificates_arrive_by_mail_in_the_persons_language(certificate, mailbox):
    (mail,) = [one for one in mailbox.mails if _address(certificate) in one["To"]]

    attached = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    text = pypdf.PdfReader(io.BytesIO(attached[0].get_content())).pages[0].extract_text()
    assert mail["Subject"].startswith(f"Vaše potrdilo {certificate.number}")
    assert "Potrdilo o usposabljanju" in text
    assert show_code(certificate.check_code) in text


def _address(certificate: Certificate) -> str:
    return db.session.get_one(Person, certificate.person_id).email


def test_working_the_jobs_twice_makes_one_document_and_one_mail(certificate, mailbox):
    file_id, sent = certificate.file_id, len(mailbox.mails)

    with transaction():
        make_document(certificate.id)
        send_certificate(certificate.id)

    assert db.session.get_one(Certificate, certificate.id).file_id == file_id
    assert len(mailbox.mails) == sent


def test_anyone_who_types_the_code_learns_that_it_is_valid(client, certificate):
    typed = show_code(certificate.check_code).lower()

    page = client.get("/en/certificates/check", query_string={"code": typed}, follow_redirects=True)

    assert page.status_code == 200
    assert "This certificate is valid." in page.text
    assert "A… Č…" in page.text
    assert "Ana Čeh" not in page.text


def test_the_check_says_when_it_took_place_how_much_it_was_and_when_it_was_checked(client, certificate, monkeypatch):
    monkeypatch.setattr(checking, "now", lambda: datetime(2027, 2, 22, 13, 32, tzinfo=UTC))

    page = client.get(f"/en/certificates/check/{certificate.check_code}")

    last = certificate.facts["sessions"][-1]
    assert f"{date.fromisoformat(last['day']).year}, {last['town']}" in page.text
    assert "teaching units of 45 minutes" in page.text
    assert "Checked on 22 February 2027, 14:32\u00a0CET." in page.text


def test_who_knows_the_surname_sees_the_name(client, certificate):
    path = f"/en/certificates/check/{certificate.check_code}"

    assert "Ana Čeh" in client.get(path, query_string={"surname": "ceh"}).text
    assert "Ana Čeh" not in client.get(path, query_string={"surname": "Novak"}).text


@pytest.mark.parametrize("path", ["/de/certificates/check?code=7KMQ-4XRD-92VT", "/de/certificates/check/nothing"])
def test_an_unknown_code_is_not_found_and_the_form_stays(client, path):
    page = client.get(path)

    assert page.status_code == 404
    assert "Kein Zertifikat hat diesen Code." in page.text
    assert 'name="code"' in page.text


def test_a_revoked_certificate_says_so_everywhere(signed_in_as, certificate):
    client = signed_in_as(Role.ORGANISER)
    revoke = f"/en/organise/certificates/{certificate.id}/revoke"
    without_reason = client.post(revoke, data={"reason": ""})

    client.post(revoke, data={"reason": "Issued by mistake"})

    page = client.get(f"/en/certificates/check/{certificate.check_code}")
    assert without_reason.status_code == 422
    assert "This certificate was revoked." in page.text


def test_a_certificate_revoked_before_its_mail_left_is_not_sent(certificate, finished, mailbox):
    sent = len(mailbox.mails)
    with transaction() as session:
        session.execute(sa.delete(SentMail))
        actions.revoke(certificate.id, reason="mistake", actor_id=finished.trainer.id, at=now())

    with transaction():
        send_certificate(certificate.id)

    assert len(mailbox.mails) == sent


def test_a_person_gets_a_new_one_after_revocation_with_a_press_of_their_own(signed_in_as, certificate):
    client = signed_in_as(Role.ORGANISER)
    path = f"/en/organise/deliveries/{certificate.delivery_id}/certificates"
    person_id, number = certificate.person_id, certificate.number
    client.post(f"/en/organise/certificates/{certificate.id}/revoke", data={"reason": "Issued by mistake"})
    page = client.get(path)

    nonsense = client.post(path, data={"kind": "training", "again_to": "everybody"})
    answer = client.post(path, data={"kind": "training", "again_to": str(person_id)}, follow_redirects=True)

    assert f"{number} revoked" in page.text
    assert page.text.count("Issue a new one for") == 1
    assert nonsense.status_code == 404
    assert "1 certificate issued" in answer.text


def test_a_corrected_certificate_leads_from_the_old_to_the_new_one(signed_in_as, certificate):
    client = signed_in_as(Role.ORGANISER)
    data = {"first_name": "Ana", "last_name": "Čeh Novak", "organisation": "", "reason": "married"}

    client.post(f"/en/organise/certificates/{certificate.id}/replace", data=data)

    page = client.get(f"/en/certificates/check/{certificate.check_code}")
    assert "This certificate was replaced by a corrected one." in page.text
    assert "0004" in page.text


def test_the_owner_downloads_it_and_nobody_else(signed_in_as, certificate, finished):
    path = f"/en/certificates/{certificate.id}/pdf"

    own = signed_in_as(person=finished.passed[0]).get(path)
    foreign = signed_in_as(person=finished.attended).get(path)

    assert own.headers["Content-Disposition"].startswith("attachment")
    assert own.headers["X-Content-Type-Options"] == "nosniff"
    assert own.data.startswith(b"%PDF")
    assert foreign.status_code == 404
    own.close()
