"""The roles of a programme are given and withdrawn by its organisers."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role, RoleAssignment
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person, make_role
from tests.factories.organisations import make_organisation
from tests.factories.programmes import make_programme
from tests.jobs import run_jobs


@pytest.fixture
def organiser(signed_in_as):
    return signed_in_as(Role.ORGANISER)


@pytest.fixture
def people(programme) -> str:
    return f"/en/organise/programmes/{programme.id}/people"


def roles_of(email: str) -> set[str]:
    query = sa.select(RoleAssignment.role).join(Person, Person.id == RoleAssignment.person_id)
    return set(db.session.scalars(query.where(Person.email == email)))


def verbs() -> list[str]:
    return list(db.session.scalars(sa.select(Activity.verb).order_by(Activity.at, Activity.verb)))


def test_the_list_finds_people_by_name_address_and_municipality_without_accents(organiser, people, programme):
    with transaction():
        town = make_organisation("Škofja Loka")
        make_role(make_person("Žiga", "Čeh", organisation_id=town.id), Role.COORDINATOR, programme)
        make_role(make_person("Anna", "Huber"), Role.TRAINER, programme)
        make_role(make_person("Else", "Where"), Role.TRAINER, make_programme())

    everybody = organiser.get(people).text
    found = organiser.get(f"{people}?q=skofja+ceh").text

    assert "Čeh, Žiga" in everybody and "Huber, Anna" in everybody
    assert "Where, Else" not in everybody
    assert "Čeh, Žiga" in found and "Huber, Anna" not in found
    assert "Nobody with a role matches." in organiser.get(f"{people}?q=nobody").text


def test_somebody_known_is_given_a_role_by_address(organiser, people):
    with transaction():
        make_person(email="anna@example.org")

    answer = organiser.post(people, data={"email": " Anna@Example.org", "role": "trainer", "locale": "de"})

    assert answer.status_code == 303
    assert roles_of("anna@example.org") == {Role.TRAINER}
    assert verbs() == ["assigned_trainer"]


def test_somebody_unknown_is_invited_in_their_language(organiser, people, mailbox):
    sent = {"email": "new@example.org", "role": "auditor", "first_name": "Nina", "last_name": "Neu", "locale": "de"}

    organiser.post(people, data=sent)
    run_jobs()

    assert roles_of("new@example.org") == {Role.AUDITOR}
    assert [mail["Content-Language"] for mail in mailbox.mails] == ["de"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "Nobody has this address yet."),
        ({"email": "new@"}, "Check the address: it must look like name@example.org."),
        ({"role": "emperor"}, "Not a valid choice."),
        (
            {"role": "coordinator", "first_name": "Nina", "last_name": "Neu"},
            "Choose the municipality for which the coordinator acts.",
        ),
    ],
)
def test_a_role_that_cannot_be_given_comes_back_and_nobody_is_made(organiser, people, changes, message):
    answer = organiser.post(people, data={"email": "new@example.org", "role": "trainer", "locale": "de", **changes})

    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="new@' in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_a_role_is_withdrawn(organiser, people, programme):
    with transaction():
        person = make_person(email="anna@example.org")
        make_role(person, Role.TRAINER, programme)
        make_role(person, Role.AUDITOR, programme)
        address = f"{people}/{person.id}/withdraw"

    organiser.post(address, data={"role": "trainer"})

    assert roles_of("anna@example.org") == {Role.AUDITOR}
    assert verbs() == ["withdrew_trainer"]


@pytest.mark.parametrize(("others", "left"), [(0, 1), (1, 1)])
def test_the_last_organiser_cannot_leave(organiser, people, programme, others, left):
    with transaction():
        for _ in range(others):
            make_role(make_person(), Role.ORGANISER, programme)

    organiser.post(f"{people}/{organiser.person_id}/withdraw", data={"role": "organiser"})

    count = db.session.scalar(sa.select(sa.func.count()).select_from(RoleAssignment))
    assert count == left
    stays = db.session.scalar(sa.select(RoleAssignment.id).where(RoleAssignment.person_id == organiser.person_id))
    assert (stays is None) == bool(others)


def test_the_list_costs_the_same_whatever_its_length(organiser, people, programme, count_queries):
    with count_queries() as few:
        organiser.get(people)
    with transaction():
        for _ in range(20):
            make_role(make_person(), Role.TRAINER, programme)
    with count_queries() as many:
        organiser.get(people)

    assert len(many) == len(few) <= 8
