"""Days of visits, and stops that fit into them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.kernel.locales import LocalizedText
from app.visits.models import StopKind
from app.visits.rules import StopEndsTooEarly, StopFacts, StopOutsideVisit, ensure_stop_fits, list_days

DAYS = [date(2027, 4, 19), date(2027, 4, 20)]
STOP = StopFacts(
    kind=StopKind.STOP,
    day=date(2027, 4, 20),
    starts_at=time(9, 30),
    ends_at=time(11, 30),
    time_zone="Europe/Stockholm",
    place="Varberg",
    host=None,
    title=LocalizedText(en="A register that everyone uses"),
    description=LocalizedText(),
)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Stockholm", [date(2027, 4, 19), date(2027, 4, 20)]),
        ("Europe/Helsinki", [date(2027, 4, 20)]),
    ],
)
def test_the_days_of_a_visit_are_those_of_its_zone(zone, days):
    starts_at, ends_at = datetime(2027, 4, 19, 21, 30, tzinfo=UTC), datetime(2027, 4, 20, 12, tzinfo=UTC)

    assert list_days(starts_at, ends_at, zone) == days


@pytest.mark.parametrize("ends_at", [time(11, 30), time(9, 30), None])
def test_a_stop_within_the_visit_fits(ends_at):
    ensure_stop_fits(replace(STOP, ends_at=ends_at), DAYS)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"day": date(2027, 4, 18)}, StopOutsideVisit),
        ({"day": date(2027, 4, 21)}, StopOutsideVisit),
        ({"ends_at": time(9, 29)}, StopEndsTooEarly),
    ],
)
def test_a_stop_outside_the_visit_or_with_a_wrong_end_is_refused(change, refusal):
    with pytest.raises(refusal):
        ensure_stop_fits(replace(STOP, **change), DAYS)
