"""An attempt, question by question, as far as it may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from app.assessments.models import Attempt, Question, QuestionKind, Quiz
from app.assessments.rules import CHOICES
from app.handbook.models import Section
from app.kernel.i18n import current_locale, format_number
from app.kernel.i18n import gettext as _
from app.kernel.locales import FALLBACKS, LocalizedText
from app.kernel.web import show_localized

MOST_DECIMALS = 9


@dataclass(frozen=True)
class ReviewedOption:
    """An option: whether it was chosen, and, once that may be known, whether it was right to choose it."""

    text: LocalizedText
    feedback: LocalizedText | None
    is_chosen: bool
    is_correct: bool | None


@dataclass(frozen=True)
class ReviewedQuestion:
    """A question with its answer; what may not be shown yet is None or empty."""

    number: int
    prompt: LocalizedText
    is_right: bool
    options: Sequence[ReviewedOption]
    given: str
    right_answer: str
    explanation: LocalizedText | None
    section: Markup | None
    section_url: str


def review_questions(quiz: Quiz, attempt: Attempt, *, revealed: bool) -> list[ReviewedQuestion]:
    """Return the questions that were asked then; right answers and explanations only where they give nothing away."""
    asked = [question for question in quiz.questions if str(question.id) in attempt.answers]
    return [
        _review(question, number, attempt.answers[str(question.id)], revealed=revealed)
        for number, question in enumerate(asked, start=1)
    ]


def _review(question: Question, number: int, kept: Mapping[str, Any], *, revealed: bool) -> ReviewedQuestion:
    is_right, given = kept["right"], kept["given"]
    shows_answer = revealed or is_right
    section = None if is_right else question.section
    is_choice = question.kind in CHOICES
    return ReviewedQuestion(
        number=number,
        prompt=question.prompt,
        is_right=is_right,
        options=_review_options(question, given, shows_answer=shows_answer),
        given="" if is_choice or not given else given[0],
        right_answer=_right_answer(question) if revealed and not is_choice and not is_right else "",
        explanation=question.explanation if shows_answer and question.explanation else None,
        section=_section_name(section) if section else None,
        section_url=_section_url(section) if section else "",
    )


def _review_options(question: Question, given: Sequence[str], *, shows_answer: bool) -> list[ReviewedOption]:
    """Before the right answers may be known, only what was chosen is spoken of."""
    return [
        ReviewedOption(
            text=option.text,
            feedback=option.feedback if option.feedback and (shows_answer or str(option.id) in given) else None,
            is_chosen=str(option.id) in given,
            is_correct=option.is_correct if shows_answer else None,
        )
        for option in question.options
    ]


def _right_answer(question: Question) -> str:
    if question.kind is QuestionKind.NUMBER and question.number_answer is not None:
        number = format_number(float(question.number_answer), MOST_DECIMALS)
        if not question.tolerance:
            return number
        return _(
            "%(number)s, give or take %(tolerance)s",
            number=number,
            tolerance=format_number(float(question.tolerance), MOST_DECIMALS),
        )
    known = (question.accepted_texts.get(locale) for locale in FALLBACKS[current_locale()])
    return ", ".join(next((answers for answers in known if answers), []))


def _section_name(section: Section) -> Markup:
    return Markup("{}.{} {}").format(section.chapter.number, section.number, show_localized(section.title))


def _section_url(section: Section) -> str:
    return url_for("handbook.find_section", section_id=section.id)
