"""What a person should do next."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.completion.rules import Completion, Step, StepKind
from app.kernel.locales import LocalizedText
from app.registration.models import HOLDS_A_PLACE, IS_ACTIVE, PlaceState


class NextAction(StrEnum):
    """The one thing a training asks of a person now."""

    READ = "read"
    QUIZ = "quiz"
    COME = "come"
    DOWNLOAD = "download"
    WAIT = "wait"
    NOTHING = "nothing"


IN_ORDER = (NextAction.QUIZ, NextAction.READ, NextAction.DOWNLOAD, NextAction.COME, NextAction.WAIT)
"""What can be done at once goes before what has its day."""


@dataclass(frozen=True)
class OwnPlace:
    """A person's place at one event."""

    event_id: uuid.UUID
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    town: str
    state: PlaceState


@dataclass(frozen=True)
class HeldCertificate:
    """A valid certificate; its document may still be in the making."""

    id: uuid.UUID
    number: str
    has_file: bool


@dataclass(frozen=True)
class Training:
    """A registration with all that came of it; a stand-alone event has neither module nor completion."""

    registration_id: uuid.UUID
    delivery_id: uuid.UUID | None
    delivery_title: LocalizedText | None
    module_id: uuid.UUID | None
    module_number: int | None
    module_title: LocalizedText | None
    module_summary: LocalizedText | None
    received_at: datetime
    places: tuple[OwnPlace, ...]
    certificate: HeldCertificate | None
    completion: Completion | None = None
    unread_changes: int = 0
    """Of the handbook, in the module's chapters since the certificate."""
    last_section_id: uuid.UUID | None = None
    """Where the person read last in the programme's handbook, and the block's place on that page."""
    last_anchor: str | None = None

    @property
    def is_active(self) -> bool:
        return any(place.state in IS_ACTIVE for place in self.places)

    @property
    def takes_part(self) -> bool:
        return any(place.state in HOLDS_A_PLACE for place in self.places)

    @property
    def next_step(self) -> Step | None:
        return self.completion.next_step if self.completion else None

    @property
    def next_anchor(self) -> str | None:
        """Return the place on the page of the next step where the person stopped reading it."""
        return self.last_anchor if self.next_step and self.next_step.section_id == self.last_section_id else None

    @property
    def next_action(self) -> NextAction:
        """Decide what the person can do now for this training."""
        if self.certificate:
            return NextAction.DOWNLOAD if self.certificate.has_file else NextAction.NOTHING
        if not self.takes_part:
            return NextAction.WAIT if self.is_active else NextAction.NOTHING
        actions = {StepKind.READING: NextAction.READ, StepKind.QUIZ: NextAction.QUIZ, StepKind.SESSION: NextAction.COME}
        return actions.get(self.next_step.kind, NextAction.NOTHING) if self.next_step else NextAction.NOTHING


def decide_foremost(trainings: Sequence[Training]) -> Training | None:
    """Return the training whose next step stands first on the page; None if nothing is to be done.

    A certificate is named there only until another training asks for something.
    """
    asking = [one for one in trainings if one.next_action in IN_ORDER]
    return min(asking, key=lambda one: IN_ORDER.index(one.next_action), default=None)
