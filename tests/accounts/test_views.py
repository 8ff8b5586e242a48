"""What people see when they sign in and out, and on their own page."""

import re
import uuid

import pytest

from app.accounts import actions
from app.accounts.actions.secrets import unseal
from app.accounts.models import Person, Role, SignInTicket
from app.kernel.clock import now
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person, make_role
from tests.factories.organisations import make_organisation
from tests.jobs import waiting_jobs

KNOWN, UNKNOWN = "natasa@example.org", "nobody@example.org"


@pytest.fixture
def person_id(client) -> uuid.UUID:
    with transaction():
        return make_person(email=KNOWN).id


def ticket_of(client) -> SignInTicket:
    with client.session_transaction() as session:
        return db.session.get(SignInTicket, uuid.UUID(session["sign_in_ticket"]))


def ask(client, email: str = KNOWN, **fields):
    answer = client.post("/sl/sign-in", data={"email": email, **fields})
    assert answer.status_code == 303, answer.text
    ticket = ticket_of(client)
    return unseal(ticket.sealed_secrets, key=client.application.config["SECRET_KEY"])


def is_signed_in(client) -> bool:
    return client.get("/sl/profile").status_code == 200


def without_secrets(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_known_and_unknown_addresses_get_the_same_answer(app, person_id):
    pages = []
    for email in (KNOWN, UNKNOWN):
        browser = app.test_client()
        answer = browser.post("/sl/sign-in", data={"email": email})
        page = without_secrets(browser.get(answer.headers["Location"]).text)
        pages.append((answer.status_code, answer.headers["Location"], page.replace(email, "…")))

    assert pages[0] == pages[1]
    assert pages[0][:2] == (303, "/sl/sign-in/code")


def test_an_address_without_an_at_sign_is_kept_and_explained(client):
    answer = client.post("/en/sign-in", data={"email": "natasa.example.org", "next": "/en/calendar"})

    assert answer.status_code == 422
    assert 'value="natasa.example.org"' in answer.text
    assert "Check the address: it must look like name@example.org." in answer.text
    assert 'name="next" value="/en/calendar"' in answer.text
    assert waiting_jobs() == []


def test_the_link_shows_a_button_and_the_button_signs_in_where_one_was_going(client, person_id):
    address = f"/sl/sign-in/link/{ask(client, next='/sl/profile?from=mail').token}"

    page = client.get(address)

    assert (page.status_code, is_signed_in(client)) == (200, False)
    assert f"Nataša Hribar ({KNOWN})" in page.text
    answer = client.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sl/profile?from=mail")
    assert is_signed_in(client)


def test_a_used_link_says_so_and_offers_a_new_one_with_the_address_filled_in(app, client, person_id):
    address = f"/en/sign-in/link/{ask(client).token}"
    client.post(address)

    for answer in (app.test_client().get(address), app.test_client().post(address)):
        assert answer.status_code == 410
        assert "This link has been used" in answer.text
        assert f'value="{KNOWN}"' in answer.text
    assert client.get(address).headers["Location"] == "/en/my"


def test_an_old_link_says_so(client, person_id):
    address = f"/en/sign-in/link/{ask(client).token}"
    with transaction():
        ticket_of(client).expires_at = now()

    answer = client.get(address)

    assert answer.status_code == 410
    assert "This link is too old" in answer.text


def test_the_code_signs_in_even_with_spaces_and_the_session_begins_anew(client, person_id):
    code = ask(client).code
    with client.session_transaction() as session:
        session["of_before"] = "kept"

    answer = client.post("/sl/sign-in/code", data={"code": f" {code[:3]} {code[3:]} "})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sl/my")
    assert is_signed_in(client)
    with client.session_transaction() as session:
        assert "of_before" not in session
        assert "sign_in_ticket" not in session
        assert session.permanent


def test_wrong_codes_are_counted_down_and_then_a_new_one_is_offered(client, person_id):
    wrong = f"{(int(ask(client).code) + 1) % 1_000_000:06}"

    answers = [client.post("/en/sign-in/code", data={"code": wrong}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 410]
    assert "You can try 4 more times." in answers[0].text
    assert "You can try once more." in answers[3].text
    assert "Too many wrong codes" in answers[4].text
    assert f'value="{KNOWN}"' in answers[4].text


def test_a_code_of_letters_is_no_attempt(client, person_id):
    ask(client)

    answer = client.post("/en/sign-in/code", data={"code": "12345x"})

    assert answer.status_code == 422
    assert ticket_of(client).attempts == 0


def test_another_browser_has_no_code_form(app, client, person_id):
    ask(client)

    assert app.test_client().get("/en/sign-in/code").headers["Location"] == "/en/sign-in"


def test_the_seventh_request_is_refused_in_the_reader_s_language(client, person_id):
    for _ in range(6):
        ask(client)

    answer = client.post("/de/sign-in", data={"email": KNOWN})

    assert answer.status_code == 429
    assert "Versuchen Sie es in einer Stunde wieder" in answer.text


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("https://evil.example/", "/sl/my"),
        ("//evil.example/", "/sl/my"),
        ("/sl/sign-out", "/sl/my"),
        ("/sl/no-such-page", "/sl/my"),
        ("/de/calendar/../../evil", "/sl/my"),
        ("/de/profile", "/de/profile"),
    ],
)
def test_next_leads_to_pages_of_ours_only(client, person_id, asked, led_to):
    token = ask(client, next=asked).token

    assert client.post(f"/sl/sign-in/link/{token}").headers["Location"] == led_to


def test_whoever_is_signed_in_is_not_asked_again(signed_in_as):
    assert signed_in_as().get("/de/sign-in?next=/de/profile").headers["Location"] == "/de/profile"


def test_signing_out_ends_the_session(signed_in_as):
    client = signed_in_as()
    assert is_signed_in(client)

    answer = client.post("/sl/sign-out")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sl/")
    assert not is_signed_in(client)


def test_signing_out_everywhere_ends_the_sessions_of_other_browsers(app, client, person_id):
    here, there = client, app.test_client()
    for browser in (here, there):
        browser.post(f"/en/sign-in/link/{ask(browser).token}")
    assert is_signed_in(here) and is_signed_in(there)

    here.post("/en/profile/sign-out-everywhere")

    assert not is_signed_in(here) and not is_signed_in(there)


def test_demonstration_buttons_exist_in_the_demonstration_only(app, client, monkeypatch):
    with transaction():
        make_person("Jana", "Organiziran", email="organiser@example.org")
        make_person("Eva", "Fremd", email="somebody@example.org")
    outside = client.get("/en/sign-in").text
    assert client.post("/en/sign-in/demonstration/organiser").status_code == 404

    monkeypatch.setitem(app.config, "IS_DEMONSTRATION", True)
    inside = client.get("/en/sign-in").text

    assert "Jana Organiziran" not in outside and "Jana Organiziran" in inside
    assert client.post("/en/sign-in/demonstration/somebody").status_code == 404
    answer = client.post("/en/sign-in/demonstration/organiser", data={"next": "/en/profile"})
    assert answer.headers["Location"] == "/en/profile"
    assert "Jana" in client.get("/en/profile").text


def profile(**changes) -> dict[str, str]:
    return {
        "first_name": "Ana",
        "last_name": "Žagar",
        "job_title": "Planner",
        "organisation": "",
        "locale": "de",
        **changes,
    }


def test_the_profile_is_saved_and_shown(signed_in_as):
    client = signed_in_as()
    with transaction():
        organisation_id = make_organisation("Škofja Loka").id

    answer = client.post("/en/profile", data=profile(organisation=str(organisation_id), last_name="  Žagar   Novak "))

    assert answer.status_code == 303
    page = client.get("/en/profile").text
    assert "Your details are saved." in page
    assert re.search(rf'<option[^>]*selected[^>]*value="{organisation_id}"', page)
    person = db.session.get(Person, client.person_id)
    assert (person.last_name, person.locale, person.job_title) == ("Žagar Novak", "de", "Planner")


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"first_name": " "}, "first_name"),
        ({"organisation": str(uuid.uuid4())}, "organisation"),
        ({"organisation": "x"}, "organisation"),
        ({"locale": "fr"}, "locale"),
        ({"job_title": "a" * 151}, "job_title"),
    ],
)
def test_a_wrong_profile_is_kept_on_the_page_and_not_saved(signed_in_as, changes, control):
    client = signed_in_as()

    answer = client.post("/en/profile", data=profile(**changes))

    assert answer.status_code == 422
    assert f'<a href="#{control}">' in answer.text
    assert 'value="Žagar"' in answer.text
    assert db.session.get(Person, client.person_id).last_name == "Hribar"


def test_a_text_that_is_too_long_is_explained_in_the_reader_s_language(signed_in_as):
    answer = signed_in_as().post("/sl/profile", data=profile(job_title="a" * 151))

    assert "Besedilo sme imeti največ 150 znakov." in answer.text


def test_one_s_own_data_is_whole_and_nobody_else_s(signed_in_as, programme):
    with transaction():
        other = make_person("Somebody", "Else")
        make_role(other, Role.AUDITOR, programme)
        other_id = other.id
    client = signed_in_as(Role.TRAINER)
    with transaction():
        actions.end_all_sessions(other_id, by=other_id)
    client.post("/en/profile", data=profile())

    answer = client.get("/en/profile/data")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="location-academy.json"'
    assert answer.json["person"]["last_name"] == "Žagar"
    assert [held["role"] for held in answer.json["roles"]] == ["trainer"]
    assert [(trace["verb"], trace["by_yourself"]) for trace in answer.json["traces"]] == [("changed", True)]


def test_the_profile_page_takes_few_statements_however_many_organisations(signed_in_as, count_queries):
    client = signed_in_as()
    counts = []
    for number in (1, 50):
        with transaction():
            for _ in range(number):
                make_organisation()
        with count_queries() as statements:
            assert client.get("/en/profile").status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 5
