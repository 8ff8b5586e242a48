"""What trainers type about quizzes and questions."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    DecimalField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from app.assessments.actions import OptionFacts, QuestionFacts
from app.assessments.models import Question, QuestionKind
from app.assessments.rules import LEAST_OPTIONS, MOST_OPTIONS, read_numbers
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LocalizedText

LONGEST_ANSWER = 200
LONGEST_PROMPT = 1000
LONGEST_FEEDBACK = 600
LONGEST_ACCEPTED = 1000


class QuizForm(BaseForm):
    """Title, pass mark and number of attempts."""

    title = LocalizedTextField(_l("Title"), form_class=localized_form())
    pass_percent = IntegerField(_l("Pass mark, in per cent"), [InputRequired(), NumberRange(min=1, max=100)])
    most_attempts = IntegerField(_l("Attempts"), [InputRequired(), NumberRange(min=1, max=20)])

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return require_one_language(self.title) and is_valid


def require_one_language(field: LocalizedTextField) -> bool:
    """Tell whether the text stands in at least one language; if not, say so at the reader's."""
    if field.data:
        return True
    part = field.form[current_locale()]
    part.errors = [*part.errors, _("Enter the text in at least one language.")]
    return False


class AmountField(DecimalField):
    """A number; a comma or a point may part its decimals, spaces its thousands."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([str(min(read_numbers(text), default=text)) for text in valuelist])


class OptionForm(Form):
    """One option of a choice: its text, what is said to those who choose it, and whether it is right."""

    class Meta(BaseForm.Meta):
        csrf = False

    text = LocalizedTextField(form_class=localized_form(most=400))
    feedback = LocalizedTextField(_l("Feedback"), form_class=localized_form(most=LONGEST_FEEDBACK))
    is_correct = BooleanField(_l("This answer is right"))


class QuestionForm(BaseForm):
    """What every question has."""

    kind: QuestionKind
    prompt = LocalizedTextField(_l("Question"), form_class=localized_form(long=True, most=LONGEST_PROMPT))
    explanation = LocalizedTextField(
        _l("Explanation"),
        form_class=localized_form(long=True, most=LONGEST_PROMPT),
        description=_l("Shown after the attempt, with the right answer."),
    )
    section_id = SelectField(
        _l("Where the answer stands in the handbook"), validators=[Optional()], validate_choice=True
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return require_one_language(self.prompt) and is_valid

    def facts(self) -> QuestionFacts:
        """Return what was typed as plain values."""
        return QuestionFacts(
            kind=self.kind,
            prompt=self.prompt.data,
            explanation=self.explanation.data,
            section_id=uuid.UUID(self.section_id.data) if self.section_id.data else None,
            **self.own_facts(),
        )

    def own_facts(self) -> dict[str, Any]:
        """Return what belongs to this kind of question alone."""
        return {}


class ChoiceForm(QuestionForm):
    """A question with options; empty ones are left out."""

    options = FieldList(FormField(OptionForm), min_entries=0, max_entries=MOST_OPTIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, entry in enumerate(self.options, start=1):
            entry.form.text.label.text = _("Answer %(number)s", number=number)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        problem = _problem_of_options(self.kind, self._written())
        if problem:
            if not self.options.entries:
                self.options.append_entry()
            self.options[0].form.text.form[current_locale()].errors = [problem]
        return is_valid and not problem

    def _written(self) -> list[OptionFacts]:
        entries = [entry.form for entry in self.options]
        return [
            OptionFacts(entry.text.data, entry.feedback.data, entry.is_correct.data)
            for entry in entries
            if entry.text.data
        ]

    def own_facts(self) -> dict[str, Any]:
        return {"options": self._written()}


def _problem_of_options(kind: QuestionKind, options: Sequence[OptionFacts]) -> str:
    right = sum(option.is_correct for option in options)
    if len(options) < LEAST_OPTIONS:
        return _("Write at least two answers.")
    if right == 0:
        return _("Mark the right answer.")
    if right > 1 and kind is not QuestionKind.MULTIPLE_CHOICE:
        return _("Mark one answer as right; for several, use a multiple choice question.")
    return ""


class NumberForm(QuestionForm):
    """A question that is answered with a number."""

    number_answer = AmountField(_l("Right number"), [InputRequired()], places=None)
    tolerance = AmountField(
        _l("Tolerance"),
        [Optional(), NumberRange(min=0)],
        places=None,
        description=_l("By how much an answer may differ and still count; leave it empty for none."),
    )

    def own_facts(self) -> dict[str, Any]:
        return {"number_answer": self.number_answer.data, "tolerance": self.tolerance.data or 0}


class ShortTextForm(QuestionForm):
    """A question that is answered with a word or two."""

    accepted = LocalizedTextField(
        _l("Accepted answers"),
        form_class=localized_form(long=True, most=LONGEST_ACCEPTED),
        description=_l("One to a line. Capitals, accents, punctuation and spaces do not matter."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return require_one_language(self.accepted) and is_valid

    def own_facts(self) -> dict[str, Any]:
        lines = {locale: text.splitlines() for locale, text in self.accepted.data.items()}
        return {
            "accepted_texts": {
                locale: [line.strip() for line in some if line.strip()] for locale, some in lines.items()
            }
        }


def question_form(
    kind: QuestionKind, sections: Sequence[tuple[str, str]], *, question: Question | None = None
) -> QuestionForm:
    """Return the form of a kind of question with what is known of it, or with what was typed."""
    base: type[QuestionForm] = {QuestionKind.NUMBER: NumberForm, QuestionKind.SHORT_TEXT: ShortTextForm}.get(
        kind, ChoiceForm
    )
    form = base(data=_known(question) if question else _blank(kind))
    form.kind = kind
    form.section_id.choices = [
        SelectChoice(value, label) for value, label in [("", _("nowhere in particular")), *sections]
    ]
    return form


def _blank(kind: QuestionKind) -> dict[str, Any]:
    if kind is QuestionKind.TRUE_FALSE:
        words = {"sl": ("drži", "ne drži"), "de": ("richtig", "falsch"), "en": ("true", "false")}
        return {"options": [_option(LocalizedText({at: pair[n] for at, pair in words.items()})) for n in range(2)]}
    return {"options": [_option(LocalizedText()) for _number in range(4)], "tolerance": None}


def _option(text: LocalizedText) -> dict[str, Any]:
    return {"text": text, "feedback": LocalizedText(), "is_correct": False}


def _known(question: Question) -> dict[str, Any]:
    options = [
        {"text": option.text, "feedback": option.feedback, "is_correct": option.is_correct}
        for option in question.options
    ]
    room = MOST_OPTIONS - len(options) if question.kind is not QuestionKind.TRUE_FALSE else 0
    return {
        "prompt": question.prompt,
        "explanation": question.explanation,
        "section_id": str(question.section_id or ""),
        "options": options + [_option(LocalizedText())] * min(1, room),
        "number_answer": _plain(question.number_answer),
        "tolerance": _plain(question.tolerance or None),
        "accepted": {locale: "\n".join(answers) for locale, answers in question.accepted_texts.items()},
    }


def _plain(number: Decimal | None) -> Decimal | None:
    """Return the number without needless zeros and never as a power of ten."""
    return None if number is None else Decimal(f"{number.normalize():f}")
