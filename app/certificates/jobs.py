"""What happens after a certificate is issued: its document is made, and its owner is told."""

import uuid

import sqlalchemy as sa
from flask import current_app

from app.accounts.models import Person
from app.certificates.actions import attach_document
from app.certificates.documents import Printed, certificate_pdf
from app.certificates.emails import certificate_mail, revocation_mail
from app.certificates.models import Certificate
from app.certificates.queries import get_certificate
from app.certificates.rules import is_settled
from app.kernel.database import db
from app.kernel.files import path_of, store
from app.kernel.mail import deliver
from app.kernel.queue import handles


@handles("certificate.issued")
def make_document(certificate_id: uuid.UUID) -> None:
    """Make the PDF from the frozen facts and keep it; done once, however often the job runs."""
    certificate = db.session.scalars(
        sa.select(Certificate).where(Certificate.id == certificate_id).with_for_update()
    ).one()
    if certificate.file_id:
        return
    url = f"{current_app.config['PUBLIC_URL']}/{certificate.locale}/certificates/check/{certificate.check_code}"
    printed = Printed(certificate.number, certificate.check_code, url)
    content = certificate_pdf(certificate.facts, printed, certificate.locale)
    attach_document(certificate, store(content, name=f"{certificate.number}.pdf", media_type="application/pdf"))


@handles("certificate.made")
def send_certificate(certificate_id: uuid.UUID) -> None:
    """Mail the certificate to its owner, unless it was replaced or revoked while the mail waited."""
    certificate = get_certificate(certificate_id)
    if is_settled(certificate.state):
        return
    assert certificate.file is not None
    person = db.session.get_one(Person, certificate.person_id)
    content = path_of(certificate.file.key).read_bytes()
    deliver(certificate_mail(certificate, person, content=content, base_url=current_app.config["PUBLIC_URL"]))


@handles("certificate.revoked")
def send_revocation(certificate_id: uuid.UUID) -> None:
    """Tell the owner that the certificate was revoked."""
    certificate = get_certificate(certificate_id)
    person = db.session.get_one(Person, certificate.person_id)
    deliver(revocation_mail(certificate, person, base_url=current_app.config["PUBLIC_URL"]))
