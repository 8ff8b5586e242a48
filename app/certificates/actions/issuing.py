"""Issuing: take a number, freeze the facts, let a worker make the document."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.certificates import queries
from app.certificates.actions.facts import TEMPLATE_VERSION, DeliveryFacts, freeze
from app.certificates.models import Certificate, CertificateKind, CertificateSeries
from app.certificates.queries import Candidate
from app.certificates.rules import NobodyIsReady, certificate_number, is_due, is_due_again, new_check_code
from app.events.models import Delivery
from app.kernel.activity import record
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.kernel.queue import publish


@dataclass(frozen=True)
class Issue:
    """Certificates that were issued with one press."""

    batch_id: uuid.UUID
    count: int


def issue(
    delivery: Delivery,
    kind: CertificateKind,
    *,
    actor_id: uuid.UUID,
    at: datetime,
    again_to: uuid.UUID | None = None,
) -> Issue:
    """Issue a certificate of the kind to everybody it is due to; raise NobodyIsReady.

    `again_to` is the one person who gets a new one after theirs was revoked; nobody else gets any then.

    Presses at the same moment wait for one another at the series, so nobody gets two and no number is used twice.
    """
    series = lock_series(delivery.programme_id, at)
    ready = _choose(queries.get_roll(delivery.id, at).candidates, kind, again_to)
    if not ready:
        raise NobodyIsReady
    facts = DeliveryFacts.gather(delivery, ready, at=at)
    batch_id = uuid.uuid4()
    for candidate in ready:
        series.last_number += 1
        number = certificate_number(facts.programme_code, series.year, series.last_number)
        add_certificate(
            Certificate(
                programme_id=delivery.programme_id,
                delivery_id=delivery.id,
                person_id=candidate.id,
                kind=kind,
                number=number,
                locale=candidate.locale,
                facts=freeze(candidate, facts, kind=kind),
                issued_at=at,
                issued_by_id=actor_id,
                batch_id=batch_id,
            )
        )
    return Issue(batch_id, len(ready))


def _choose(candidates: Sequence[Candidate], kind: CertificateKind, again_to: uuid.UUID | None) -> list[Candidate]:
    if again_to:
        return [one for one in candidates if one.id == again_to and is_ready_again(one, kind)]
    return [one for one in candidates if is_ready(one, kind)]


def is_ready(candidate: Candidate, kind: CertificateKind) -> bool:
    """Tell whether a press for all gives a person a certificate of this kind."""
    return is_due(kind, earned=candidate.completion.earned, held=candidate.held_kinds, revoked=candidate.revoked_kinds)


def is_ready_again(candidate: Candidate, kind: CertificateKind) -> bool:
    """Tell whether a person may be given a new certificate of this kind after theirs was revoked."""
    return is_due_again(
        kind, earned=candidate.completion.earned, held=candidate.held_kinds, revoked=candidate.revoked_kinds
    )


def lock_series(programme_id: uuid.UUID, at: datetime) -> CertificateSeries:
    """Return the series of the year, locked until the transaction ends; it is made when it is first needed."""
    year = at.astimezone(ZoneInfo(HOME_ZONE)).year
    key = {"programme_id": programme_id, "year": year}
    db.session.execute(insert(CertificateSeries).values(**key, last_number=0).on_conflict_do_nothing())
    return db.session.scalars(
        sa.select(CertificateSeries).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    ).one()


def add_certificate(certificate: Certificate) -> Certificate:
    """Add a certificate with its check code, leave the trace and let the worker make the document."""
    certificate.check_code = new_check_code()
    certificate.template_version = TEMPLATE_VERSION
    db.session.add(certificate)
    db.session.flush()
    record(certificate.issued_by_id, "certificate.issued", certificate)
    publish("certificate.issued", certificate_id=certificate.id)
    return certificate
