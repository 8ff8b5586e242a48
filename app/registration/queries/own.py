"""A person's own registrations."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.accounts.models import Person
from app.courses.models import Module
from app.events.models import Delivery, Event
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.organisations.models import Organisation
from app.registration.models import Place, PlaceState, Registration


@dataclass(frozen=True)
class PlaceOfPerson:
    """A person's place at one event."""

    event_id: uuid.UUID
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    state: PlaceState


@dataclass(frozen=True)
class RegistrationOfPerson:
    """A registration as it stands on the person's page; a stand-alone event has neither delivery nor module."""

    id: uuid.UUID
    delivery_id: uuid.UUID | None
    event_id: uuid.UUID | None
    delivery_title: LocalizedText | None
    module_id: uuid.UUID | None
    module_number: int | None
    module_title: LocalizedText | None
    received_at: datetime
    places: tuple[PlaceOfPerson, ...]


@dataclass(frozen=True)
class Applicant:
    """What is known of a person who is signed in, and need not be asked."""

    full_name: str
    email: str
    organisation_id: uuid.UUID | None
    organisation_name: str | None
    job_title: str | None


def get_applicant(person_id: uuid.UUID) -> Applicant:
    """Return what is known of a person."""
    row = db.session.execute(
        sa.select(
            (Person.first_name + " " + Person.last_name).label("full_name"),
            Person.email,
            Person.organisation_id,
            Organisation.name.label("organisation_name"),
            Person.job_title,
        )
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id == person_id)
    ).one()
    return Applicant(**row._mapping)


def get_registration(registration_id: uuid.UUID) -> Registration:
    """Return a registration with person, organisation, delivery, module, programme, and its places in order of time."""
    registration = db.session.scalars(
        sa.select(Registration)
        .where(Registration.id == registration_id)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.organisation),
            joinedload(Registration.delivery).options(joinedload(Delivery.module), joinedload(Delivery.programme)),
            joinedload(Registration.event).joinedload(Event.programme),
            selectinload(Registration.places).joinedload(Place.event),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if registration is None:
        raise NotFound
    registration.places.sort(key=lambda place: (place.event.starts_at, place.event_id))
    return registration


def find_registration_of(delivery_id: uuid.UUID, person_id: uuid.UUID) -> Registration | None:
    """Return a person's registration for a delivery, or for a stand-alone event, with its places."""
    return db.session.scalars(
        sa.select(Registration)
        .where(
            sa.or_(Registration.delivery_id == delivery_id, Registration.event_id == delivery_id),
            Registration.person_id == person_id,
        )
        .options(selectinload(Registration.places))
        .execution_options(populate_existing=True)
    ).one_or_none()


def count_ahead(place_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return for places on a waiting list how many people are ahead of each."""
    other = aliased(Place)
    rows = db.session.execute(
        sa.select(Place.id, sa.func.count(other.id))
        .outerjoin(
            other,
            sa.and_(
                other.event_id == Place.event_id,
                other.state == PlaceState.WAITING,
                other.queue_number < Place.queue_number,
            ),
        )
        .where(Place.id.in_(place_ids), Place.state == PlaceState.WAITING)
        .group_by(Place.id)
    )
    return {row[0]: row[1] for row in rows}


def list_registrations_of_person(person_id: uuid.UUID) -> list[RegistrationOfPerson]:
    """Return a person's registrations with their places, the one received last first; two statements."""
    heads = db.session.execute(
        sa.select(
            Registration.id,
            Registration.delivery_id,
            Registration.event_id,
            Delivery.title.label("delivery_title"),
            Module.id.label("module_id"),
            Module.number.label("module_number"),
            Module.title.label("module_title"),
            Registration.received_at,
        )
        .outerjoin(Delivery, Delivery.id == Registration.delivery_id)
        .outerjoin(Module, Module.id == Delivery.module_id)
        .where(Registration.person_id == person_id)
        .order_by(Registration.received_at.desc(), Registration.id)
    ).all()
    places = _places_of_person(person_id)
    return [RegistrationOfPerson(**head._mapping, places=tuple(places.get(head.id, ()))) for head in heads]


def _places_of_person(person_id: uuid.UUID) -> dict[uuid.UUID, list[PlaceOfPerson]]:
    rows = db.session.execute(
        sa.select(
            Place.registration_id,
            Event.id.label("event_id"),
            Event.title,
            Event.starts_at,
            Event.ends_at,
            Event.time_zone,
            Event.town,
            Place.state,
        )
        .join(Event, Event.id == Place.event_id)
        .where(Place.person_id == person_id)
        .order_by(Event.starts_at, Event.id)
    )
    found: dict[uuid.UUID, list[PlaceOfPerson]] = {}
    for row in rows.mappings():
        values = dict(row)
        found.setdefault(values.pop("registration_id"), []).append(PlaceOfPerson(**values))
    return found
