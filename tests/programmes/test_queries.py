"""Which programme is the current one, and who takes part in it."""

import uuid
from datetime import UTC, date, datetime

import pytest

from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.programmes.models import Participation
from app.programmes.queries import (
    find_current_programme,
    get_programme,
    list_participating_municipalities,
    list_partners,
)
from tests.factories.organisations import make_organisation
from tests.factories.programmes import make_participation, make_programme

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
PAST = (date(2018, 10, 1), date(2021, 9, 30))
RECENT = (date(2023, 1, 1), date(2025, 12, 31))
RUNNING = (date(2026, 1, 1), date(2027, 12, 31))
TO_COME = (date(2028, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], None),
        ([PAST, RUNNING, TO_COME], RUNNING),
        ([PAST, RECENT, TO_COME], RECENT),
        ([TO_COME], TO_COME),
        ([(date(2026, 5, 1), date(2026, 5, 1)), RECENT], (date(2026, 5, 1), date(2026, 5, 1))),
    ],
)
def test_the_current_programme_is_the_running_one_or_else_the_latest(empty_db, periods, expected):
    with transaction():
        for starts_on, ends_on in periods:
            make_programme(starts_on=starts_on, ends_on=ends_on)

    programme = find_current_programme(AT)

    assert (programme and (programme.starts_on, programme.ends_on)) == expected


@pytest.mark.parametrize("later_id", [uuid.UUID(int=1), uuid.UUID(int=2**128 - 1)])
def test_of_programmes_with_equal_dates_the_one_set_up_first_stays_current(programme, later_id):
    with transaction():
        make_programme(id=later_id)

    assert find_current_programme(AT).id == programme.id


def test_the_day_of_the_current_programme_is_the_one_at_home(empty_db):
    with transaction():
        make_programme(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), code="FIRST")
        make_programme(starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31), code="SECOND")

    last_hour_of_june_in_utc = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert find_current_programme(last_hour_of_june_in_utc).code == "SECOND"


def test_a_programme_is_found_by_its_code_and_by_its_id(programme):
    assert get_programme(programme.code).id == programme.id
    assert get_programme(programme.id).code == programme.code
    for unknown in ("NOTHING", uuid.uuid4()):
        with pytest.raises(NotFound):
            get_programme(unknown)


def test_the_lead_partner_comes_first_and_municipalities_are_no_partners(programme):
    with transaction():
        for position, name in enumerate(["Zeta", "Alfa"]):
            make_participation(programme, make_organisation(name), Participation.PARTNER, position=position)
        make_participation(programme, make_organisation("Vodja"), Participation.LEAD_PARTNER, position=9)
        make_participation(programme, make_organisation("Kranj"))

    partners = list_partners(programme.id)

    assert [(partner.name, partner.is_lead) for partner in partners] == [
        ("Vodja", True),
        ("Zeta", False),
        ("Alfa", False),
    ]


def test_municipalities_stand_by_region_and_in_order_of_name(programme, count_queries):
    with transaction():
        for region, names, position in [("Podravska", ["Ptuj"], 3), ("Gorenjska", ["Žiri", "Šenčur", "Cerklje"], 1)]:
            for name in names:
                make_participation(programme, make_organisation(name), project_region=region, position=position)
        make_participation(make_programme(), make_organisation("Weiz"), project_region="Oststeiermark")
        programme_id = programme.id

    with count_queries() as statements:
        regions = list_participating_municipalities(programme_id)

    assert [(region.name, [one.name for one in region.municipalities]) for region in regions] == [
        ("Gorenjska", ["Cerklje", "Šenčur", "Žiri"]),
        ("Podravska", ["Ptuj"]),
    ]
    assert len(statements) == 1
