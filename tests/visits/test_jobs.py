"""A copied study visit takes its itinerary along."""

from datetime import timedelta

from app.events.actions import copy_event
from app.kernel.database import transaction
from app.visits import queries
from app.visits.actions import describe_visit, name_day
from tests.factories.programmes import in_three_languages
from tests.factories.visits import make_stop, make_visit
from tests.jobs import run_jobs


def test_the_copy_has_texts_days_and_stops_a_week_later(programme):
    with transaction():
        visit = make_visit(programme)
        stop = make_stop(visit, day=visit.starts_at.date() + timedelta(days=1))
        text = in_three_languages("Coast")
        describe_visit(visit.id, summary=text, taking_part=text, note=text, actor_id=None)
        name_day(visit.id, visit.starts_at.date(), title=text, actor_id=None)
        source_id, day, first = visit.id, stop.day, visit.starts_at.date()
    with transaction():
        copy_id = copy_event(source_id, actor_id=None).id
    run_jobs()

    copy = queries.get_visit(copy_id)
    assert copy.summary == text
    assert [(planned.date, planned.title) for planned in copy.days if planned.title] == [(first + timedelta(7), text)]
    assert [planned.day for planned in queries.list_stops(copy_id)] == [day + timedelta(days=7)]
    assert [planned.day for planned in queries.list_stops(source_id)] == [day]
