"""Visits in lists, and a visit with its itinerary in a constant number of statements."""

from datetime import date, time, timedelta

import pytest

from app.events.models import DeliveryState
from app.kernel.database import transaction
from app.visits import queries
from tests.factories.visits import STARTS_AT, make_stop, make_visit


def test_visits_to_come_stand_in_order_and_past_ones_from_the_latest(programme):
    with transaction():
        late, early = (make_visit(programme, starts_at=STARTS_AT + timedelta(days=days)) for days in (60, 30))
        oldest, older = (make_visit(programme, starts_at=STARTS_AT - timedelta(days=days)) for days in (60, 30))
        make_visit(programme, state=DeliveryState.DRAFT)
        ids = {"early": early.id, "late": late.id, "older": older.id, "oldest": oldest.id}

    to_come = queries.list_visits_to_come(programme.id, STARTS_AT)
    past = queries.list_past_visits(programme.id, STARTS_AT)

    assert [visit.id for visit in to_come] == [ids["early"], ids["late"]]
    assert [visit.id for visit in past] == [ids["older"], ids["oldest"]]


def test_every_day_is_there_and_its_stops_stand_in_order_of_time(programme):
    with transaction():
        visit = make_visit(programme)
        for hour in (15, 9):
            make_stop(visit, day=date(2027, 4, 20), starts_at=time(hour), ends_at=None)

    found = queries.get_visit(visit.id)

    assert [day.date.day for day in found.days] == [19, 20, 21, 22]
    assert [stop.starts_at.hour for stop in found.days[1].stops] == [9, 15]
    assert found.days[0].stops == ()


@pytest.mark.parametrize("stops", [1, 40])
def test_a_visit_takes_the_same_statements_whatever_its_stops(programme, count_queries, stops):
    with transaction():
        visit = make_visit(programme)
        for _ in range(stops):
            make_stop(visit)
        visit_id = visit.id

    with count_queries() as statements:
        queries.get_visit(visit_id)

    assert len(statements) == 5
