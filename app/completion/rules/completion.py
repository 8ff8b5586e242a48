"""What a person has done of a module's completion rule, what is missing, and what was earned.

The rule: every required section is read, every required quiz is passed, and the sessions of the delivery are attended
for at least the module's share of their teaching minutes. Attendance alone earns a certificate of attendance; all of
it, with a quiz, the one of training (docs/glossary.md).
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.kernel.locales import LocalizedText


class StepKind(StrEnum):
    """What kind of thing a step is."""

    READING = "reading"
    QUIZ = "quiz"
    SESSION = "session"
    ATTENDANCE = "attendance"


class StepState(StrEnum):
    """How a step stands; `unconfirmed` waits for the trainer's list, `missed` cannot be made up."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    UNCONFIRMED = "unconfirmed"
    MISSED = "missed"


class EarnedKind(StrEnum):
    """Which certificates there are; the same words as the certificates use."""

    ATTENDANCE = "attendance"
    TRAINING = "training"


class Standing(StrEnum):
    """How the whole stands, for the one sentence that tells it."""

    COMPLETE = "complete"
    MISSING = "missing"
    WAITING = "waiting"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True)
class Step:
    """One step with what a link or a sentence needs; a step that is not needed is not counted."""

    kind: StepKind
    title: LocalizedText
    state: StepState
    is_needed: bool = True
    activity_id: uuid.UUID | None = None
    section_id: uuid.UUID | None = None
    quiz_id: uuid.UUID | None = None
    event_id: uuid.UUID | None = None
    starts_at: datetime | None = None
    time_zone: str = ""
    town: str = ""
    minutes: int = 0
    """Teaching minutes of a session that may still be attended or confirmed."""
    attended_minutes: int = 0
    total_minutes: int = 0
    chapter_number: int | None = None
    section_number: int | None = None
    edition_number: int | None = None
    """The edition of the handbook that a section is read in."""
    best_percent: int | None = None

    @property
    def is_done(self) -> bool:
        return self.state is StepState.DONE


@dataclass(frozen=True)
class Completion:
    """What one person has done of one delivery's module."""

    steps: tuple[Step, ...]
    least_percent: int
    attended_minutes: int
    total_minutes: int

    @property
    def needed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_needed)

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.needed)

    @property
    def total(self) -> int:
        return len(self.needed)

    @property
    def missing(self) -> tuple[Step, ...]:
        """Return what still stands between the person and the end, in order."""
        return tuple(step for step in self.needed if not step.is_done)

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def next_step(self) -> Step | None:
        """Return the first step the person can do something about; sessions ahead count, lists of others do not."""
        return next((step for step in self.missing if step.state in (StepState.MISSING, StepState.AHEAD)), None)

    @property
    def attended_percent(self) -> int:
        """Return the attended share of all teaching minutes, rounded down so that it never flatters."""
        return 100 * self.attended_minutes // self.total_minutes if self.total_minutes else 100

    @property
    def has_enough_attendance(self) -> bool:
        return 100 * self.attended_minutes >= self.least_percent * self.total_minutes

    @property
    def standing(self) -> Standing:
        if self.is_complete:
            return Standing.COMPLETE
        if any(step.state is StepState.MISSED for step in self.missing):
            return Standing.OUT_OF_REACH
        return Standing.MISSING if self.next_step else Standing.WAITING

    @property
    def earned(self) -> frozenset[EarnedKind]:
        """Return the kinds of certificate earned so far.

        Without a quiz nothing was assessed, so only attendance is earned; nobody attends a delivery without sessions.
        """
        kinds = set()
        if self.attended_minutes and self.has_enough_attendance:
            kinds.add(EarnedKind.ATTENDANCE)
        if self.is_complete and any(step.kind is StepKind.QUIZ for step in self.steps):
            kinds.add(EarnedKind.TRAINING)
        return frozenset(kinds)


def decide_completion(activities: Sequence[Step], sessions: Sequence[Step], *, least_percent: int) -> Completion:
    """Judge a person's required activities and sessions, given in order.

    Of the sessions to come only as many are needed as the share of attendance asks for, the earliest first.
    """
    attended = sum(step.attended_minutes for step in sessions)
    total = sum(step.total_minutes for step in sessions)
    wanted = least_percent * total - 100 * attended
    judged = tuple(_mark_needed(sessions, wanted))
    possible = sum(step.minutes for step in sessions)
    steps = (*activities, *judged)
    if wanted > 100 * possible:
        steps += (Step(kind=StepKind.ATTENDANCE, title=LocalizedText(), state=StepState.MISSED),)
    return Completion(steps=steps, least_percent=least_percent, attended_minutes=attended, total_minutes=total)


def _mark_needed(sessions: Sequence[Step], wanted: int) -> Iterable[Step]:
    """Mark sessions as needed until the wanted hundredths of minutes are reached."""
    for step in sessions:
        if step.state is StepState.DONE:
            yield step
            continue
        yield replace(step, is_needed=step.minutes > 0 and wanted > 0)
        wanted -= 100 * step.minutes


def decide_session_state(*, attended: int, open_minutes: int, ends_at: datetime, at: datetime) -> StepState:
    """Tell how a session stands from the minutes attended, those no list speaks of yet, and whether it is over."""
    if open_minutes:
        return StepState.AHEAD if ends_at > at else StepState.UNCONFIRMED
    return StepState.DONE if attended else StepState.MISSED
