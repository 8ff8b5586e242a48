"""Accounts are made once, changed by their owners, and hold roles per programme."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.accounts import actions
from app.accounts.models import Person, Role
from app.accounts.queries import find_signed_in_person, get_person
from app.accounts.rules import CoordinatorNeedsMunicipality
from app.kernel.activity import Activity
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.organisations import make_organisation
from tests.jobs import waiting_jobs


def find_or_make(email: str, **facts) -> uuid.UUID:
    with transaction():
        facts = {"first_name": "Žiga", "last_name": "Črnič", "locale": "sl", "at": now(), **facts}
        return actions.find_or_make_person(email, **facts).id


def roles_of(person_id: uuid.UUID) -> set[tuple[Role, uuid.UUID | None]]:
    stamp = get_person(person_id).session_stamp
    return {(held.role, held.organisation_id) for held in find_signed_in_person(f"{person_id}:{stamp}").roles}


def test_an_account_is_made_once_and_stays_as_it_is(empty_db):
    made_id = find_or_make("Ziga@Example.org", job_title="Mayor")

    found_id = find_or_make("ziga@example.org", first_name="Somebody", last_name="Else", job_title="Impostor")

    person = get_person(found_id)
    assert found_id == made_id
    assert (person.full_name, person.job_title, person.search_words) == ("Žiga Črnič", "Mayor", "ziga crnic")
    assert db.session.scalars(sa.select(Activity.verb)).all() == ["made"]


def test_an_account_is_made_once_even_if_asked_for_at_the_same_moment(app, empty_db):
    def make(_) -> uuid.UUID:
        with app.app_context():
            return find_or_make("ziga@example.org")

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(make, range(6)))

    assert len(ids) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_an_invitation_never_takes_the_administrator_s_mark_away(empty_db):
    facts = {"first_name": "Eva", "last_name": "Maier", "locale": "de", "at": now()}
    with transaction():
        actions.invite("eva@example.org", is_administrator=True, **facts)
    with transaction():
        person_id = actions.invite("eva@example.org", **facts).id

    assert get_person(person_id).is_administrator
    assert waiting_jobs() == ["person.invited → accounts.jobs.send_invitation"] * 2


def test_a_changed_name_is_found_and_sorted_by_its_new_form(empty_db):
    with transaction():
        person_id, organisation_id = make_person().id, make_organisation("Žiri").id
    with transaction():
        actions.change_profile(
            person_id,
            first_name="Ana",
            last_name="Žagar",
            job_title="Planner",
            organisation_id=organisation_id,
            locale="de",
            by=person_id,
        )

    person = get_person(person_id)
    assert (person.name_for_lists, person.search_words, person.locale) == ("Žagar, Ana", "ana zagar", "de")
    assert person.organisation.name == "Žiri"
    assert person.sort_key > find_sort_key_of("Zupan, Ana")


def find_sort_key_of(name: str) -> bytes:
    last_name, first_name = name.split(", ")
    return make_person(first_name, last_name).sort_key


def test_a_role_is_held_once_in_a_programme_and_taken_back(programme):
    with transaction():
        person_id, programme_id = make_person().id, programme.id
    for _ in range(2):
        with transaction():
            actions.assign_role(person_id, Role.ORGANISER, programme_id=programme_id)
    assert roles_of(person_id) == {(Role.ORGANISER, None)}

    with transaction():
        assert actions.withdraw_role(person_id, Role.ORGANISER, programme_id=programme_id)

    assert roles_of(person_id) == set()
    with transaction():
        assert not actions.withdraw_role(person_id, Role.ORGANISER, programme_id=programme_id)


def test_a_coordinator_coordinates_the_own_municipality(programme):
    with transaction():
        town = make_organisation()
        person_id, stray_id = make_person(organisation_id=town.id).id, make_person().id
        town_id, programme_id = town.id, programme.id

    with transaction():
        actions.assign_role(person_id, Role.COORDINATOR, programme_id=programme_id)
    with pytest.raises(CoordinatorNeedsMunicipality), transaction():
        actions.assign_role(stray_id, Role.COORDINATOR, programme_id=programme_id)

    assert roles_of(person_id) == {(Role.COORDINATOR, town_id)}
    assert roles_of(stray_id) == set()


def test_a_new_stamp_ends_every_session(empty_db):
    with transaction():
        person = make_person(session_stamp="old")
        person_id = person.id
    assert find_signed_in_person(f"{person_id}:old")

    with transaction():
        actions.end_all_sessions(person_id, by=person_id)

    assert find_signed_in_person(f"{person_id}:old") is None
