"""The lists that comboboxes fetch, and the fields that carry only what is chosen."""

import pytest

from app.kernel.database import transaction
from app.organisations.models import OrganisationKind
from tests.factories.events import around_now, make_delivery, make_event
from tests.factories.organisations import make_organisation


@pytest.fixture
def towns(programme) -> list[str]:
    with transaction():
        make_organisation("BSC Kranj", kind=OrganisationKind.PARTNER, region=None)
        return [str(make_organisation(name).id) for name in ("Kranj", "Škofja Loka")]


@pytest.fixture
def form(programme, towns) -> str:
    with transaction():
        delivery = make_delivery(programme=programme, **around_now())
        make_event(delivery)
        return f"/en/registration/deliveries/{delivery.id}"


def test_municipalities_are_handed_out_once_and_asked_for_again_only_by_their_mark(client, towns):
    first = client.get("/sl/municipalities.json")
    again = client.get("/sl/municipalities.json", headers={"If-None-Match": first.headers["ETag"]})

    assert first.json == [[towns[0], "Kranj (Gorenjska, SI)"], [towns[1], "Škofja Loka (Gorenjska, SI)"]]
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in first.headers
    assert (again.status_code, again.data) == (304, b"")


def test_the_list_of_all_organisations_is_for_those_who_are_signed_in(client, signed_in_as, towns):
    assert client.get("/en/organisations.json").status_code == 303

    assert [name for _, name in signed_in_as().get("/en/organisations.json").json if "BSC" in name] == [
        "BSC Kranj (SI)"
    ]


def test_a_page_carries_no_list_but_the_way_to_it(client, form, towns):
    page = client.get(form).text

    assert not any(town in page for town in towns)
    assert 'data-source="/en/municipalities.json"' in page
    assert 'href="?list=whole#organisation"' in page
    assert 'value="none"' in page


def test_a_form_that_comes_back_keeps_what_was_chosen(client, form, towns):
    page = client.post(form, data={"organisation": towns[1]})

    assert page.status_code == 422
    assert f'<option selected value="{towns[1]}">Škofja Loka (Gorenjska, SI)</option>' in page.text
    assert towns[0] not in page.text


def test_without_script_the_page_writes_the_whole_list(client, form, towns):
    for page in (client.get(f"{form}?list=whole"), client.post(f"{form}?list=whole")):
        assert all(f'value="{town}"' in page.text for town in towns)
        assert "data-source" not in page.text
