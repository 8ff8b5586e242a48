"""Adding, changing and removing stops; each leaves a trace."""

from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa

from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from app.visits import actions, queries
from app.visits.models import StopKind
from app.visits.rules import StopFacts, StopOutsideVisit
from tests.factories.events import make_delivery, make_event
from tests.factories.visits import make_stop, make_visit

FACTS = StopFacts(
    kind=StopKind.STOP,
    day=date(2027, 4, 20),
    starts_at=time(9, 30),
    ends_at=time(11, 30),
    time_zone="Europe/Stockholm",
    place="Varberg",
    host="Märta Sjögren",
    title=LocalizedText(sl="Popis", de="Verzeichnis", en="Register"),
    description=LocalizedText(),
)


@pytest.fixture
def visit(programme):
    with transaction():
        return make_visit(programme)


def test_a_stop_is_added_changed_and_removed_with_traces(visit):
    with transaction():
        stop = actions.add_stop(visit.id, FACTS, actor_id=None)
    with transaction():
        actions.change_stop(visit.id, stop.id, facts=replace(FACTS, place="Falkenberg"), actor_id=None)
    assert [stop.place for stop in queries.list_stops(visit.id)] == ["Falkenberg"]
    with transaction():
        actions.remove_stop(visit.id, stop.id, actor_id=None)

    assert queries.list_stops(visit.id) == []
    verbs = db.session.scalars(sa.select(Activity.verb).order_by(Activity.at))
    assert list(verbs) == ["itinerary_stop.added", "itinerary_stop.changed", "itinerary_stop.removed"]


def test_a_stop_on_a_day_outside_the_visit_is_refused(visit):
    with pytest.raises(StopOutsideVisit), transaction():
        actions.add_stop(visit.id, replace(FACTS, day=date(2027, 4, 23)), actor_id=None)

    assert queries.list_stops(visit.id) == []


def test_a_stop_of_another_visit_is_not_found(visit, programme):
    with transaction():
        foreign = make_stop(make_visit(programme))

    with pytest.raises(NotFound), transaction():
        actions.change_stop(visit.id, foreign.id, facts=FACTS, actor_id=None)


def test_removing_twice_is_removing_once(visit):
    with transaction():
        stop_id = make_stop(visit).id

    for _ in range(2):
        with transaction():
            actions.remove_stop(visit.id, stop_id, actor_id=None)

    assert queries.list_stops(visit.id) == []


def test_a_session_has_no_itinerary(programme):
    with transaction():
        session = make_event(make_delivery(programme=programme))

    with pytest.raises(NotFound), transaction():
        actions.add_stop(session.id, FACTS, actor_id=None)


def test_a_day_is_named_and_named_again(visit):
    for title in ("Varberg", "Varberg and Falkenberg"):
        with transaction():
            actions.name_day(visit.id, date(2027, 4, 20), title=LocalizedText(en=title), actor_id=None)

    assert queries.find_day_title(visit.id, date(2027, 4, 20)).text("en") == "Varberg and Falkenberg"


def test_a_visit_is_described(visit):
    texts = {name: LocalizedText(en=name) for name in ("summary", "taking_part", "note")}

    with transaction():
        actions.describe_visit(visit.id, **texts, actor_id=None)

    found = queries.get_visit(visit.id)
    assert {name: getattr(found, name) for name in texts} == texts
