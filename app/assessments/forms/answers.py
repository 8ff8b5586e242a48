"""What people answer to a quiz."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessments.models import Question, QuestionKind, Quiz
from app.assessments.rules import Answers, is_answered, read_numbers
from app.kernel.base_form import BaseForm
from app.kernel.i18n import gettext as _

LONGEST_ANSWER = 200


class AnswerForm(BaseForm):
    """The answers to one quiz; `answer_form` makes the fields of its questions."""

    form_key = HiddenField()

    def answers(self, quiz: Quiz) -> Answers:
        """Return what was given to each question; nothing where it was left out."""
        return {question.id: _given(self[field_name(question)].data) for question in quiz.questions}

    def count_unanswered(self, quiz: Quiz) -> int:
        return sum(not is_answered(answer) for answer in self.answers(quiz).values())

    def check(self, quiz: Quiz, *, may_leave_out: bool) -> bool:
        """Check the answers; unanswered questions are an error until the person has said that they are meant so."""
        is_valid = self.validate()
        for question in quiz.questions:
            field = self[field_name(question)]
            if message := _problem(question, _given(field.data), may_leave_out=may_leave_out):
                field.errors = [*field.errors, message]
                is_valid = False
        return is_valid

    def key(self) -> uuid.UUID | None:
        """Return the key made with the form; None if it was tampered with."""
        try:
            return uuid.UUID(self.form_key.data or "")
        except ValueError:
            return None


def field_name(question: Question) -> str:
    """Return the name of a question's field."""
    return f"question-{question.id}"


def _given(data: Any) -> list[str]:
    if isinstance(data, list):
        return [str(part) for part in data]
    return [data] if isinstance(data, str) and data.strip() else []


def _problem(question: Question, answer: Sequence[str], *, may_leave_out: bool) -> str:
    if not is_answered(answer):
        return "" if may_leave_out else _("This question is not answered yet.")
    if question.kind is QuestionKind.NUMBER and not read_numbers(answer[0]):
        return _("Enter a number such as 12 or 12.5, without words.")
    return ""


def answer_form(quiz: Quiz, **options: Any) -> AnswerForm:
    """Make the form of a quiz: a field for each question, labelled with its number."""
    fields = {
        field_name(question): _answer_field(question, number) for number, question in enumerate(quiz.questions, start=1)
    }
    made: AnswerForm = type("AnswersOfQuiz", (AnswerForm,), fields)(**options)
    return made


def _answer_field(question: Question, number: int) -> Any:
    label = _("Question %(number)s", number=number)
    choices = [SelectChoice(str(option.id), str(option.position)) for option in question.options]
    if question.kind is QuestionKind.MULTIPLE_CHOICE:
        return SelectMultipleField(
            label, choices=choices, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
        )
    if question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.TRUE_FALSE}:
        return RadioField(label, choices=choices, validators=[Optional()], validate_choice=True)
    return StringField(label, [Optional(), Length(max=LONGEST_ANSWER)])
