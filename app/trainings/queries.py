"""What a session day needs: the sessions of a trainer, and the people of one session with their presence."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.accounts.models import Person
from app.attendance.models import Attendance, Half, Presence
from app.courses.models import Material, Module, ModuleActivity
from app.events.models import Delivery, DeliveryState, Event, EventKind, EventTrainer
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.organisations.models import Organisation
from app.registration.models import Place, PlaceState, Registration

MOST_PAST_SESSIONS = 50
"""The list goes back so far; older sessions are reached through their delivery."""


@dataclass(frozen=True)
class SessionRow:
    """A session as it stands in the list of sessions."""

    id: uuid.UUID
    state: DeliveryState
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    venue: LocalizedText
    capacity: int
    places_taken: int
    places_waiting: int
    module_number: int | None
    module_title: LocalizedText | None


@dataclass(frozen=True)
class SessionPerson:
    """A person at a session: the state of the place, and what was found at each half-day."""

    person_id: uuid.UUID
    registration_id: uuid.UUID
    name_for_lists: str
    organisation_name: str | None
    country: str | None
    locale: str
    state: PlaceState
    presence: dict[tuple[date, Half], Presence]


@dataclass(frozen=True)
class MaterialRow:
    """A material of a session's module."""

    id: uuid.UUID
    title: LocalizedText
    url: str | None
    locale: str | None


def list_sessions_to_come(
    programme_id: uuid.UUID, at: datetime, *, trainer_id: uuid.UUID | None = None
) -> list[SessionRow]:
    """Return sessions and visits that are not over, the earliest first; those of one trainer if one is named."""
    return _fetch(_sessions(programme_id, trainer_id).where(Event.ends_at > at).order_by(Event.starts_at, Event.id))


def list_past_sessions(
    programme_id: uuid.UUID, at: datetime, *, trainer_id: uuid.UUID | None = None
) -> list[SessionRow]:
    """Return what is over, the latest first."""
    query = _sessions(programme_id, trainer_id).where(Event.ends_at <= at)
    return _fetch(query.order_by(Event.starts_at.desc(), Event.id).limit(MOST_PAST_SESSIONS))


def _sessions(programme_id: uuid.UUID, trainer_id: uuid.UUID | None) -> sa.Select:
    own = [getattr(Event, name) for name in SessionRow.__dataclass_fields__ if hasattr(Event, name)]
    query = (
        sa.select(*own, Module.number.label("module_number"), Module.title.label("module_title"))
        .outerjoin(Delivery, Delivery.id == Event.delivery_id)
        .outerjoin(Module, Module.id == Delivery.module_id)
        .where(Event.programme_id == programme_id, Event.kind == EventKind.SESSION)
    )
    if trainer_id is None:
        return query
    return query.where(sa.exists().where(EventTrainer.event_id == Event.id, EventTrainer.person_id == trainer_id))


def _fetch(query: sa.Select) -> list[SessionRow]:
    return [SessionRow(**row) for row in db.session.execute(query).mappings()]


def list_session_people(event_id: uuid.UUID) -> list[SessionPerson]:
    """Return everybody who has or had a place at a session, in order of name; one statement."""
    presence = (
        sa.select(
            sa.func.jsonb_object_agg(sa.cast(Attendance.day, sa.Text) + " " + Attendance.half, Attendance.presence)
        )
        .where(Attendance.event_id == Place.event_id, Attendance.person_id == Place.person_id)
        .correlate(Place)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            Place.person_id,
            Place.registration_id,
            (Person.last_name + ", " + Person.first_name).label("name_for_lists"),
            Organisation.name.label("organisation_name"),
            Organisation.country,
            Person.locale,
            Place.state,
            presence.label("presence"),
        )
        .join(Registration, Registration.id == Place.registration_id)
        .join(Person, Person.id == Place.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Place.event_id == event_id)
        .order_by(Person.sort_key, Place.id)
    )
    return [SessionPerson(**{**row, "presence": _by_half(row["presence"] or {})}) for row in rows.mappings()]


def _by_half(found: dict[str, str]) -> dict[tuple[date, Half], Presence]:
    return {
        (date.fromisoformat(day), Half(half)): Presence(presence)
        for (day, half), presence in ((key.split(), one) for key, one in found.items())
    }


def list_materials(module_id: uuid.UUID) -> list[MaterialRow]:
    """Return the materials of a module in their order."""
    rows = db.session.execute(
        sa.select(Material.id, Material.title, Material.url, Material.locale)
        .join(ModuleActivity, ModuleActivity.material_id == Material.id)
        .where(ModuleActivity.module_id == module_id)
        .order_by(ModuleActivity.position, ModuleActivity.id)
    )
    return [MaterialRow(**row) for row in rows.mappings()]
