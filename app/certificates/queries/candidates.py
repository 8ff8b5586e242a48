"""People of a delivery: how far they are, and which certificates they hold."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.accounts.models import Person
from app.certificates.models import Certificate, CertificateKind, CertificateState
from app.completion.queries import list_completions
from app.completion.rules import Completion
from app.courses.models import Module
from app.events.models import Delivery
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.organisations.models import Organisation
from app.registration.models import Place, PlaceState, Registration


@dataclass(frozen=True)
class HeldCertificate:
    """A certificate that a person holds, or held until it was revoked."""

    id: uuid.UUID
    number: str
    kind: CertificateKind
    has_file: bool


@dataclass(frozen=True)
class Candidate:
    """A person who takes part in a delivery, how far they are, and what they hold already."""

    id: uuid.UUID
    first_name: str
    last_name: str
    locale: str
    organisation: str | None
    completion: Completion
    certificates: tuple[HeldCertificate, ...]
    """Those that are valid."""
    revoked: tuple[HeldCertificate, ...]

    @property
    def held_kinds(self) -> frozenset[CertificateKind]:
        return frozenset(one.kind for one in self.certificates)

    @property
    def revoked_kinds(self) -> frozenset[CertificateKind]:
        return frozenset(one.kind for one in self.revoked)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def name_for_lists(self) -> str:
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True)
class Roll:
    """A delivery with everybody who takes part in it, in order of name."""

    delivery_id: uuid.UUID
    programme_id: uuid.UUID
    delivery_title: LocalizedText
    module_title: LocalizedText
    candidates: tuple[Candidate, ...]

    def get(self, person_id: uuid.UUID) -> Candidate:
        """Return one of them."""
        for candidate in self.candidates:
            if candidate.id == person_id:
                return candidate
        raise NotFound


def get_roll(delivery_id: uuid.UUID, at: datetime) -> Roll:
    """Return a delivery's people and what they have done and hold; six statements."""
    rows = db.session.execute(_roll(delivery_id)).all()
    if not rows:
        raise NotFound
    people = [row for row in rows if row.person_id]
    completions = list_completions(delivery_id, at, person_ids=[row.person_id for row in people])
    return Roll(
        delivery_id=delivery_id,
        programme_id=rows[0].programme_id,
        delivery_title=rows[0].delivery_title,
        module_title=rows[0].module_title,
        candidates=tuple(_candidate(row, completions[row.person_id]) for row in people),
    )


def _candidate(row: Any, completion: Completion) -> Candidate:
    held: dict[str, list[HeldCertificate]] = {CertificateState.VALID: [], CertificateState.REVOKED: []}
    for one in row.held:
        kind = CertificateKind(one["kind"])
        held[one["state"]].append(HeldCertificate(uuid.UUID(one["id"]), one["number"], kind, one["has_file"]))
    return Candidate(
        id=row.person_id,
        first_name=row.first_name,
        last_name=row.last_name,
        locale=row.locale,
        organisation=row.organisation,
        completion=completion,
        certificates=tuple(held[CertificateState.VALID]),
        revoked=tuple(held[CertificateState.REVOKED]),
    )


def _roll(delivery_id: uuid.UUID) -> sa.Select[Any]:
    """Select the delivery once per person, or once without a person."""
    takes_part = sa.exists().where(Place.registration_id == Registration.id, Place.state == PlaceState.CONFIRMED)
    return (
        sa.select(
            Delivery.programme_id,
            Delivery.title.label("delivery_title"),
            Module.title.label("module_title"),
            Person.id.label("person_id"),
            Person.first_name,
            Person.last_name,
            Person.locale,
            Organisation.name.label("organisation"),
            _held().label("held"),
        )
        .join(Module, Module.id == Delivery.module_id)
        .outerjoin(Registration, sa.and_(Registration.delivery_id == Delivery.id, takes_part))
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Delivery.id == delivery_id)
        .order_by(Person.sort_key, Person.id)
    )


def _held() -> sa.ScalarSelect[Any]:
    facts = sa.func.jsonb_build_object(
        "id", Certificate.id, "number", Certificate.number, "kind", Certificate.kind,
        "state", Certificate.state, "has_file", Certificate.file_id.is_not(None),
    )  # fmt: skip
    return (
        sa.select(
            sa.func.coalesce(sa.func.jsonb_agg(aggregate_order_by(facts, Certificate.number)), sa.text("'[]'::jsonb"))
        )
        .where(
            Certificate.delivery_id == Delivery.id,
            Certificate.person_id == Person.id,
            Certificate.state.in_([CertificateState.VALID, CertificateState.REVOKED]),
        )
        .correlate(Delivery, Person)
        .scalar_subquery()
    )
