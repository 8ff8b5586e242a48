"""What tests look for in a database full of data."""

import sqlalchemy as sa

from app.events.models import Event
from app.kernel.database import db
from app.registration.models import HOLDS_A_PLACE, Place, PlaceState


def count(table: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))


def rule_breaking_events() -> list[Event]:
    """Return events over capacity, with a free place while somebody waits, or whose counts are wrong."""
    taken = sa.func.count().filter(Place.state.in_(HOLDS_A_PLACE))
    waiting = sa.func.count().filter(Place.state == PlaceState.WAITING)
    wrong = sa.or_(
        taken > Event.capacity,
        sa.and_(waiting > 0, taken < Event.capacity),
        taken != Event.places_taken,
        waiting != Event.places_waiting,
    )
    return list(
        db.session.scalars(sa.select(Event).join(Place, Place.event_id == Event.id).group_by(Event.id).having(wrong))
    )
