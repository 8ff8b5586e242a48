"""Certificates that were issued."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.certificates.models import Certificate, CertificateKind, CertificateState
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class OwnCertificate:
    """A certificate as its owner sees it in a list."""

    id: uuid.UUID
    delivery_id: uuid.UUID
    kind: CertificateKind
    number: str
    check_code: str
    state: CertificateState
    issued_at: datetime
    module_title: LocalizedText
    has_file: bool


@dataclass(frozen=True)
class BatchProgress:
    """How far the documents of one press are."""

    total: int
    made: int

    @property
    def is_done(self) -> bool:
        return self.made == self.total


def get_certificate(certificate_id: uuid.UUID) -> Certificate:
    """Return a certificate with its file."""
    certificate = db.session.scalars(
        sa.select(Certificate).where(Certificate.id == certificate_id).options(joinedload(Certificate.file))
    ).one_or_none()
    if certificate is None:
        raise NotFound
    return certificate


def find_by_check_code(code: str) -> Certificate | None:
    """Return the certificate of a code as kept, without dashes."""
    return db.session.scalars(sa.select(Certificate).where(Certificate.check_code == code)).one_or_none()


def find_certificate_of(delivery_id: uuid.UUID, person_id: uuid.UUID) -> OwnCertificate | None:
    """Return a person's valid certificate of a delivery, the higher one if there are both."""
    found = [one for one in list_certificates_of_person(person_id) if one.delivery_id == delivery_id]
    valid = [one for one in found if one.state is CertificateState.VALID]
    return max(valid, key=lambda one: one.kind is CertificateKind.TRAINING, default=None)


def list_certificates_of_person(person_id: uuid.UUID) -> list[OwnCertificate]:
    """Return all certificates of a person, the latest first."""
    rows = db.session.execute(
        sa.select(
            Certificate.id,
            Certificate.delivery_id,
            Certificate.kind,
            Certificate.number,
            Certificate.check_code,
            Certificate.state,
            Certificate.issued_at,
            Certificate.facts["module"].label("module_title"),
            Certificate.file_id.is_not(None).label("has_file"),
        )
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id)
    ).mappings()
    return [OwnCertificate(**{**row, "module_title": LocalizedText(row["module_title"])}) for row in rows]


def count_batch(delivery_id: uuid.UUID, batch_id: uuid.UUID) -> BatchProgress:
    """Return how many documents of a press are made."""
    row = db.session.execute(
        sa.select(sa.func.count().label("total"), sa.func.count(Certificate.file_id).label("made")).where(
            Certificate.delivery_id == delivery_id, Certificate.batch_id == batch_id
        )
    ).one()
    if not row.total:
        raise NotFound
    return BatchProgress(row.total, row.made)
