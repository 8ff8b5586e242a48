"""The traces of a registration: what was done with it, when and by whom."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.models import Person
from app.events.models import Event
from app.kernel.activity import Activity
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.registration.models import Place


@dataclass(frozen=True)
class Trace:
    """One thing that was done; no actor means the system itself, no event means the registration as a whole."""

    at: datetime
    verb: str
    actor_name: str | None
    event_title: LocalizedText | None


def list_history(registration_id: uuid.UUID) -> list[Trace]:
    """Return what was done with a registration and its places, the latest first."""
    places = sa.select(Place.id).where(Place.registration_id == registration_id)
    rows = db.session.execute(
        sa.select(
            Activity.at,
            Activity.verb,
            (Person.first_name + " " + Person.last_name).label("actor_name"),
            Event.title.label("event_title"),
        )
        .outerjoin(Person, Person.id == Activity.actor_id)
        .outerjoin(Place, Place.id == Activity.subject_id)
        .outerjoin(Event, Event.id == Place.event_id)
        .where(sa.or_(Activity.subject_id == registration_id, Activity.subject_id.in_(places)))
        .order_by(Activity.at.desc(), Activity.id)
    )
    return [Trace(**row._mapping) for row in rows]
