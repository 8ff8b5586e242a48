"""Attendance of the half-days that are over, and the certificates of the finished delivery."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.attendance.actions import confirm_list
from app.attendance.models import Presence
from app.attendance.queries import halves_of
from app.certificates.actions import issue
from app.certificates.models import Certificate, CertificateKind
from app.cli.demonstration.deliveries import Deliveries
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import read_table
from app.events.models import Delivery, DeliveryState, Event
from app.kernel.database import db
from app.kernel.mail import SentMail

ISSUED_AFTER = timedelta(days=3)


def load_attendance(deliveries: Deliveries, people: People) -> None:
    """Confirm the lists of the sessions held so far, each at its end, by the first trainer."""
    for facts in read_table("deliveries")["deliveries"]:
        trainer_id = people[facts["trainers"][0]].id
        for index, event in enumerate(_list_sessions(deliveries[facts["key"]].id)):
            if found := _found(facts, index, people):
                _confirm(event, found, trainer_id)


def _found(facts: dict[str, Any], index: int, people: People) -> dict[uuid.UUID, Presence]:
    """Return who was found at a session, counted from 0; nothing of one that is to come."""
    return {
        people[row["person"]].id: Presence(row["attendance"][index])
        for row in facts["registrations"]
        if len(row.get("attendance", [])) > index
    }


def _confirm(event: Event, found: dict[uuid.UUID, Presence], trainer_id: uuid.UUID) -> None:
    for half in halves_of(event):
        confirm_list(event, half, found=found, seen_revision=0, by_id=trainer_id, at=half.ends_at)


def load_certificates(deliveries: Deliveries, people: People) -> None:
    """Issue the certificates of what is finished; the worker makes the documents, the mails have long been sent."""
    for facts in read_table("deliveries")["deliveries"]:
        if DeliveryState(facts["state"]) is DeliveryState.CLOSED:
            delivery = _get_delivery(deliveries[facts["key"]].id)
            at = max(event.ends_at for event in delivery.events) + ISSUED_AFTER
            for kind in CertificateKind:
                issue(delivery, kind, actor_id=people[facts["trainers"][0]].id, at=at)
            _note_mails(delivery.id, at)


def _note_mails(delivery_id: uuid.UUID, at: datetime) -> None:
    """Note the mails as sent by the key that certificates give them, so that no worker sends them again."""
    for certificate_id in db.session.scalars(sa.select(Certificate.id).where(Certificate.delivery_id == delivery_id)):
        db.session.add(SentMail(key=f"certificate.made:{certificate_id}", sent_at=at))


def _list_sessions(delivery_id: uuid.UUID) -> list[Event]:
    return list(
        db.session.scalars(sa.select(Event).where(Event.delivery_id == delivery_id).order_by(Event.starts_at, Event.id))
    )


def _get_delivery(delivery_id: uuid.UUID) -> Delivery:
    return db.session.scalars(
        sa.select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(joinedload(Delivery.module), selectinload(Delivery.events))
        .execution_options(populate_existing=True)
    ).one()
