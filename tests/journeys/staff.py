"""What others do meanwhile, done through the actions of the house: sessions are held, certificates issued."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts.models import Person, Role, RoleAssignment
from app.attendance.actions import confirm_list
from app.attendance.models import Presence
from app.attendance.queries import halves_of
from app.certificates.actions import issue
from app.certificates.models import CertificateKind
from app.courses.actions import mark_as_read
from app.courses.models import Module
from app.courses.queries import get_section_to_read
from app.events.actions import create_delivery, create_event, publish_delivery
from app.events.models import Audience, Delivery, Event
from app.events.queries import get_delivery, get_event
from app.events.rules import DeliveryFacts, EventFacts
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from app.registration.actions import Application, register
from app.registration.models import Place, PlaceState, Registration

WEEKS_AHEAD = (60, 61)
"""Far enough that nobody teaches elsewhere then, whatever day the run is on."""


def delivery_id_of(address: str) -> uuid.UUID:
    """Return the delivery that a person is registered for."""
    found = sa.select(Registration.delivery_id).join(Person).where(Person.email == address)
    return db.session.scalars(found).one()


def trainer_id() -> uuid.UUID:
    held = sa.select(RoleAssignment.person_id).where(RoleAssignment.role == Role.TRAINER).limit(1)
    return db.session.scalars(held).one()


def let_sessions_be_over(delivery_id: uuid.UUID) -> None:
    """Bring the sessions of a delivery into the past, the last one to yesterday."""
    with transaction() as session:
        latest = session.scalar(sa.select(sa.func.max(Event.ends_at)).where(Event.delivery_id == delivery_id))
        back = timedelta(days=(latest - now()).days + 2)
        earlier = {"starts_at": Event.starts_at - back, "ends_at": Event.ends_at - back}
        session.execute(sa.update(Event).where(Event.delivery_id == delivery_id).values(earlier))
        window = {"opens_at": Delivery.opens_at - back, "closes_at": Delivery.closes_at - back}
        session.execute(sa.update(Delivery).where(Delivery.id == delivery_id).values(window))


def hold_sessions(address: str) -> None:
    """Let the sessions pass, and confirm that everybody with a place was there."""
    delivery_id, by_id = delivery_id_of(address), trainer_id()
    let_sessions_be_over(delivery_id)
    with transaction() as session:
        event_ids = session.scalars(sa.select(Event.id).where(Event.delivery_id == delivery_id)).all()
        for event in [get_event(event_id) for event_id in event_ids]:
            confirmed = sa.select(Place.person_id).where(
                Place.event_id == event.id, Place.state == PlaceState.CONFIRMED
            )
            found = dict.fromkeys(session.scalars(confirmed).all(), Presence.ATTENDED)
            for half in halves_of(event):
                confirm_list(event, half, found=found, seen_revision=0, by_id=by_id, at=now())


def mark_as_read_by(address: str, section_ids: Sequence[uuid.UUID]) -> None:
    """Mark sections as read by a person, as their presses would."""
    with transaction() as session:
        person_id = session.scalars(sa.select(Person.id).where(Person.email == address)).one()
        for section_id in section_ids:
            mark_as_read(get_section_to_read(section_id), person_id=person_id, at=now())


def plan_a_delivery_of(module_number: int, *, people: int) -> uuid.UUID:
    """Let organisers plan a delivery of two sessions, and people register; return its id, the sessions being over."""
    with transaction() as session:
        module = session.scalars(sa.select(Module).where(Module.number == module_number)).one()
        by_id, at = trainer_id(), now()
        title = LocalizedText(sl="Jesen", de="Herbst", en="Autumn")
        window = {"opens_at": at - timedelta(days=1), "closes_at": at + timedelta(days=1)}
        facts = DeliveryFacts(module.id, title, Audience.PUBLIC, **window)
        delivery = create_delivery(module.programme_id, facts, actor_id=by_id)
        for weeks in WEEKS_AHEAD:
            session_facts = _session(title, at + timedelta(weeks=weeks), trainer=by_id, capacity=people)
            create_event(module.programme_id, session_facts, delivery=delivery, actor_id=by_id)
        delivery_id = delivery.id
    with transaction() as session:
        publish_delivery(delivery_id, actor_id=by_id)
        event_ids = tuple(session.scalars(sa.select(Event.id).where(Event.delivery_id == delivery_id)))
        for person_id in session.scalars(sa.select(Person.id).order_by(Person.sort_key).limit(people)).all():
            register(person_id, Application(delivery_id, event_ids, locale="sl"), actor_id=None, at=now())
    let_sessions_be_over(delivery_id)
    return delivery_id


def _session(title: LocalizedText, day: datetime, *, trainer: uuid.UUID, capacity: int) -> EventFacts:
    starts_at = day.replace(hour=8, minute=0, second=0, microsecond=0)
    return EventFacts(
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=7),
        time_zone="Europe/Ljubljana",
        town="Kranj",
        country="SI",
        venue=title,
        address="Cesta Staneta Žagarja 37",
        room=LocalizedText(),
        languages=("sl", "de"),
        capacity=capacity,
        teaching_minutes=360,
        trainer_ids=(trainer,),
    )


def issue_training_certificates(address: str) -> None:
    """Issue to everybody of the person's delivery who is entitled to a certificate of training."""
    delivery_id, by_id = delivery_id_of(address), trainer_id()
    with transaction():
        issue(get_delivery(delivery_id), CertificateKind.TRAINING, actor_id=by_id, at=now())


def event_ids_of(delivery_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the sessions of a delivery in order of time."""
    found = sa.select(Event.id).where(Event.delivery_id == delivery_id).order_by(Event.starts_at)
    return list(db.session.scalars(found))
