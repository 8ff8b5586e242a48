"""Lists of organisations to choose from."""

import uuid

from app.kernel.database import transaction
from app.organisations.models import OrganisationKind
from app.organisations.queries import (
    find_organisation,
    list_municipalities_for_choice,
    list_organisations_for_choice,
)
from tests.factories.organisations import make_organisation


def test_municipalities_are_listed_in_the_order_a_reader_expects(empty_db, count_queries):
    with transaction():
        for name in ("Žiri", "Črna na Koroškem", "Cerklje na Gorenjskem", "Celje", "Šenčur", "Sevnica"):
            make_organisation(name)
        make_organisation("BSC Kranj", kind=OrganisationKind.PARTNER)

    with count_queries() as statements:
        names = [choice.name for choice in list_municipalities_for_choice()]

    assert names == ["Celje", "Cerklje na Gorenjskem", "Črna na Koroškem", "Sevnica", "Šenčur", "Žiri"]
    assert len(statements) == 1


def test_the_list_of_all_organisations_holds_the_others_too(empty_db):
    with transaction():
        make_organisation("Kranj")
        make_organisation("BSC Kranj", kind=OrganisationKind.PARTNER, region=None)

    assert [(one.name, one.region) for one in list_organisations_for_choice()] == [
        ("BSC Kranj", None),
        ("Kranj", "Gorenjska"),
    ]


def test_an_organisation_is_found_by_its_id_or_not_at_all(empty_db):
    with transaction():
        organisation_id = make_organisation("Kranj").id

    assert find_organisation(organisation_id).name == "Kranj"
    assert find_organisation(uuid.uuid4()) is None


def test_one_chosen_organisation_is_found_if_the_list_holds_it(empty_db):
    with transaction():
        town, agency = make_organisation("Kranj").id, make_organisation("BSC", kind=OrganisationKind.PARTNER).id

    assert [one.label for one in list_municipalities_for_choice(only=str(town))] == ["Kranj (Gorenjska, SI)"]
    assert list_municipalities_for_choice(only=str(agency)) == []
    assert [one.name for one in list_organisations_for_choice(only=str(agency))] == ["BSC"]
    assert list_organisations_for_choice(only="none") == list_organisations_for_choice(only="") == []
