"""What counts as right, what passes, and when a quiz cannot be taken."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from app.assessments.models import Question, QuestionKind
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext, ngettext
from app.kernel.locales import search_form

Answer = Sequence[str]
"""What was given to one question: ids of the chosen options, or the typed text alone; nothing if unanswered."""
Answers = Mapping[uuid.UUID, Answer]

CHOICES = {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE, QuestionKind.TRUE_FALSE}
LEAST_OPTIONS = 2
MOST_OPTIONS = 6
SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
SPACED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")


class NoAttemptsLeft(RuleBroken):
    """All attempts that the quiz allows are used up."""

    def __init__(self, most_attempts: int) -> None:
        self.most_attempts = most_attempts

    def explain(self) -> str:
        return ngettext(
            "The one attempt at this quiz is used up. Nothing was recorded.",
            "All %(num)d attempts at this quiz are used up. Nothing was recorded.",
            self.most_attempts,
        )


class AlreadyPassed(RuleBroken):
    """The quiz is passed and its right answers are shown; another attempt would prove nothing."""

    def explain(self) -> str:
        return gettext("You have passed this quiz already. Nothing was recorded.")


class NotOpen(RuleBroken):
    """The quiz belongs to no published module yet, or has no questions."""

    def explain(self) -> str:
        return gettext("This quiz is not open yet. Nothing was recorded.")


class AttemptLike(Protocol):
    """What a decision needs to know of an attempt."""

    @property
    def passed(self) -> bool: ...


@dataclass(frozen=True)
class Result:
    """The outcome of one attempt; `right` tells it for each question."""

    points: int
    most_points: int
    passed: bool
    right: Mapping[uuid.UUID, bool]


def score(questions: Sequence[Question], answers: Answers, *, pass_percent: int) -> Result:
    """Count a point for each question answered rightly; an unanswered one is wrong."""
    right = {question.id: is_right(question, answers.get(question.id, ())) for question in questions}
    points = sum(right.values())
    return Result(points, len(right), is_pass(points, len(right), pass_percent=pass_percent), right)


def is_pass(points: int, most_points: int, *, pass_percent: int) -> bool:
    """Decide whether the points reach the pass mark, without rounding; nothing to win is nothing to pass."""
    return most_points > 0 and 100 * points >= pass_percent * most_points


def percent_of(points: int, most_points: int) -> int:
    """Return the whole percentage, rounded down, so that no result reads as passed that is not."""
    return 100 * points // most_points if most_points else 0


def is_right(question: Question, answer: Answer) -> bool:
    """Decide whether one question is answered rightly: for choices all right options and no wrong one."""
    if not is_answered(answer):
        return False
    if question.kind in CHOICES:
        return set(answer) == {str(option.id) for option in question.options if option.is_correct}
    if question.kind is QuestionKind.NUMBER:
        return is_near(read_numbers(answer[0]), question.number_answer, tolerance=question.tolerance)
    return is_accepted(answer[0], question.accepted_texts)


def is_answered(answer: Answer) -> bool:
    """Tell whether anything was chosen or typed."""
    return any(part.strip() for part in answer)


def read_numbers(text: str) -> frozenset[Decimal]:
    """Return what a typed number may mean; empty if it is none.

    Comma and point may each part thousands or decimals: '12.500' is read as 12500 and as 12.5, '1.234,5' only as
    1234.5. Spaces and apostrophes part thousands; a minus sign may be typographic, a per cent sign may follow.
    """
    plain = SPACES.sub("", text).replace("\N{MINUS SIGN}", "-").removesuffix("%")
    last = max(plain.rfind(","), plain.rfind("."))
    other = "," if last >= 0 and plain[last] == "." else "."
    if other in plain[: max(last, 0)]:
        return _numbers(plain[:last].replace(other, "") + "." + plain[last + 1 :])
    pointed = plain.replace(",", ".")
    whole = [pointed.replace(".", "")] if SPACED_NUMBER.fullmatch(pointed) else []
    return _numbers(pointed, *whole)


def _numbers(*texts: str) -> frozenset[Decimal]:
    return frozenset(Decimal(text) for text in texts if NUMBER.fullmatch(text))


def is_near(numbers: Iterable[Decimal], answer: Decimal | None, *, tolerance: Decimal) -> bool:
    """Decide whether one reading of the number lies within the tolerance, its edges included."""
    return answer is not None and any(abs(number - answer) <= tolerance for number in numbers)


def is_accepted(text: str, accepted: Mapping[str, Sequence[str]]) -> bool:
    """Compare with the accepted answers of every language, without case, accents, punctuation and spaces."""
    given = _bare(text)
    return bool(given) and given in {_bare(answer) for answers in accepted.values() for answer in answers}


def _bare(text: str) -> str:
    return search_form(text).replace(" ", "")


def attempts_left(attempts: Sequence[AttemptLike], most_attempts: int) -> int:
    """Return how many attempts a person still has; none once one is passed."""
    return 0 if any(attempt.passed for attempt in attempts) else max(0, most_attempts - len(attempts))


def is_revealed(attempts: Sequence[AttemptLike], most_attempts: int) -> bool:
    """Show the right answers only to those who have passed or have no attempt left."""
    return attempts_left(attempts, most_attempts) == 0


def refuse_attempt(attempts: Sequence[AttemptLike], *, most_attempts: int, is_open: bool) -> None:
    """Raise NotOpen, AlreadyPassed or NoAttemptsLeft if another attempt may not be recorded."""
    if not is_open:
        raise NotOpen
    if any(attempt.passed for attempt in attempts):
        raise AlreadyPassed
    if attempts_left(attempts, most_attempts) == 0:
        raise NoAttemptsLeft(most_attempts)


def is_question_complete(question: Question, locales: Iterable[str]) -> bool:
    """Tell whether a question can be asked and answered in all the languages."""
    locales = tuple(locales)
    if not all(question.prompt.get(locale) for locale in locales):
        return False
    if question.kind is QuestionKind.SHORT_TEXT:
        return all(question.accepted_texts.get(locale) for locale in locales)
    if question.kind in CHOICES:
        return _has_choice(question) and all(option.text.get(at) for option in question.options for at in locales)
    return True


def _has_choice(question: Question) -> bool:
    right = sum(option.is_correct for option in question.options)
    most = len(question.options) if question.kind is QuestionKind.MULTIPLE_CHOICE else 1
    return len(question.options) >= LEAST_OPTIONS and 1 <= right <= most
