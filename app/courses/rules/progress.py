"""How far a person is in a module, and what comes next."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

CHARACTERS_A_MINUTE = 1100
"""Careful reading of a specialist text: about 170 words."""
SECONDS_A_QUESTION = 75


class Step(Protocol):
    """What progress needs to know of an activity."""

    @property
    def id(self) -> uuid.UUID: ...

    @property
    def is_required(self) -> bool: ...


AnyStep = TypeVar("AnyStep", bound=Step)


@dataclass(frozen=True)
class Progress:
    """How many of the required steps are done."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


def measure_progress(steps: Sequence[Step], done: Collection[uuid.UUID]) -> Progress:
    """Count required steps alone: what is optional is never missing."""
    required = [step for step in steps if step.is_required]
    return Progress(sum(step.id in done for step in required), len(required))


def decide_next(steps: Sequence[AnyStep], done: Collection[uuid.UUID]) -> AnyStep | None:
    """Return the first required step that is not done; None when nothing is missing."""
    return next((step for step in steps if step.is_required and step.id not in done), None)


def reading_minutes(characters: int) -> int:
    """Return how long a text takes to read: at least one minute if there is any text."""
    return -(-characters // CHARACTERS_A_MINUTE)


def quiz_minutes(questions: int) -> int:
    """Return how long a quiz takes."""
    return -(-questions * SECONDS_A_QUESTION // 60)
