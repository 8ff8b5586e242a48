"""Who is asked to work on a chapter, and until when."""

import uuid
from collections.abc import Mapping
from typing import Any

from wtforms import DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.handbook.actions import Task
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.words import language_name
from app.kernel.base_form import BaseForm
from app.kernel.clock import today
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

MOST_LETTERS = 500


class AssignmentForm(BaseForm):
    """A person, a language or all of them, a day, and a word about what is to do."""

    person = SelectField(_l("Person"), validators=[InputRequired(_l("Choose a person."))])
    language = SelectField(_l("Language"))
    due_on = DateField(_l("Due on"), validators=[InputRequired(_l("Enter the day."))])
    note = TextAreaField(_l("Note"), validators=[Length(max=MOST_LETTERS)])

    def __init__(self, people: Mapping[uuid.UUID, str], **facts: Any) -> None:
        super().__init__(**facts)
        self.person.choices = [SelectChoice("", _("Choose")), *(SelectChoice(str(key), people[key]) for key in people)]
        languages = [SelectChoice(language, language_name(language)) for language in LANGUAGES]
        self.language.choices = [SelectChoice("", _("All languages")), *languages]

    def validate_due_on(self, field: DateField) -> None:
        """Ask for a day that is to come."""
        if field.data and field.data < today():
            raise ValidationError(_("Choose today or a day to come."))

    def task(self) -> Task:
        """Return what was typed."""
        note = (self.note.data or "").strip()
        assert self.due_on.data is not None
        return Task(uuid.UUID(self.person.data), str(self.language.data), self.due_on.data, note)
