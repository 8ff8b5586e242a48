"""What a module needs before it may be published, and what stands in the way."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.assessments.models import Quiz
from app.assessments.rules import is_question_complete
from app.courses.models import Module, ModuleState
from app.courses.rules.editions import Reading
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext
from app.kernel.locales import LOCALES

UNPUBLISHED = (ModuleState.DRAFT, ModuleState.ANNOUNCED)
"""Their content is the staff's."""


class Point(StrEnum):
    """A point of the checklist."""

    LANGUAGES = "languages"
    TITLE = "title"
    SUMMARY = "summary"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    STEPS = "steps"
    SECTIONS = "sections"
    CHAPTERS = "chapters"
    QUIZ = "quiz"


@dataclass(frozen=True)
class Check:
    """One point: whether it is met, in which languages something is missing, and which things it is about."""

    point: Point
    is_met: bool
    missing: tuple[str, ...] = ()
    things: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class SectionFacts:
    """What the checklist needs to know of a section: the languages it exists in, and whether it can be read."""

    locales: frozenset[str] = frozenset()
    is_published: bool = False
    reading: Reading | None = None
    """Where participants read it; None while it is in no edition."""


class NotReady(RuleBroken):
    """Something is missing before the module may be published."""

    def __init__(self, open_points: Sequence[Check]) -> None:
        self.open_points = open_points

    def explain(self) -> str:
        return gettext("The module is not published yet: the checklist has open points.")


class NumberTaken(RuleBroken):
    """Another module of the programme has this number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def explain(self) -> str:
        return gettext("Another module has the number %(number)s. Choose a free one.", number=self.number)


class StateDoesNotFit(RuleBroken):
    """Drafts are announced or published, announced modules published, published ones closed; nothing returns."""

    def explain(self) -> str:
        return gettext("The module has changed meanwhile; nothing was done. Look at its state and choose again.")


class MaterialIsOptional(RuleBroken):
    """Opening a material changes nothing and proves nothing, so it cannot be required."""

    def explain(self) -> str:
        return gettext("Materials are always optional: only reading and quizzes can be required.")


@dataclass(frozen=True)
class Readiness:
    """The checklist of a module."""

    checks: tuple[Check, ...] = field(default=())

    @property
    def open_points(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_met)

    @property
    def is_ready(self) -> bool:
        return not self.open_points


def check_module(module: Module, *, quizzes: Sequence[Quiz], sections: Mapping[uuid.UUID, SectionFacts]) -> Readiness:
    """Go through the checklist; `module` comes with its activities, `quizzes` with questions and options."""
    locales = tuple(locale for locale in LOCALES if locale in module.languages)
    return Readiness(
        (
            Check(Point.LANGUAGES, bool(locales)),
            _check_text(Point.TITLE, module.title, locales),
            _check_text(Point.SUMMARY, module.summary, locales),
            _check_text(Point.OUTCOMES, module.outcomes, locales),
            Check(Point.WORKLOAD, module.workload_minutes > 0),
            Check(Point.STEPS, any(activity.is_required for activity in module.activities)),
            *_check_sections(sections, locales),
            *(_check_quiz(quiz, locales) for quiz in quizzes),
        )
    )


def check_announcement(module: Module) -> Readiness:
    """Go through what may be told of a module whose content is to come: what it teaches, and how long it takes."""
    told = {Point.LANGUAGES, Point.TITLE, Point.SUMMARY, Point.OUTCOMES, Point.WORKLOAD}
    checks = check_module(module, quizzes=[], sections={}).checks
    return Readiness(tuple(check for check in checks if check.point in told))


def _check_text(point: Point, text: Mapping[str, object], locales: Iterable[str]) -> Check:
    missing = tuple(locale for locale in locales if not text.get(locale))
    return Check(point, not missing, missing)


def _check_sections(sections: Mapping[uuid.UUID, SectionFacts], locales: Sequence[str]) -> list[Check]:
    if not sections:
        return []
    partial = [key for key, facts in sections.items() if not facts.locales.issuperset(locales)]
    missing = tuple(locale for locale in locales if any(locale not in sections[key].locales for key in partial))
    hidden = tuple(key for key, facts in sections.items() if not facts.is_published)
    return [
        Check(Point.SECTIONS, not partial, missing, tuple(partial)),
        Check(Point.CHAPTERS, not hidden, things=hidden),
    ]


def _check_quiz(quiz: Quiz, locales: Sequence[str]) -> Check:
    missing = tuple(
        locale
        for locale in locales
        if not quiz.title.get(locale)
        or not all(is_question_complete(question, [locale]) for question in quiz.questions)
    )
    return Check(Point.QUIZ, bool(quiz.questions) and not missing, missing, (quiz.id,))


def refuse_announcing(module: Module) -> None:
    """Raise StateDoesNotFit or NotReady unless the module is a draft of which everything is told."""
    if module.state is not ModuleState.DRAFT:
        raise StateDoesNotFit
    readiness = check_announcement(module)
    if not readiness.is_ready:
        raise NotReady(readiness.open_points)


def refuse_publishing(module: Module, readiness: Readiness) -> None:
    """Raise StateDoesNotFit or NotReady unless the module is a draft or announced, and lacks nothing."""
    if module.state not in UNPUBLISHED:
        raise StateDoesNotFit
    if not readiness.is_ready:
        raise NotReady(readiness.open_points)
