from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.attendance.actions import confirm_list
from app.attendance.models import AttendanceList, Half, Presence
from app.attendance.queries import halves_of, list_found
from app.attendance.rules import DayHasNotCome, ListWasChanged
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.attendance import make_participant
from tests.factories.events import make_delivery, make_event

STARTS = datetime(2027, 1, 14, 8, 0, tzinfo=UTC)
NOON = STARTS + timedelta(hours=4)
HERE, EXCUSED, ABSENT = Presence.ATTENDED, Presence.EXCUSED, Presence.ABSENT


@pytest.fixture
def session(programme):
    """A session of two people, its morning, and two trainers."""
    with transaction():
        event = make_event(make_delivery(programme=programme), starts_at=STARTS)
        people = [make_participant(event).id, make_participant(event).id]
        trainers = [make_person("Maja", "Đurić").id, make_person("Manuela", "Hofer").id]
    return SimpleNamespace(event=event, morning=halves_of(event)[0], people=people, trainers=trainers)


def confirm(session, *presences, seen_revision=0, by=0, at=NOON):
    with transaction():
        confirm_list(
            session.event,
            session.morning,
            found=dict(zip(session.people, presences, strict=True)),
            seen_revision=seen_revision,
            by_id=session.trainers[by],
            at=at,
        )


def found_in_the_morning(session):
    found = list_found(session.event.id).get((session.morning.day, Half.MORNING), {})
    return [found.get(person_id) for person_id in session.people]


def traces():
    return sorted(db.session.execute(sa.select(Activity.verb, Activity.subject_kind)).all())


def test_a_confirmed_list_says_of_everybody_whether_they_were_here(session):
    confirm(session, HERE, EXCUSED)

    confirmed = db.session.scalars(sa.select(AttendanceList)).one()
    assert found_in_the_morning(session) == [HERE, EXCUSED]
    assert (confirmed.revision, confirmed.confirmed_by_id, confirmed.confirmed_at) == (1, session.trainers[0], NOON)
    assert traces() == [("attendance.confirmed", "attendance_list")]


def test_a_correction_leaves_a_trace_for_those_it_changed(session):
    confirm(session, HERE, HERE)
    confirm(session, HERE, ABSENT, seen_revision=1, at=NOON + timedelta(days=1))

    assert found_in_the_morning(session) == [HERE, ABSENT]
    assert db.session.scalars(sa.select(AttendanceList.revision)).one() == 2
    assert traces() == [
        ("attendance.confirmed", "attendance_list"),
        ("attendance.corrected", "attendance"),
        ("attendance.corrected", "attendance_list"),
    ]


def test_the_second_of_two_trainers_learns_who_was_first(session):
    confirm(session, HERE, HERE, by=1)

    with pytest.raises(ListWasChanged) as refusal:
        confirm(session, HERE, ABSENT)

    assert (refusal.value.by_name, refusal.value.at) == ("Manuela Hofer", NOON)
    assert found_in_the_morning(session) == [HERE, HERE]


@pytest.mark.parametrize(("at", "is_refused"), [(STARTS - timedelta(days=1), True), (STARTS, False)])
def test_attendance_is_not_taken_before_the_day(session, at, is_refused):
    if is_refused:
        with pytest.raises(DayHasNotCome):
            confirm(session, HERE, HERE, at=at)
    else:
        confirm(session, HERE, HERE, at=at)

    assert found_in_the_morning(session) == ([None, None] if is_refused else [HERE, HERE])
