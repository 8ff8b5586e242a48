"""Chapters are given to people with a day; they are told, reminded, and take it off the list when it is done."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.handbook import jobs
from app.handbook.models import ChapterAssignment
from app.handbook.rules.assignments import Reminder, decide_reminder, is_overdue
from app.kernel.clock import today
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person, make_role
from tests.factories.handbook import make_block, make_chapter, make_section
from tests.factories.programmes import in_three_languages
from tests.jobs import run_jobs

DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("days", "reminder", "overdue"),
    [
        (4, None, False),
        (3, Reminder.SOON, False),
        (1, Reminder.SOON, False),
        (0, Reminder.DUE, False),
        (-2, Reminder.DUE, True),
        (-3, None, True),
    ],
)
def test_people_are_reminded_before_and_on_the_day(days, reminder, overdue):
    assert decide_reminder(DAY + timedelta(days=days), DAY) is reminder
    assert is_overdue(DAY + timedelta(days=days), DAY) is overdue


@pytest.fixture
def world(programme):
    """Two chapters, a German-speaking trainer, and somebody who is not on the staff."""
    with transaction():
        programme = db.session.merge(programme)
        chapters = [make_chapter(programme, title=in_three_languages(name)) for name in ("Prices", "Plots")]
        for chapter in chapters:
            make_block(make_section(chapter))
        trainer, stranger = make_person("Eva", "Gruber", locale="de"), make_person()
        make_role(trainer, Role.TRAINER, programme)
        return {
            "prices": chapters[0].id,
            "plots": chapters[1].id,
            "trainer": str(trainer.id),
            "email": trainer.email,
            "key": f"{trainer.id}:{trainer.session_stamp}",
            "stranger": str(stranger.id),
        }


def assign(client, world, **changes):
    facts = {
        "person": world["trainer"],
        "language": "de",
        "due_on": str(today() + timedelta(days=3)),
        "note": "Tables.",
    }
    return client.post(page_of(world), data=facts | changes)


def page_of(world) -> str:
    return f"/en/organise/handbook/chapters/{world['prices']}/assignments"


def open_ids() -> list:
    return list(db.session.scalars(sa.select(ChapterAssignment.id).where(ChapterAssignment.finished_at.is_(None))))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"person": ""}, "Choose a person."),
        ({"person": "stranger"}, "Not a valid choice."),
        ({"due_on": "2020-01-01"}, "Choose today or a day to come."),
    ],
)
def test_an_assignment_that_does_not_fit_comes_back_with_what_was_typed(signed_in_as, world, changes, message):
    client = signed_in_as(Role.ORGANISER)
    changes = {name: world.get(value, value) for name, value in changes.items()}

    answer = assign(client, world, **changes)

    assert answer.status_code == 422
    assert message in answer.text
    assert "Tables.</textarea>" in answer.text
    assert open_ids() == []


def test_a_person_is_told_and_reminded_once_in_the_own_language(signed_in_as, world, mailbox):
    client = signed_in_as(Role.ORGANISER)

    assert assign(client, world).status_code == 303
    assert "already" in assign(client, world).text
    for _ in range(2):
        with transaction():
            jobs.remind_of_assignments()
        run_jobs()

    given, reminder = mailbox.mails
    assert str(given["To"]).endswith(f"<{world['email']}>")
    assert "Für Sie: Kapitel" in str(given["Subject"])
    assert f"/de/organise/handbook/chapters/{world['prices']}?language=de" in given.get_body(("plain",)).get_content()
    assert "Fällig am" in str(reminder["Subject"])


def test_the_desk_shows_what_is_assigned_and_narrows_it_to_one_s_own(signed_in_as, world, count_queries):
    client = signed_in_as(Role.ORGANISER)
    assign(client, world)
    with transaction() as session:
        session.execute(sa.update(ChapterAssignment).values(due_on=date(2026, 1, 9)))

    with count_queries() as statements:
        desk = client.get("/en/organise/handbook").text
    own = client.get("/en/organise/handbook?who=me").text
    with client.session_transaction() as session:
        session["_user_id"] = world["key"]
    of_trainer = client.get("/en/organise/handbook?who=me").text

    assert "Eva Gruber" in desk
    assert "overdue since 9 January 2026" in desk
    assert len(statements) <= 8
    assert "No chapter is assigned to you" in own
    assert "Prices" in of_trainer
    assert "Plots" not in of_trainer


def test_what_is_finished_or_taken_back_is_off_the_list_and_nobody_is_reminded(signed_in_as, world, mailbox):
    client = signed_in_as(Role.ORGANISER)
    for step in ("finish", "remove"):
        assign(client, world)
        client.post(f"{page_of(world)}/{open_ids()[0]}/{step}")
        assert open_ids() == []
    with transaction():
        jobs.remind_of_assignments()
    run_jobs()

    assert mailbox.mails == []
    assert "Eva Gruber" not in client.get("/en/organise/handbook").text
    assert "finished on" in client.get(page_of(world)).text
