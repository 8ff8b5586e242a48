"""Participants of events, confirmed lists and who was there, with valid defaults."""

from itertools import count

from app.attendance.models import Attendance, AttendanceList, Half, Presence
from app.kernel.database import db
from app.registration.models import Place, PlaceState, Registration
from tests.factories.accounts import make_person
from tests.factories.events import NOW

numbers = count(1)


def make_participant(*events, person=None, state=PlaceState.CONFIRMED, **facts: object):
    """Make a person with a place at each of the events, all of one delivery or one stand-alone event."""
    person = person or make_person()
    delivery_id = events[0].delivery_id
    registration = Registration(
        **{
            "delivery_id": delivery_id,
            "event_id": None if delivery_id else events[0].id,
            "person_id": person.id,
            "organisation_id": person.organisation_id,
            "job_title": "Location manager",
            "locale": person.locale,
            "received_at": NOW,
            **facts,
        }
    )
    db.session.add(registration)
    db.session.flush()
    db.session.add_all(
        Place(
            registration_id=registration.id,
            event_id=event.id,
            person_id=person.id,
            state=state,
            queue_number=next(numbers),
            changed_at=NOW,
        )
        for event in events
    )
    db.session.flush()
    return person


def make_list(event, half: Half, *, day, by, here=(), excused=(), absent=()) -> AttendanceList:
    """Make a confirmed list of a half-day that says who was here, excused or absent."""
    found = {Presence.ATTENDED: here, Presence.EXCUSED: excused, Presence.ABSENT: absent}
    confirmed = AttendanceList(event_id=event.id, day=day, half=half, confirmed_by_id=by.id, confirmed_at=NOW)
    db.session.add(confirmed)
    db.session.add_all(
        Attendance(
            event_id=event.id,
            day=day,
            half=half,
            person_id=person.id,
            presence=presence,
            taken_by_id=by.id,
            taken_at=NOW,
        )
        for presence, people in found.items()
        for person in people
    )
    db.session.flush()
    return confirmed
