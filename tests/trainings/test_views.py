from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.attendance.models import Half
from app.events.queries import get_event
from app.kernel.database import transaction
from app.registration.models import PlaceState
from tests.factories.accounts import make_person
from tests.factories.attendance import make_list, make_participant
from tests.factories.courses import make_activity, make_material
from tests.factories.events import make_delivery, make_event, make_trainer
from tests.factories.programmes import in_three_languages

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)


@pytest.fixture
def session(programme):
    with transaction():
        return make_event(
            make_delivery(programme=programme), starts_at=YESTERDAY, title=in_three_languages("The first day")
        )


@pytest.mark.parametrize(
    ("role", "teaches", "is_shown"),
    [(Role.TRAINER, True, True), (Role.TRAINER, False, False), (Role.ORGANISER, False, True)],
)
def test_a_trainer_sees_the_own_sessions_and_an_organiser_all(session, signed_in_as, role, teaches, is_shown):
    with transaction():
        person = make_person()
        if teaches:
            make_trainer(session, person)

    page = signed_in_as(role, person=person).get("/en/organise/sessions").text

    assert ("The first day" in page) is is_shown


def test_the_session_day_shows_place_and_presence_of_everybody(session, signed_in_as):
    with transaction():
        been, waiting = make_person("Damjan", "Čeh"), make_person("Johanna", "Weiß")
        make_participant(session, person=been)
        make_participant(session, person=waiting, state=PlaceState.WAITING)
        make_list(session, Half.MORNING, day=YESTERDAY.date(), by=make_person("Maja", "Đurić"), here=[been])

    page = signed_in_as(Role.TRAINER).get(f"/en/organise/events/{session.id}/day").text

    assert "1 person with a confirmed place" in page
    assert page.index("Čeh, Damjan") < page.index("Weiß, Johanna")
    assert "on the waiting list" in page
    assert "Confirmed by Maja Đurić" in page


def test_the_session_day_leads_to_the_materials_of_the_module(session, signed_in_as):
    with transaction():
        make_activity(get_event(session.id).delivery.module, material=make_material())

    page = signed_in_as(Role.TRAINER).get(f"/en/organise/events/{session.id}/day").text

    assert "https://example.org/worksheet" in page


@pytest.mark.parametrize("people", [10, 200])
def test_the_session_day_takes_eight_statements_however_many_people(session, signed_in_as, count_queries, people):
    with transaction():
        for _ in range(people):
            make_participant(session)
    client = signed_in_as(Role.TRAINER)

    with count_queries() as statements:
        assert client.get(f"/en/organise/events/{session.id}/day").status_code == 200

    assert len(statements) <= 8
