from types import SimpleNamespace

import pytest

from app.attendance.models import Half
from app.attendance.queries import AttendedMinutes, list_people_to_sign, sum_minutes
from app.events.models import DeliveryState
from app.kernel.database import transaction
from app.registration.models import PlaceState
from tests.factories.accounts import make_person
from tests.factories.attendance import make_list, make_participant
from tests.factories.events import NOW, make_delivery, make_event, make_trainer
from tests.factories.organisations import make_organisation


@pytest.fixture
def course(programme):
    """A delivery with two sessions of 270 minutes each, and a cancelled one."""
    with transaction():
        delivery = make_delivery(programme=programme)
        first, second = make_event(delivery, starts_at=NOW), make_event(delivery)
        make_event(delivery, state=DeliveryState.CANCELLED)
        trainer = make_person("Maja", "Đurić")
    return SimpleNamespace(delivery=delivery, first=first, second=second, trainer=trainer)


def test_minutes_are_those_of_the_half_days_attended(course):
    with transaction():
        whole, half, excused, unknown = (make_participant(course.first, course.second) for _ in range(4))
        day = course.first.starts_at.date()
        make_list(course.first, Half.MORNING, day=day, by=course.trainer, here=[whole, half], excused=[excused])
        make_list(course.first, Half.AFTERNOON, day=day, by=course.trainer, here=[whole], absent=[half, excused])

    minutes = sum_minutes(course.delivery.id, [whole.id, half.id, excused.id, unknown.id])

    assert minutes[whole.id] == AttendedMinutes(270, 540)
    assert minutes[half.id] == AttendedMinutes(116, 540)
    assert minutes[excused.id] == minutes[unknown.id] == AttendedMinutes(0, 540)


@pytest.mark.parametrize("people", [10, 200])
def test_minutes_take_two_statements_however_many_people(course, count_queries, people):
    with transaction():
        everybody = [make_participant(course.first).id for _ in range(people)]
    delivery_id = course.delivery.id

    with count_queries() as statements:
        assert len(sum_minutes(delivery_id, everybody)) == people

    assert len(statements) == 2


def test_those_who_sign_have_a_confirmed_place_or_teach(course):
    with transaction():
        ptuj = make_organisation("Mestna občina Ptuj")
        for name in ("Žnidaršič", "Čeh"):
            make_participant(course.first, person=make_person("Ana", name, organisation_id=ptuj.id))
        make_participant(course.first, person=make_person("Ana", "Waiting"), state=PlaceState.WAITING)
        make_trainer(course.first, course.trainer)

    people = list_people_to_sign(course.first.id)

    assert [(person.name_for_lists, person.is_trainer) for person in people] == [
        ("Čeh, Ana", False),
        ("Žnidaršič, Ana", False),
        ("Đurić, Maja", True),
    ]
    assert (people[0].organisation_name, people[0].photo_consent) == ("Mestna občina Ptuj", False)
    assert people[2].photo_consent is None
