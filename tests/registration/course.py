"""What tests of registration happen in: a delivery with two sessions of one place each, and three people."""

import sqlalchemy as sa

from app.kernel.database import db, transaction
from app.registration import actions, queries
from app.registration.actions import Application
from app.registration.models import Place, PlaceState
from tests.factories.accounts import make_person
from tests.factories.events import NOW, make_delivery, make_event


class Course:
    """A delivery with two sessions of one place each, and people who want to come."""

    def __init__(self, programme, **facts):
        delivery = make_delivery(programme=programme, **facts)
        self.delivery_id = delivery.id
        self.event_ids = tuple(make_event(delivery, capacity=1).id for _ in range(2))
        self.person_ids = [make_person().id for _ in range(3)]

    def apply(self, person: int, event_ids=None, at=NOW, **facts) -> None:
        application = Application(
            self.delivery_id, event_ids if event_ids is not None else self.event_ids, locale="sl", **facts
        )
        with transaction():
            actions.register(self.person_ids[person], application, actor_id=None, at=at)

    def registration_id(self, person: int):
        return queries.find_registration_of(self.delivery_id, self.person_ids[person]).id

    def states(self, person: int) -> list[PlaceState]:
        rows = db.session.execute(
            sa.select(Place.event_id, Place.state).where(Place.person_id == self.person_ids[person])
        )
        found = {row.event_id: row.state for row in rows}
        db.session.rollback()
        return [found.get(event_id) for event_id in self.event_ids]
