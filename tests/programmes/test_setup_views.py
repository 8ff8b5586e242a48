"""A partnership installs the product and sets up its own programme."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from app.organisations.models import Organisation
from app.programmes.models import Participation, Programme, ProgrammeOrganisation
from app.programmes.queries import list_parts
from tests.factories.organisations import make_organisation
from tests.factories.programmes import make_participation, make_programme

TEXTS = {"subtitle": "Name", "title": "Title", "summary": "", "funding_words": "EU", "funding_sentence": "Co-funded."}
SENT = {
    "code": "SIAT300",
    **{
        f"{name}-{locale}": text and f"{text} {locale}" for name, text in TEXTS.items() for locale in ("sl", "de", "en")
    },
    "starts_on": "2027-01-01",
    "ends_on": "2028-12-31",
    "retain_until": "2034-12-31",
    "unit_minutes": "50",
    "contact_name": "Manuela Hofer",
    "contact_email": "manuela@example.org",
    "issuer_place": "Kranj",
}


def verbs() -> list[str]:
    return list(db.session.scalars(sa.select(Activity.verb).order_by(Activity.at)))


@pytest.fixture
def administrator(signed_in_as):
    return signed_in_as(administrator=True)


@pytest.fixture
def organiser(signed_in_as):
    return signed_in_as(Role.ORGANISER)


@pytest.fixture
def nothing_yet(administrator):
    """An installation as it is after its first start, with one administrator."""
    with transaction() as session:
        session.execute(sa.delete(Programme))
    return administrator


@pytest.mark.parametrize("path", ["/en/", "/en/organise", "/en/organise/programmes"])
def test_an_empty_installation_leads_its_administrator_to_the_first_programme(nothing_yet, path):
    answer = nothing_yet.get(path)

    assert "There is no programme on this installation yet." in answer.text
    assert 'href="/en/organise/programmes/new"' in answer.text


def test_an_empty_installation_asks_a_visitor_to_sign_in(nothing_yet):
    with nothing_yet.session_transaction() as session:
        session.clear()

    answer = nothing_yet.get("/en/")

    assert 'href="/en/sign-in?next=/en/organise/programmes"' in answer.text


@pytest.mark.parametrize("path", ["modules", "handbook", "calendar", "visits", "certificates/check", "my", "profile"])
def test_an_empty_installation_has_no_page_that_breaks(nothing_yet, path):
    assert nothing_yet.get(f"/en/{path}").status_code in {200, 404}


def test_an_administrator_creates_a_programme_and_goes_on_to_its_partners(nothing_yet):
    answer = nothing_yet.post("/en/organise/programmes/new", data=SENT)

    made = db.session.scalars(sa.select(Programme)).one()
    assert answer.headers["Location"] == f"/en/organise/programmes/{made.id}/partners"
    assert (made.code, made.unit_minutes, made.ends_on) == ("SIAT300", 50, date(2028, 12, 31))
    assert (made.title["sl"], made.funding_sentence["de"]) == ("Title sl", "Co-funded. de")
    assert verbs() == ["created"]
    assert "Title en" in nothing_yet.get("/en/").text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": ""}, "Enter the code, for example SIAT208."),
        ({"code": "SI AT/1"}, "Use 2 to 20 letters, digits and hyphens."),
        ({"title-de": ""}, "Enter the text in this language."),
        ({"ends_on": "2026-12-31"}, "The last day must not lie before the first day."),
        ({"retain_until": "2028-12-30"}, "The evidence must be kept at least until the last day of the programme."),
        ({"starts_on": "soon"}, "Not a valid date value."),
        ({"unit_minutes": "60"}, "Not a valid choice."),
        ({"contact_email": "manuela@"}, "Check the address: it must look like name@example.org."),
    ],
)
def test_a_programme_that_cannot_be_created_comes_back_with_everything_kept(nothing_yet, changes, message):
    answer = nothing_yet.post("/en/organise/programmes/new", data={**SENT, **changes})

    assert answer.status_code == 422
    assert message in answer.text
    assert "Title sl" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Programme)) == 0


def test_no_two_programmes_have_one_code(administrator, programme):
    answer = administrator.post("/en/organise/programmes/new", data={**SENT, "code": programme.code})

    assert answer.status_code == 422
    assert f"Another programme has the code {programme.code}." in answer.text


def test_an_organiser_changes_the_own_programme(organiser, programme):
    shown = organiser.get(f"/en/organise/programmes/{programme.id}").text

    answer = organiser.post(f"/en/organise/programmes/{programme.id}", data=SENT)

    assert f'value="{programme.contact_name}"' in shown
    assert answer.status_code == 303
    db.session.refresh(programme)
    assert (programme.code, programme.funding_words["sl"]) == ("SIAT300", "EU sl")
    assert verbs() == ["changed"]


def test_an_organiser_sees_the_own_programme_in_the_list_only(organiser, programme):
    with transaction():
        other = make_programme().id

    page = organiser.get("/en/organise/programmes").text

    assert f'href="/en/organise/programmes/{programme.id}"' in page
    assert str(other) not in page


def test_the_list_costs_the_same_whatever_its_length(administrator, count_queries):
    with count_queries() as few:
        administrator.get("/en/organise/programmes")
    with transaction():
        for _ in range(10):
            make_participation(make_programme(), make_organisation(), Participation.PARTNER)
    with count_queries() as many:
        administrator.get("/en/organise/programmes")

    assert len(many) == len(few) <= 8


@pytest.fixture
def partners(programme) -> list[str]:
    with transaction():
        parts = [
            make_participation(
                programme, make_organisation(name), Participation.LEAD_PARTNER if place == 0 else Participation.PARTNER,
                position=place,
            )
            for place, name in enumerate(["Kranj agency", "Leoben agency", "Ptuj agency"])
        ]  # fmt: skip
        return [str(part.id) for part in parts]


def names(programme_id) -> list[tuple[str, bool]]:
    db.session.rollback()
    return [(part.name, part.is_lead) for part in list_parts(programme_id)]


def test_a_known_organisation_is_taken_in_at_the_end(organiser, programme, partners):
    with transaction():
        known = str(make_organisation("Weiz agency").id)

    answer = organiser.post(
        f"/en/organise/programmes/{programme.id}/partners", data={"organisation": known, "participation": "partner"}
    )

    assert answer.status_code == 303
    assert names(programme.id)[-1] == ("Weiz agency", False)


def test_a_new_organisation_is_made_and_leads_in_the_place_of_the_one_before(organiser, programme, partners):
    sent = {"name": "Weiz  agency", "country": "AT", "region": "Oststeiermark", "participation": "lead_partner"}

    organiser.post(f"/en/organise/programmes/{programme.id}/partners", data=sent)

    made = db.session.scalars(sa.select(Organisation).where(Organisation.name == "Weiz agency")).one()
    assert (made.country, made.region, made.kind) == ("AT", "Oststeiermark", "partner")
    assert names(programme.id)[0] == ("Weiz agency", True)
    assert sum(is_lead for _, is_lead in names(programme.id)) == 1


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"participation": "partner"}, "Choose an organisation, or enter the name of a new one; not both."),
        ({"participation": "", "name": "Weiz agency", "country": "AT"}, "Choose a part."),
    ],
)
def test_an_organisation_that_cannot_be_added_comes_back(organiser, programme, sent, message):
    answer = organiser.post(f"/en/organise/programmes/{programme.id}/partners", data=sent)

    assert answer.status_code == 422
    assert message in answer.text


def test_no_agency_takes_part_twice(organiser, programme, partners):
    known = str(db.session.scalars(sa.select(Organisation.id).where(Organisation.name == "Ptuj agency")).one())

    answer = organiser.post(
        f"/en/organise/programmes/{programme.id}/partners",
        data={"organisation": known, "participation": "lead_partner"},
    )

    assert answer.status_code == 422
    assert "Ptuj agency takes part in this programme already." in answer.text


@pytest.mark.parametrize(
    ("act", "sent", "order"),
    [
        ("move", {"direction": "up"}, ["Kranj agency", "Ptuj agency", "Leoben agency"]),
        ("lead", {}, ["Ptuj agency", "Kranj agency", "Leoben agency"]),
        ("remove", {}, ["Kranj agency", "Leoben agency"]),
    ],
)
def test_partners_are_put_in_order_by_buttons(organiser, programme, partners, act, sent, order):
    answer = organiser.post(f"/en/organise/programmes/{programme.id}/partners/{partners[2]}/{act}", data=sent)

    assert answer.status_code == 303
    assert [name for name, _ in names(programme.id)] == order
    assert len(verbs()) == 1


@pytest.mark.parametrize("act", ["move", "lead", "remove"])
def test_a_part_of_another_programme_is_left_alone(organiser, programme, act):
    with transaction():
        elsewhere = make_participation(make_programme(), make_organisation(), Participation.PARTNER).id

    organiser.post(f"/en/organise/programmes/{programme.id}/partners/{elsewhere}/{act}", data={"direction": "up"})

    part = db.session.get_one(ProgrammeOrganisation, elsewhere)
    assert part.participation is Participation.PARTNER
