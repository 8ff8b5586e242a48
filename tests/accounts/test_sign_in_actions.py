"""Tickets: written alike for everybody, used once, limited, forgotten."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts import actions
from app.accounts.actions.secrets import unseal
from app.accounts.models import SignInTicket
from app.accounts.rules import Obstacle, SignInRefused, TooManyRequests
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.jobs import waiting_jobs

KEY = "a key for tests"
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
KNOWN, UNKNOWN = "natasa@example.org", "nobody@example.org"


@pytest.fixture
def person_id(empty_db) -> uuid.UUID:
    with transaction():
        return make_person(email=KNOWN, session_stamp="stamp").id


def ask(email: str = KNOWN, *, client_address: str = "192.0.2.1", at: datetime = AT) -> uuid.UUID:
    with transaction():
        return actions.request_sign_in(
            email, client_address=client_address, locale="sl", next_path="/sl/my", key=KEY, at=at
        )


def secrets_of(ticket_id: uuid.UUID):
    return unseal(db.session.get(SignInTicket, ticket_id).sealed_secrets, key=KEY)


def use_link(token: str, at: datetime = AT) -> actions.SignedIn:
    with transaction():
        return actions.sign_in_with_link(token, at)


def use_code(code: str, ticket_id: uuid.UUID, at: datetime = AT) -> actions.SignedIn | actions.WrongCode:
    with transaction():
        return actions.sign_in_with_code(code, ticket_id=ticket_id, key=KEY, at=at)


def test_known_and_unknown_addresses_take_the_very_same_steps(person_id, count_queries):
    with count_queries() as for_known:
        ask(KNOWN)
    with count_queries() as for_unknown:
        ask(UNKNOWN)

    assert for_known == for_unknown
    assert waiting_jobs() == ["sign_in.requested → accounts.jobs.send_sign_in"] * 2
    tickets = {ticket.email: ticket for ticket in db.session.scalars(sa.select(SignInTicket))}
    assert (tickets[KNOWN].person_id, tickets[UNKNOWN].person_id) == (person_id, None)


def test_nothing_in_the_database_can_be_typed_or_opened(person_id):
    ticket_id = ask()

    row = db.session.execute(sa.text("SELECT sign_in_ticket::text FROM sign_in_ticket")).scalar_one()
    opened = secrets_of(ticket_id)
    assert opened.token not in row
    assert f'"{opened.code}"' not in row
    assert f",{opened.code}," not in row
    assert "192.0.2.1" not in row
    assert unseal(db.session.get(SignInTicket, ticket_id).sealed_secrets, key="another key") is None


def test_a_link_signs_in_once(person_id):
    token = secrets_of(ask()).token

    signed_in = use_link(token)

    assert signed_in == actions.SignedIn(session_key=f"{person_id}:stamp", next_path="/sl/my")
    assert db.session.scalars(sa.select(Activity.verb)).all() == ["signed_in"]
    with pytest.raises(SignInRefused) as refusal:
        use_link(token)
    assert (refusal.value.obstacle, refusal.value.email) == (Obstacle.USED, KNOWN)


def test_a_link_works_for_fifteen_minutes(person_id):
    token = secrets_of(ask()).token

    with pytest.raises(SignInRefused) as refusal:
        use_link(token, AT + timedelta(minutes=15))

    assert refusal.value.obstacle is Obstacle.EXPIRED
    assert use_link(token, AT + timedelta(minutes=14, seconds=59))


def test_an_invented_link_is_refused(empty_db):
    with pytest.raises(SignInRefused) as refusal:
        use_link("invented")

    assert (refusal.value.obstacle, refusal.value.email) == (Obstacle.UNKNOWN, "")


def test_link_and_code_are_one_ticket(person_id):
    ticket_id = ask()
    opened = secrets_of(ticket_id)

    assert isinstance(use_code(opened.code, ticket_id), actions.SignedIn)

    with pytest.raises(SignInRefused):
        use_link(opened.token)


def test_a_code_opens_its_own_ticket_only(person_id):
    code, other_ticket_id = secrets_of(ask()).code, ask()

    outcome = use_code(code, other_ticket_id)

    assert outcome == actions.WrongCode(attempts_left=4)


def test_five_wrong_codes_close_the_code_but_not_the_link(person_id):
    ticket_id = ask()
    opened = secrets_of(ticket_id)
    wrong = f"{(int(opened.code) + 1) % 1_000_000:06}"

    left = [use_code(wrong, ticket_id).attempts_left for _ in range(5)]

    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(SignInRefused) as refusal:
        use_code(opened.code, ticket_id)
    assert refusal.value.obstacle is Obstacle.TOO_MANY_CODES
    assert use_link(opened.token)


def test_the_right_code_of_an_unknown_address_signs_nobody_in(empty_db):
    ticket_id = ask(UNKNOWN)
    opened = secrets_of(ticket_id)

    assert use_code(opened.code, ticket_id) == actions.WrongCode(attempts_left=4)
    with pytest.raises(SignInRefused):
        use_link(opened.token)


def test_whoever_was_erased_does_not_sign_in(person_id):
    token = secrets_of(ask()).token
    with transaction() as session:
        session.execute(sa.text("UPDATE person SET erased_at = now()"))

    with pytest.raises(SignInRefused):
        use_link(token)


def test_a_link_used_twice_at_the_same_moment_signs_in_once(app, person_id):
    token = secrets_of(ask()).token
    db.session.rollback()

    def press(_) -> bool:
        with app.app_context():
            try:
                return bool(use_link(token))
            except SignInRefused:
                return False

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(press, range(6)))

    assert sorted(outcomes) == [False] * 5 + [True]


def test_the_seventh_mail_of_an_hour_is_refused_for_known_and_unknown_alike(person_id):
    for email in (KNOWN, UNKNOWN):
        for number in range(6):
            ask(email, client_address=f"192.0.2.{number}")

        with pytest.raises(TooManyRequests):
            ask(email.upper(), client_address="192.0.2.99", at=AT + timedelta(minutes=59))

        assert ask(email, client_address="192.0.2.99", at=AT + timedelta(hours=1))


def test_a_network_may_ask_thirty_times_an_hour(empty_db):
    for number in range(30):
        ask(f"person{number}@example.org", client_address=f"2001:db8::{number:x}")

    with pytest.raises(TooManyRequests):
        ask("one.more@example.org", client_address="2001:db8::ffff")

    assert ask("one.more@example.org", client_address="2001:db8:0:1::1")


def test_a_printed_link_signs_in_without_a_mail(person_id):
    with transaction():
        token = actions.make_sign_in_link(KNOWN, locale="de", key=KEY, at=AT)

    assert use_link(token).session_key == f"{person_id}:stamp"
    assert waiting_jobs() == []


def test_old_tickets_are_forgotten_with_their_addresses(person_id):
    ask(UNKNOWN, at=AT - timedelta(days=2))
    kept_id = ask()

    with transaction():
        assert actions.forget_tickets(before=AT - timedelta(days=1)) == 1

    assert db.session.scalars(sa.select(SignInTicket.id)).all() == [kept_id]
