"""Certificates with the facts that one of training freezes."""

import uuid
from datetime import UTC, datetime
from itertools import count
from typing import Any

from app.certificates.models import Certificate, CertificateKind
from app.certificates.rules import new_check_code
from app.kernel.database import db
from app.kernel.files import store

numbers = count(1)


def make_facts(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "training",
        "name": "Nataša Hribar",
        "last_name": "Hribar",
        "organisation": "Mestna občina Kranj",
        "module": {"sl": "Razvoj lokacij", "de": "Standortentwicklung", "en": "Location development"},
        "outcomes": {
            "sl": ["popišete in opišete lokacije", "ocenite občino kot poslovno lokacijo", "predlagate ukrepe"],
            "de": ["Standorte erfassen und beschreiben", "die Gemeinde bewerten", "Maßnahmen vorschlagen"],
            "en": ["record and describe locations", "assess the municipality", "propose measures"],
        },
        "sessions": [{"day": "2027-01-14", "town": "Kranj"}, {"day": "2027-01-27", "town": "Leoben"}],
        "unit_minutes": 45,
        "workload_minutes": 900,
        "attended_minutes": 720,
        "attendance_percent": 100,
        "quiz": {"points": 10, "most_points": 12, "pass_percent": 60},
        "programme": {
            "code": "SIAT208",
            "title": {"sl": "Upravljanje lokacij", "de": "Standortmanagement", "en": "Location management"},
            "funding_sentence": {"sl": "Projekt sofinancira EU.", "de": "Kofinanziert von der EU.", "en": "Co-funded."},
            "funding_words": {
                "sl": "Sofinancira Evropska unija",
                "de": "Kofinanziert von der Europäischen Union",
                "en": "Co-funded by the European Union",
            },
        },
        "issuer": {
            "name": "BSC, poslovno podporni center, d.o.o., Kranj",
            "address": "Cesta Staneta Žagarja 37, 4000 Kranj",
        },
        "signatory": "Manuela Hofer",
        "place": "Kranj",
        "issued_on": "2027-02-08",
        "trainers": ["Andreja Zupančič"],
        **changes,
    }


def make_certificate(delivery, person_id: uuid.UUID, *, issued_by_id: uuid.UUID, **facts: Any) -> Certificate:
    file = store(b"%PDF-1.7", name="certificate.pdf", media_type="application/pdf")
    certificate = Certificate(
        **{
            "programme_id": delivery.programme_id,
            "delivery_id": delivery.id,
            "person_id": person_id,
            "kind": CertificateKind.TRAINING,
            "number": f"TEST-2027-{next(numbers):04}",
            "check_code": new_check_code(),
            "locale": "en",
            "facts": make_facts(),
            "template_version": 1,
            "issued_at": datetime(2027, 2, 8, 9, 15, tzinfo=UTC),
            "issued_by_id": issued_by_id,
            "batch_id": uuid.uuid4(),
            "file_id": file.id,
            **facts,
        }
    )
    db.session.add(certificate)
    db.session.flush()
    return certificate
