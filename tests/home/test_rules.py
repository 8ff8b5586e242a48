"""The one next step, from what is known of a person's trainings."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.completion.rules import Completion, Step, StepKind, StepState
from app.home.rules import HeldCertificate, NextAction, OwnPlace, Training, decide_foremost
from app.kernel.locales import LocalizedText
from app.registration.models import PlaceState

WHEN = datetime(2027, 1, 14, 8, tzinfo=UTC)
TITLE = LocalizedText(en="Location development")
CERTIFICATE = HeldCertificate(uuid.uuid4(), "TEST-2027-0001", has_file=True)
IN_THE_MAKING = HeldCertificate(uuid.uuid4(), "TEST-2027-0002", has_file=False)


def training(
    next_step: StepKind | None = None,
    *,
    state: PlaceState = PlaceState.CONFIRMED,
    certificate: HeldCertificate | None = None,
) -> Training:
    ahead = StepState.AHEAD if next_step is StepKind.SESSION else StepState.MISSING
    steps = (Step(kind=next_step, title=TITLE, state=ahead),) if next_step else ()
    return Training(
        registration_id=uuid.uuid4(),
        delivery_id=uuid.uuid4(),
        delivery_title=TITLE,
        module_id=uuid.uuid4(),
        module_number=1,
        module_title=TITLE,
        module_summary=TITLE,
        received_at=WHEN,
        places=(OwnPlace(uuid.uuid4(), TITLE, WHEN, WHEN, "Europe/Ljubljana", "Kranj", state),),
        certificate=certificate,
        completion=Completion(steps=steps, least_percent=75, attended_minutes=0, total_minutes=0),
    )


@pytest.mark.parametrize(
    ("facts", "action"),
    [
        ({"next_step": StepKind.READING}, NextAction.READ),
        ({"next_step": StepKind.QUIZ}, NextAction.QUIZ),
        ({"next_step": StepKind.SESSION}, NextAction.COME),
        ({"next_step": None}, NextAction.NOTHING),
        ({"next_step": StepKind.READING, "state": PlaceState.WAITING}, NextAction.WAIT),
        ({"next_step": StepKind.READING, "state": PlaceState.WITHDRAWN}, NextAction.NOTHING),
        ({"next_step": None, "certificate": CERTIFICATE}, NextAction.DOWNLOAD),
        ({"next_step": None, "certificate": IN_THE_MAKING}, NextAction.NOTHING),
    ],
)
def test_a_training_asks_for_one_thing(facts, action):
    assert training(**facts).next_action is action


def test_what_can_be_done_at_once_goes_before_what_has_its_day():
    session, quiz = training(StepKind.SESSION), training(StepKind.QUIZ)

    assert decide_foremost([session, quiz]) is quiz


def test_with_nothing_to_do_no_training_is_foremost():
    assert decide_foremost([training(None), training(None, certificate=IN_THE_MAKING)]) is None


@pytest.mark.parametrize(("is_there", "anchor"), [(True, "b-0123abcd"), (False, None)])
def test_reading_goes_on_at_the_block_if_the_next_step_is_the_section_read_last(is_there, anchor):
    section_id = uuid.uuid4()
    step = Step(kind=StepKind.READING, title=TITLE, state=StepState.MISSING, section_id=section_id)
    completion = Completion(steps=(step,), least_percent=75, attended_minutes=0, total_minutes=0)
    last = section_id if is_there else uuid.uuid4()

    one = replace(training(), completion=completion, last_section_id=last, last_anchor="b-0123abcd")

    assert one.next_anchor == anchor
