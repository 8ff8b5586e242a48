"""The facts a certificate freezes: what was true at issue, as plain values."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts.models import Person
from app.certificates.models import CertificateKind
from app.certificates.queries import Candidate, Evidence, gather_evidence
from app.events.models import Delivery, Event, EventTrainer
from app.kernel.clock import HOME_ZONE
from app.kernel.database import db
from app.organisations.models import Organisation
from app.programmes.models import Participation, Programme, ProgrammeOrganisation

TEMPLATE_VERSION = 1


@dataclass(frozen=True)
class DeliveryFacts:
    """What all certificates of a delivery share."""

    programme_code: str
    shared: dict[str, Any]
    evidence: Evidence

    @classmethod
    def gather(cls, delivery: Delivery, candidates: Sequence[Candidate], *, at: datetime) -> "DeliveryFacts":
        """Read the shared facts; the delivery comes with its module."""
        programme = db.session.get_one(Programme, delivery.programme_id)
        module = delivery.module
        shared = {
            "programme": {
                "code": programme.code,
                "title": dict(programme.title),
                "funding_sentence": dict(programme.funding_sentence),
                "funding_words": dict(programme.funding_words),
                "logos": [{"key": logo.key, "text": dict(logo.text)} for logo in programme.logos],
            },
            "module": dict(module.title),
            "outcomes": module.outcomes,
            "unit_minutes": programme.unit_minutes,
            "workload_minutes": module.workload_minutes,
            "issuer": _issuer(programme),
            "signatory": programme.contact_name,
            "place": programme.issuer_place,
            "issued_on": _local_day(at).isoformat(),
            "trainers": _trainers(delivery),
        }
        return cls(programme.code, shared, gather_evidence(delivery.id, candidates))


def freeze(candidate: Candidate, facts: DeliveryFacts, *, kind: CertificateKind) -> dict[str, Any]:
    """Return everything that is printed on one person's certificate."""
    completion = candidate.completion
    return {
        **facts.shared,
        "kind": kind.value,
        "name": candidate.full_name,
        "last_name": candidate.last_name,
        "organisation": candidate.organisation,
        "sessions": [{"day": day.isoformat(), "town": town} for day, town in facts.evidence.attended[candidate.id]],
        "attended_minutes": completion.attended_minutes,
        "attendance_percent": completion.attended_percent,
        "quiz": _quiz(facts.evidence, candidate) if kind is CertificateKind.TRAINING else None,
    }


def _quiz(evidence: Evidence, candidate: Candidate) -> dict[str, int] | None:
    result = evidence.quizzes.get(candidate.id)
    return None if result is None else asdict(result)


def _issuer(programme: Programme) -> dict[str, str | None]:
    row = db.session.execute(
        sa.select(Organisation.name, Organisation.address)
        .join(ProgrammeOrganisation, ProgrammeOrganisation.organisation_id == Organisation.id)
        .where(
            ProgrammeOrganisation.programme_id == programme.id,
            ProgrammeOrganisation.participation == Participation.LEAD_PARTNER,
        )
    ).first()
    return {"name": row.name, "address": row.address} if row else {"name": programme.contact_name, "address": None}


def _trainers(delivery: Delivery) -> list[str]:
    rows = db.session.execute(
        sa.select(Person.first_name, Person.last_name, Person.sort_key)
        .join(EventTrainer, EventTrainer.person_id == Person.id)
        .join(Event, Event.id == EventTrainer.event_id)
        .where(Event.delivery_id == delivery.id)
        .distinct()
        .order_by(Person.sort_key)
    )
    return [f"{row.first_name} {row.last_name}" for row in rows]


def _local_day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(HOME_ZONE)).date()
