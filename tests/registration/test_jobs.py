"""What people are told, once for each change, with calendar entries that fit."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from app.accounts.models import Person
from app.events import actions as events
from app.events.models import Event
from app.events.rules import EventFacts
from app.kernel.database import db, transaction
from app.registration import actions
from app.registration.actions import Application
from tests.factories.accounts import make_person
from tests.factories.events import around_now, make_delivery, make_event
from tests.jobs import run_jobs
from tests.mailbox import text_of

AT = datetime.now(UTC).replace(microsecond=0)
SOON = AT + timedelta(days=20)


class Course:
    """A delivery with one session or more, and people of three languages."""

    def __init__(self, programme, *, sessions=1, capacity=2):
        delivery = make_delivery(programme=programme, **around_now())
        self.delivery_id = delivery.id
        self.event_ids = tuple(
            make_event(delivery, starts_at=SOON + timedelta(days=number), capacity=capacity).id
            for number in range(sessions)
        )

    def register(self, name, locale) -> None:
        with transaction():
            person = make_person(name, "Šmid", email=f"{name.lower()}@example.org", locale=locale)
            actions.register(person.id, Application(self.delivery_id, self.event_ids, locale), actor_id=None, at=AT)

    def facts(self, **different) -> EventFacts:
        event = db.session.get(Event, self.event_ids[0])
        same = {field.name: getattr(event, field.name) for field in fields(EventFacts) if field.name != "trainer_ids"}
        return EventFacts(**{**same, **different})


@pytest.fixture
def course(programme):
    with transaction():
        return Course(programme)


def calendar_of(mail) -> Calendar:
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return Calendar.from_ical(part.get_content())


def test_a_confirmation_carries_the_one_session_as_a_request(course, mailbox):
    course.register("Ana", "sl")

    run_jobs()

    (mail,) = mailbox.mails
    assert mail["Subject"].startswith("Vaša prijava: Modul")
    assert "potrjeno" in text_of(mail)
    (entry,) = calendar_of(mail).walk("VEVENT")
    assert calendar_of(mail)["METHOD"] == "REQUEST"
    assert entry["ATTENDEE"] == "mailto:ana@example.org"
    assert entry["DTSTART"].dt == SOON


def test_several_sessions_are_attached_one_by_one(programme, mailbox):
    with transaction():
        course = Course(programme, sessions=2)
    course.register("Ana", "de")

    run_jobs()

    (mail,) = mailbox.mails
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == [f"{SOON + timedelta(days=day):%Y-%m-%d}.ics" for day in (0, 1)]


def test_who_waits_reads_how_many_are_ahead_and_gets_no_entry(programme, mailbox):
    with transaction():
        course = Course(programme, capacity=1)
    for name in ("Ana", "Eva", "Ida"):
        course.register(name, "sl")

    run_jobs()

    mail = next(mail for mail in mailbox.mails if "ida@" in mail["To"])
    assert "Na čakalnem seznamu je pred vami 1 oseba." in text_of(mail)
    assert not [part for part in mail.walk() if part.get_content_type() == "text/calendar"]


def test_a_new_time_replaces_the_entry_of_each_person(course, mailbox):
    course.register("Ana", "sl")
    course.register("Eva", "de")
    run_jobs()
    mailbox.mails.clear()
    with transaction():
        new_times = {"starts_at": SOON + timedelta(hours=1), "ends_at": SOON + timedelta(hours=5)}
        events.change_event(course.event_ids[0], course.facts(**new_times), actor_id=None)

    run_jobs()

    assert sorted(mail["Subject"].partition(":")[0] for mail in mailbox.mails) == [
        "Sprememba časa ali kraja",
        "Zeit oder Ort geändert",
    ]
    (entry,) = calendar_of(mailbox.mails[0]).walk("VEVENT")
    assert (entry["SEQUENCE"], entry["DTSTART"].dt) == (1, SOON + timedelta(hours=1))


def test_a_raised_capacity_lets_people_move_up_and_tells_them(programme, mailbox):
    with transaction():
        course = Course(programme, capacity=1)
    course.register("Ana", "sl")
    course.register("Eva", "de")
    run_jobs()
    mailbox.mails.clear()
    with transaction():
        events.change_event(course.event_ids[0], course.facts(capacity=2), actor_id=None)

    run_jobs()

    (mail,) = mailbox.mails
    assert mail["Subject"].startswith("Ein Platz für Sie: Modul")
    assert calendar_of(mail)["METHOD"] == "REQUEST"


def test_a_cancelled_delivery_is_told_once_to_each_and_taken_out_of_calendars(course, mailbox):
    course.register("Ana", "sl")
    run_jobs()
    mailbox.mails.clear()
    with transaction():
        events.cancel_delivery(course.delivery_id, actor_id=None)

    run_jobs()

    (mail,) = mailbox.mails
    assert mail["Subject"].startswith("Odpovedano: Modul")
    calendar = calendar_of(mail)
    (entry,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_who_was_erased_gets_no_mail(course, mailbox):
    course.register("Ana", "sl")
    with transaction():
        db.session.query(Person).update({"erased_at": AT})

    run_jobs()

    assert mailbox.mails == []
