"""Replacing and revoking: the old certificate keeps its facts and says what became of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.certificates.actions.issuing import add_certificate, lock_series
from app.certificates.models import Certificate, CertificateState
from app.certificates.rules import NotValidAnyMore, certificate_number
from app.kernel.activity import record
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.files import StoredFile
from app.kernel.queue import publish


@dataclass(frozen=True)
class Correction:
    """What was wrong with the name, and why the certificate is replaced."""

    first_name: str
    last_name: str
    organisation: str | None
    reason: str


def replace(certificate_id: uuid.UUID, correction: Correction, *, actor_id: uuid.UUID, at: datetime) -> Certificate:
    """Issue a corrected certificate in the place of a valid one; raise NotValidAnyMore."""
    old = _lock_valid(certificate_id)
    series = lock_series(old.programme_id, at)
    series.last_number += 1
    new_id = uuid.uuid4()
    old.state, old.replaced_by_id, old.reason = CertificateState.REPLACED, new_id, correction.reason
    db.session.flush()
    record(actor_id, "certificate.replaced", old)
    return add_certificate(
        Certificate(
            id=new_id,
            programme_id=old.programme_id,
            delivery_id=old.delivery_id,
            person_id=old.person_id,
            kind=old.kind,
            number=certificate_number(old.facts["programme"]["code"], series.year, series.last_number),
            locale=old.locale,
            facts=_corrected(old, correction, at),
            issued_at=at,
            issued_by_id=actor_id,
            batch_id=uuid.uuid4(),
        )
    )


def revoke(certificate_id: uuid.UUID, *, reason: str, actor_id: uuid.UUID, at: datetime) -> None:
    """Declare a valid certificate void from now on; raise NotValidAnyMore."""
    certificate = _lock_valid(certificate_id)
    certificate.state, certificate.revoked_at, certificate.reason = CertificateState.REVOKED, at, reason
    record(actor_id, "certificate.revoked", certificate)
    publish("certificate.revoked", certificate_id=certificate.id)


def attach_document(certificate: Certificate, file: StoredFile) -> None:
    """Keep the document that was made from the frozen facts, and let the owner be told."""
    certificate.file_id = file.id
    publish("certificate.made", certificate_id=certificate.id)


def _lock_valid(certificate_id: uuid.UUID) -> Certificate:
    certificate = db.session.scalars(
        sa.select(Certificate).where(Certificate.id == certificate_id).with_for_update()
    ).one_or_none()
    if certificate is None:
        raise NotFound
    if certificate.state is not CertificateState.VALID:
        raise NotValidAnyMore
    return certificate


def _corrected(old: Certificate, correction: Correction, at: datetime) -> dict[str, object]:
    return {
        **old.facts,
        "name": f"{correction.first_name} {correction.last_name}",
        "last_name": correction.last_name,
        "organisation": correction.organisation,
        "issued_on": at.astimezone(ZoneInfo(HOME_ZONE)).date().isoformat(),
        "replaces": old.number,
    }
