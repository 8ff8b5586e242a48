"""When a sign-in is valid, how often it may be asked for, and where it may lead."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.accounts.rules import (
    CoordinatorNeedsMunicipality,
    Obstacle,
    check_role,
    find_obstacle,
    is_within_limits,
    network_of,
    normal_email,
    own_path,
)

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(seconds=1), AT - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("facts", "obstacle"),
    [
        ({"expires_at": LATER, "used_at": None}, None),
        ({"expires_at": AT, "used_at": None}, Obstacle.EXPIRED),
        ({"expires_at": LATER, "used_at": EARLIER}, Obstacle.USED),
        ({"expires_at": EARLIER, "used_at": EARLIER}, Obstacle.USED),
        ({"expires_at": LATER, "used_at": None, "wrong_codes": 4}, None),
        ({"expires_at": LATER, "used_at": None, "wrong_codes": 5}, Obstacle.TOO_MANY_CODES),
    ],
)
def test_a_ticket_opens_the_door_once_and_in_time(facts, obstacle):
    assert find_obstacle(**facts, at=AT) is obstacle


@pytest.mark.parametrize(
    ("of_address", "of_network", "allowed"),
    [(0, 0, True), (5, 29, True), (6, 6, False), (1, 30, False)],
)
def test_six_links_an_hour_for_an_address_and_thirty_for_a_network(of_address, of_network, allowed):
    assert is_within_limits(of_address=of_address, of_network=of_network) is allowed


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_household_with_many_addresses_is_one_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/sl/my", "/sl/my"),
        ("/de/calendar?month=2026-05#list", "/de/calendar?month=2026-05#list"),
        ("/en/search?q=http://example.org", "/en/search?q=http://example.org"),
        ("https://evil.example", None),
        ("//evil.example/my", None),
        ("/\\evil.example", None),
        ("/\t/evil.example", None),
        ("/en/my\r\nSet-Cookie: a=b", None),
        ("javascript:alert(1)", None),
        ("my", None),
        ("", None),
        (None, None),
        ("/" + "a" * 2000, None),
    ],
)
def test_a_sign_in_leads_to_own_pages_only(path, kept):
    assert own_path(path) == kept


def test_an_address_is_kept_without_spaces_and_in_lower_case():
    assert normal_email("  Natasa.Hribar@Example.ORG ") == "natasa.hribar@example.org"


def test_a_coordinator_needs_a_municipality_and_an_organiser_does_not():
    check_role(Role.ORGANISER, person_id=uuid.uuid4(), organisation_id=None)
    check_role(Role.COORDINATOR, person_id=uuid.uuid4(), organisation_id=uuid.uuid4())

    with pytest.raises(CoordinatorNeedsMunicipality):
        check_role(Role.COORDINATOR, person_id=uuid.uuid4(), organisation_id=None)
