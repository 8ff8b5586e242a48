"""The administrator's commands for accounts."""

import pytest

from app.accounts.models import Role
from app.accounts.queries import get_person_by_email
from app.kernel.database import transaction
from tests.factories.accounts import make_person, make_role
from tests.factories.organisations import make_organisation
from tests.jobs import waiting_jobs

KNOWN = "eva@example.org"


@pytest.fixture
def run(app, empty_db):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["accounts", *words])


@pytest.fixture
def siat(programme) -> str:
    with transaction():
        programme.code = "SIAT208"
    return "SIAT208"


def invite(run, *more: str):
    return run("invite", KNOWN, "--first-name", "Eva", "--last-name", "Maier", "--locale", "de", *more)


def test_an_invited_person_has_an_account_a_role_and_mail_on_its_way(run, siat):
    result = invite(run, "--administrator", "--role", "organiser", "--programme", siat)

    assert (result.exit_code, result.output) == (0, f"The invitation of Eva Maier <{KNOWN}> is on its way.\n")
    assert run("list").output == f"{KNOWN}\tEva Maier\tadministrator, organiser in SIAT208\n"
    assert get_person_by_email(KNOWN).locale == "de"
    assert waiting_jobs() == ["person.invited → accounts.jobs.send_invitation"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--role", "organiser", "--programme", "NONE"), "There is no programme NONE. There are: SIAT208."),
        (("--role", "organiser"), "--role and --programme belong together."),
        (("--role", "coordinator", "--programme", "SIAT208"), "has no municipality"),
    ],
)
def test_an_invitation_that_cannot_be_kept_leaves_nothing_behind(run, siat, more, sentence):
    result = invite(run, *more)

    assert result.exit_code != 0
    assert sentence in result.output
    assert run("list").output == ""
    assert waiting_jobs() == []


def test_a_typing_error_in_an_address_is_named(run):
    result = run("invite", "eva.example.org", "--first-name", "Eva", "--last-name", "M", "--locale", "de")

    assert result.exit_code != 0
    assert "'eva.example.org' is not an e-mail address" in result.output


def test_a_printed_link_signs_in_without_a_mail_server(run, client):
    with transaction():
        make_person(email=KNOWN, locale="sl")

    result = run("sign-in-link", "Eva@Example.org")

    address = result.stdout.strip()
    assert address.startswith("http://127.0.0.1:8000/sl/sign-in/link/")
    path = address.removeprefix("http://127.0.0.1:8000")
    assert client.post(path).headers["Location"] == "/sl/my"
    assert client.post(path).status_code == 410
    assert waiting_jobs() == []


def test_there_is_no_link_for_nobody(run):
    result = run("sign-in-link", KNOWN)

    assert result.exit_code != 0
    assert f"There is no account for {KNOWN}." in result.output


def test_a_role_is_given_and_taken_back(run, siat):
    with transaction():
        make_person(email=KNOWN, organisation_id=make_organisation().id)

    assert run("role", KNOWN, "coordinator", siat).output == f"{KNOWN} is coordinator in SIAT208.\n"
    assert "coordinator in SIAT208" in run("list").output

    assert run("role", KNOWN, "coordinator", siat, "--withdraw").output == (
        f"{KNOWN} is no longer coordinator in SIAT208.\n"
    )
    assert "coordinator" not in run("list").output
    assert "nothing has changed" in run("role", KNOWN, "coordinator", siat, "--withdraw").output


def test_accounts_are_listed_in_order_of_name(run, programme):
    with transaction():
        make_person("Ana", "Žagar", email="z@example.org")
        make_role(make_person("Ana", "Črnič", email="c@example.org"), Role.AUDITOR, programme)
        make_person("Ana", "Cerar", email="a@example.org")

    names = [line.split("\t")[1] for line in run("list").output.splitlines()]

    assert names == ["Ana Cerar", "Ana Črnič", "Ana Žagar"]
