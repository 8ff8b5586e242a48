from datetime import UTC, datetime, timedelta

import pytest

from app.completion.rules import (
    EarnedKind,
    Standing,
    Step,
    StepKind,
    StepState,
    decide_completion,
    decide_session_state,
)
from app.kernel.locales import LocalizedText

AT = datetime(2027, 1, 20, 12, 0, tzinfo=UTC)
ATTENDANCE, TRAINING = EarnedKind.ATTENDANCE, EarnedKind.TRAINING


def reading(*, done: bool) -> Step:
    return Step(StepKind.READING, LocalizedText(en="Reading"), StepState.DONE if done else StepState.MISSING)


def quiz(*, done: bool) -> Step:
    return Step(StepKind.QUIZ, LocalizedText(en="Quiz"), StepState.DONE if done else StepState.MISSING)


def session(state: StepState, *, minutes: int = 180, attended: int | None = None) -> Step:
    been = attended if attended is not None else minutes if state is StepState.DONE else 0
    still_open = minutes if state in (StepState.AHEAD, StepState.UNCONFIRMED) else 0
    return Step(
        StepKind.SESSION,
        LocalizedText(en="Session"),
        state,
        minutes=still_open,
        attended_minutes=been,
        total_minutes=minutes,
    )


DONE, MISSING, AHEAD = StepState.DONE, StepState.MISSING, StepState.AHEAD
UNCONFIRMED, MISSED = StepState.UNCONFIRMED, StepState.MISSED


@pytest.mark.parametrize(
    ("activities", "sessions", "least", "standing", "counts", "earned"),
    [
        pytest.param(
            [reading(done=True), quiz(done=True)],
            [DONE, DONE],
            75,
            "complete",
            (4, 4),
            {ATTENDANCE, TRAINING},
            id="all",
        ),
        pytest.param([reading(done=False), quiz(done=False)], [DONE, AHEAD], 75, "missing", (1, 4), set(), id="some"),
        pytest.param(
            [reading(done=True), quiz(done=False)], [DONE, DONE], 75, "missing", (3, 4), {ATTENDANCE}, id="no quiz yet"
        ),
        pytest.param(
            [reading(done=True)], [DONE, DONE], 75, "complete", (3, 3), {ATTENDANCE}, id="module without quiz"
        ),
        pytest.param([], [DONE, MISSED], 75, "out_of_reach", (1, 2), set(), id="missed and nothing left"),
        pytest.param([], [DONE, MISSED], 50, "complete", (1, 1), {ATTENDANCE}, id="missed but not needed"),
        pytest.param([], [MISSED, AHEAD], 75, "out_of_reach", (0, 2), set(), id="the rest is not enough"),
        pytest.param([], [DONE, UNCONFIRMED], 75, "waiting", (1, 2), set(), id="the list is not confirmed"),
        pytest.param([], [DONE, DONE, AHEAD, AHEAD], 75, "missing", (2, 3), set(), id="one of two is enough"),
        pytest.param([], [DONE, DONE, DONE, AHEAD], 75, "complete", (3, 3), {ATTENDANCE}, id="enough before the end"),
        pytest.param([quiz(done=True)], [], 75, "complete", (1, 1), {TRAINING}, id="without sessions"),
        pytest.param([], [], 75, "complete", (0, 0), set(), id="nothing to do earns nothing"),
        pytest.param([], [MISSED], 0, "complete", (0, 0), set(), id="nobody attended by staying away"),
    ],
)
def test_the_rule_of_completion(activities, sessions, least, standing, counts, earned):
    completion = decide_completion(activities, [session(state) for state in sessions], least_percent=least)

    assert completion.standing == Standing(standing)
    assert (completion.done_count, completion.total) == counts
    assert completion.earned == earned
    assert completion.is_complete == (completion.standing is Standing.COMPLETE)


@pytest.mark.parametrize(("attended", "is_enough"), [(270, True), (269, False)])
def test_the_least_share_is_exact(attended, is_enough):
    completion = decide_completion([], [session(DONE, minutes=360, attended=attended)], least_percent=75)

    assert completion.has_enough_attendance is is_enough
    assert completion.attended_percent == (75 if is_enough else 74)


def test_the_next_step_is_one_that_the_person_can_do():
    completion = decide_completion([reading(done=True), quiz(done=False)], [session(UNCONFIRMED)], least_percent=75)

    assert completion.next_step == completion.steps[1]


def test_nothing_is_next_while_others_are_to_act():
    assert decide_completion([], [session(UNCONFIRMED)], least_percent=75).next_step is None


@pytest.mark.parametrize(
    ("attended", "still_open", "is_over", "state"),
    [
        (0, 270, False, AHEAD),
        (120, 150, False, AHEAD),
        (0, 270, True, UNCONFIRMED),
        (120, 150, True, UNCONFIRMED),
        (270, 0, True, DONE),
        (120, 0, True, DONE),
        (0, 0, True, MISSED),
    ],
)
def test_a_session_stands_by_its_lists(attended, still_open, is_over, state):
    ends_at = AT + timedelta(hours=-1 if is_over else 1)

    assert decide_session_state(attended=attended, open_minutes=still_open, ends_at=ends_at, at=AT) is state
