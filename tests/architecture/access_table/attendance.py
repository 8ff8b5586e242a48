"""Who reaches the lists of attendance and the sheets to sign."""

from datetime import UTC, datetime, timedelta

from app.accounts.models import Person
from app.kernel.database import db
from app.programmes.queries import get_programme
from tests.architecture.access import READERS_OF_EVIDENCE, STAFF, Row, World
from tests.factories.attendance import make_participant
from tests.factories.events import make_delivery, make_event, make_trainer


def a_session(world: World) -> None:
    delivery = make_delivery(programme=get_programme(world.programme_id))
    event = make_event(delivery, starts_at=datetime.now(UTC) - timedelta(days=2))
    make_participant(event)
    make_trainer(event, db.session.get_one(Person, world.person_ids["trainer"]))
    world.things["event_id"] = event.id


def of_session(world: World) -> dict:
    return {"event_id": world.event_id}


ROWS = [
    Row("attendance.take_attendance", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_session, make=a_session),
    Row("attendance.confirm_attendance", "POST", allowed=STAFF, arguments=of_session, make=a_session),
    Row("attendance.stand_in", "POST", allowed={"trainer"}, arguments=of_session, make=a_session),
    Row("attendance.download_sheet", "GET", allowed=READERS_OF_EVIDENCE, arguments=of_session, make=a_session),
]
