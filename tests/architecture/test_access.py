"""Deny by default: who reaches which page, in one table that no view is missing from."""

import pytest
from flask import url_for

from app.accounts.models import Role
from app.kernel.access import UnmarkedView, refuse_unmarked_views
from app.kernel.database import transaction
from tests.architecture.access import PEOPLE, Row, World, all_rows
from tests.factories.accounts import make_person, make_role
from tests.factories.organisations import make_organisation
from tests.factories.programmes import make_programme

ROLES = {
    "coordinator": Role.COORDINATOR,
    "trainer": Role.TRAINER,
    "organiser": Role.ORGANISER,
    "auditor": Role.AUDITOR,
    "stranger": Role.ORGANISER,
}
REFUSED = {403, 404}
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def world(client) -> World:
    with transaction():
        programme = make_programme()  # set up first, and so the one the public pages speak of
    with transaction():
        town, other_programme = make_organisation(), make_programme()
        people = {
            name: make_person(organisation_id=town.id, is_administrator=name == "administrator") for name in PEOPLE
        }
        for name, role in ROLES.items():
            make_role(people[name], role, other_programme if name == "stranger" else programme)
        world = World(programme.id, {name: person.id for name, person in people.items()})
        world.things |= {
            "organisation_id": town.id,
            "session_keys": {name: f"{person.id}:{person.session_stamp}" for name, person in people.items()},
        }
    return world


@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_only_those_in_the_table_reach_the_view(app, client, world, row: Row):
    if row.make:
        with transaction():
            row.make(world)
    with app.test_request_context():
        address = url_for(row.endpoint, **{"lang": "en", **row.arguments(world)})
    address = address.replace("?lang=en", "")

    reached = {name for name in PEOPLE if _reaches(client, world, name, row.method, address)}

    assert reached == set(row.allowed)


def _reaches(client, world: World, name: str, method: str, address: str) -> bool:
    with client.session_transaction() as session:
        session.clear()
        if name != "visitor":
            session["_user_id"] = world.session_keys[name]
    answer = client.open(address, method=method, follow_redirects=False)
    assert answer.status_code < 500, answer.text
    answer.close()
    return answer.status_code not in REFUSED and not _is_sent_to_sign_in(answer)


def _is_sent_to_sign_in(answer) -> bool:
    return answer.status_code == 303 and "/sign-in?next=" in answer.headers["Location"]


def test_every_view_stands_in_the_table(app_without_database):
    in_table = {(row.endpoint, row.method) for row in all_rows()}

    missing = [
        f"{method} {rule.endpoint}"
        for rule in app_without_database.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if (rule.endpoint, method) not in in_table
    ]

    assert missing == []


def test_the_application_does_not_start_with_an_unmarked_view(app_without_database):
    views = app_without_database.view_functions
    views["forgotten"] = lambda: "open to all"

    try:
        with pytest.raises(UnmarkedView, match="forgotten"):
            refuse_unmarked_views(app_without_database)
    finally:
        del views["forgotten"]


@pytest.mark.parametrize("row", [row for row in all_rows() if row.method in WRITES and row.allowed], ids=str)
def test_a_write_without_its_token_is_refused(app, client, csrf, world, row: Row):
    if row.make:
        with transaction():
            row.make(world)
    with app.test_request_context():
        address = url_for(row.endpoint, **{"lang": "en", **row.arguments(world)})
    insider = sorted(row.allowed - {"visitor"})[0]
    with client.session_transaction() as session:
        session["_user_id"] = world.session_keys[insider]

    answer = client.open(address, method=row.method)

    assert answer.status_code == 400
