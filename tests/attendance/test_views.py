import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.attendance.models import Half, Presence
from app.attendance.queries import list_found
from app.kernel.activity import Activity
from app.kernel.clock import now
from app.kernel.database import db, transaction
from app.registration.models import PlaceState
from tests.factories.accounts import make_person, make_role
from tests.factories.attendance import make_list, make_participant
from tests.factories.events import make_delivery, make_event, make_trainer

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)


@pytest.fixture
def session(programme):
    """Yesterday's session with two people; a third is on the waiting list."""
    with transaction():
        event = make_event(make_delivery(programme=programme), starts_at=YESTERDAY)
        here = make_participant(event, person=make_person("Damjan", "Čeh"))
        away = make_participant(event, person=make_person("Mojca", "Kolarič"))
        make_participant(event, person=make_person("Johanna", "Weiß"), state=PlaceState.WAITING)
    return SimpleNamespace(
        id=event.id,
        event=event,
        day=YESTERDAY.date(),
        here_id=here.id,
        away_id=away.id,
        address=f"/en/organise/events/{event.id}/attendance",
    )


@pytest.fixture
def as_own_trainer(session, programme, signed_in_as):
    """A browser of the one who teaches at the session."""
    with transaction():
        trainer = make_person("Nataša", "Hribar")
        make_role(trainer, Role.TRAINER, programme)
        make_trainer(session.event, trainer)
    return signed_in_as(person=trainer)


def morning(session, **facts):
    listed = f"{session.here_id} {session.away_id}"
    return {"day": session.day.isoformat(), "half": "morning", "revision": "0", "listed": listed, **facts}


def found(session):
    return list_found(session.id).get((session.day, Half.MORNING), {})


def test_everybody_is_here_until_somebody_says_otherwise(session, as_own_trainer):
    page = as_own_trainer.get(f"{session.address}?half=morning").text

    assert "Čeh, Damjan" in page
    assert "Weiß" not in page
    assert "Confirm: 2 of 2 here" in page


def test_the_list_keeps_who_was_away_and_why(session, as_own_trainer):
    client = as_own_trainer
    sent = morning(session, not_here=str(session.away_id), **{f"reason-{session.away_id}": "excused"})

    answer = client.post(session.address, data=sent)
    page = client.get(answer.location).text

    assert answer.status_code == 303
    assert found(session) == {session.here_id: Presence.ATTENDED, session.away_id: Presence.EXCUSED}
    assert "Attendance is confirmed: 1 of 2 here." in page
    assert "Confirmed by Nataša Hribar" in page


def test_the_second_of_two_trainers_gets_the_own_choice_back(session, as_own_trainer):
    with transaction():
        other = make_person("Manuela", "Hofer")
        make_list(session.event, Half.MORNING, day=session.day, by=other, here=[make_person()])
    client = as_own_trainer
    sent = morning(session, not_here=str(session.away_id))

    answer = client.post(session.address, data=sent)

    assert answer.status_code == 409
    assert "This list was changed meanwhile (Manuela Hofer" in answer.text
    assert re.search(rf'value="{session.away_id}" checked', answer.text)
    assert found(session).keys().isdisjoint({session.here_id, session.away_id})

    revision = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text).group(1)
    assert client.post(session.address, data={**sent, "revision": revision}).status_code == 303
    assert found(session)[session.away_id] is Presence.ABSENT


def test_nothing_is_said_of_who_came_to_the_list_since(session, as_own_trainer):
    as_own_trainer.post(session.address, data=morning(session, listed=str(session.here_id)))

    assert found(session) == {session.here_id: Presence.ATTENDED}


@pytest.mark.parametrize("revision", ["", "-1", "x"])
def test_a_form_without_a_revision_comes_back(session, as_own_trainer, revision):
    answer = as_own_trainer.post(session.address, data=morning(session, revision=revision))

    assert answer.status_code == 422
    assert found(session) == {}


@pytest.mark.parametrize("asked", ["?day=2001-01-01", "?day=nonsense", "?half=night"])
def test_a_half_day_the_event_does_not_have_is_not_found(session, signed_in_as, asked):
    assert signed_in_as(Role.TRAINER).get(session.address + asked).status_code == 404


def test_an_auditor_reads_the_list_and_cannot_change_it(session, signed_in_as):
    client = signed_in_as(Role.AUDITOR)

    assert "Confirm:" not in client.get(session.address).text
    assert client.post(session.address, data=morning(session)).status_code == 403


def test_another_trainer_takes_attendance_only_after_saying_that_they_stand_in(session, signed_in_as):
    client = signed_in_as(Role.TRAINER)
    page = client.get(session.address).text
    refused = client.post(session.address, data=morning(session)).status_code

    said = client.post(f"/en/organise/events/{session.id}/stand-in")
    twice = client.post(f"/en/organise/events/{session.id}/stand-in")

    assert "I am standing in" in page
    assert "Confirm:" not in page
    assert refused == 403
    assert said.status_code == twice.status_code == 303
    assert "Confirm: 2 of 2 here" in client.get(f"{session.address}?half=morning").text
    assert client.post(session.address, data=morning(session)).status_code == 303
    assert db.session.query(Activity).filter_by(verb="event.stood_in").count() == 1


def test_who_teaches_elsewhere_at_that_time_does_not_stand_in(session, as_own_trainer, programme):
    with transaction():
        other = make_event(make_delivery(programme=programme), starts_at=YESTERDAY)
        make_participant(other)

    answer = as_own_trainer.post(f"/en/organise/events/{other.id}/stand-in", follow_redirects=True)

    assert "Confirm:" not in answer.text
    assert "I am standing in" in answer.text


def test_before_the_day_the_list_only_shows_who_will_come(programme, signed_in_as):
    with transaction():
        event = make_event(make_delivery(programme=programme), starts_at=now() + timedelta(days=5))
        make_participant(event)
    address = f"/en/organise/events/{event.id}/attendance"

    page = signed_in_as(Role.TRAINER).get(address).text

    assert "This day is still to come." in page
    assert "Confirm:" not in page


@pytest.mark.parametrize("people", [10, 200])
def test_the_page_takes_eight_statements_however_many_people(session, signed_in_as, count_queries, people):
    with transaction():
        for _ in range(people):
            make_participant(session.event)
    client = signed_in_as(Role.TRAINER)

    with count_queries() as statements:
        assert client.get(session.address).status_code == 200

    assert len(statements) <= 8


def test_the_sheet_is_a_pdf_for_the_day(session, signed_in_as):
    answer = signed_in_as(Role.TRAINER).get(f"/en/organise/events/{session.id}/attendance-sheet.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
