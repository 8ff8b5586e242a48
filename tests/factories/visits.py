"""Study visits with valid defaults; an event of a programme without a delivery is one."""

from datetime import UTC, datetime, time, timedelta

from app.kernel.database import db
from app.visits.models import ItineraryStop, StopKind
from tests.factories.events import make_event
from tests.factories.programmes import in_three_languages

STARTS_AT = datetime(2027, 4, 19, 8, 30, tzinfo=UTC)


def make_visit(programme, **facts: object):
    """Make a published visit of four days, from 10:30 on Monday 19 April 2027 in Sweden."""
    starts_at = facts.get("starts_at", STARTS_AT)
    return make_event(
        programme=programme,
        **{
            "title": in_three_languages("Study visit to Halland"),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(days=3, hours=4),
            "time_zone": "Europe/Stockholm",
            "town": "Halmstad",
            "country": "SE",
            "capacity": 43,
            **facts,
        },
    )


def make_stop(visit, **facts: object) -> ItineraryStop:
    stop = ItineraryStop(
        **{
            "event_id": visit.id,
            "kind": StopKind.STOP,
            "day": visit.starts_at.date(),
            "starts_at": time(13, 30),
            "ends_at": time(15, 30),
            "time_zone": "Europe/Stockholm",
            "place": "Halmstad",
            "host": "Åsa Lindström",
            "title": in_three_languages("One door for companies"),
            "description": in_three_languages("Who answers an enquiry"),
            **facts,
        }
    )
    db.session.add(stop)
    db.session.flush()
    return stop
