"""A delivery with one session that is over: three people were there and passed, one was there only, one was not."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.attendance.models import Half
from app.events.models import Delivery
from app.kernel.clock import now
from app.kernel.database import transaction
from tests.factories.accounts import make_person
from tests.factories.assessments import make_attempt, make_quiz
from tests.factories.attendance import make_list, make_participant
from tests.factories.courses import make_module
from tests.factories.events import make_delivery, make_event


@dataclass(frozen=True)
class Finished:
    """The delivery, and its people by how far they came."""

    delivery: Delivery
    passed: list[Person]
    attended: Person
    absent: Person
    trainer: Person


@pytest.fixture
def finished(programme) -> Finished:
    with transaction():
        quiz = make_quiz(programme)
        module = make_module(programme, quiz=quiz)
        delivery = make_delivery(module)
        starts_at = (now() - timedelta(days=7)).replace(hour=7, minute=0)
        event = make_event(delivery, starts_at=starts_at, ends_at=starts_at + timedelta(hours=4), teaching_minutes=180)
        names = ("Čeh", "Hribar", "Šarec", "Žagar", "Zupan")
        people = [make_participant(event, person=make_person("Ana", name, locale="sl")) for name in names]
        trainer = make_person("Andreja", "Zupančič")
        for person in people[:3]:
            make_attempt(quiz, person)
        make_list(event, Half.MORNING, day=starts_at.date(), by=trainer, here=people[:4], absent=people[4:])
        return Finished(delivery, people[:3], people[3], people[4], trainer)
