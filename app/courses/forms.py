"""What trainers type about modules and materials."""

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_wtf.file import FileField
from wtforms import DecimalField, IntegerField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.courses.actions import ModuleFacts, Upload
from app.courses.models import Module
from app.courses.rules.files import FileIsTooLarge, FileRefused, recognise
from app.handbook.models import Chapter, Section
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale, format_filesize
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText

LARGEST_NUMBER = 99
LONGEST_SUMMARY = 600
LONGEST_OUTCOMES = 3000
MOST_UNITS = 400
LONGEST_URL = 500


class UnitsField(DecimalField):
    """Teaching units; a comma or a point may part the half."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([text.strip().replace(",", ".") for text in valuelist])


def require_one_language(field: LocalizedTextField) -> bool:
    """Tell whether the text stands in at least one language; if not, say so at the reader's."""
    if field.data:
        return True
    part = field.form[current_locale()]
    part.errors = [*part.errors, _("Enter the text in at least one language.")]
    return False


class ModuleStartForm(BaseForm):
    """Number, title and sections: all that a new module needs."""

    number = IntegerField(_l("Number"), [InputRequired(), NumberRange(min=0, max=LARGEST_NUMBER)])
    title = LocalizedTextField(_l("Title"), form_class=localized_form())
    sections = SelectMultipleField(_l("Sections of the handbook"), validate_choice=False)
    chapters = SelectMultipleField(_l("Whole chapters"), validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return require_one_language(self.title) and is_valid

    def chosen_sections(self, contents: Sequence[tuple[Chapter, Sequence[Section]]]) -> list[uuid.UUID]:
        return chosen_sections(contents, chapters=self.chapters.data or [], sections=self.sections.data or [])


def chosen_sections(
    contents: Sequence[tuple[Chapter, Sequence[Section]]], *, chapters: Sequence[str], sections: Sequence[str]
) -> list[uuid.UUID]:
    """Return the sections that were ticked, alone or with their chapter, in the order of the handbook."""
    return [
        section.id
        for chapter, parts in contents
        for section in parts
        if str(chapter.id) in chapters or str(section.id) in sections
    ]


class ModuleForm(BaseForm):
    """Everything that is said about a module."""

    number = IntegerField(_l("Number"), [InputRequired(), NumberRange(min=0, max=LARGEST_NUMBER)])
    title = LocalizedTextField(_l("Title"), form_class=localized_form())
    summary = LocalizedTextField(
        _l("Summary"),
        form_class=localized_form(long=True, most=LONGEST_SUMMARY),
        description=_l("Two sentences that say what one does and what for."),
    )
    outcomes = LocalizedTextField(
        _l("Learning outcomes"),
        form_class=localized_form(long=True, most=LONGEST_OUTCOMES),
        description=_l("One to a line, as “You …”: what a person can do afterwards."),
    )
    workload_units = UnitsField(
        _l("Workload in teaching units"), [InputRequired(), NumberRange(min=0.5, max=MOST_UNITS)], places=None
    )
    languages = SelectMultipleField(
        _l("Languages"),
        choices=[SelectChoice(locale, name) for locale, name in LANGUAGE_NAMES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose at least one language."))],
    )
    least_attendance_percent = IntegerField(
        _l("Attendance needed, in per cent"),
        [InputRequired(), NumberRange(min=0, max=100)],
        description=_l("Of the teaching time of all sessions."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return require_one_language(self.title) and is_valid

    def facts(self, unit_minutes: int) -> ModuleFacts:
        """Return what was typed as plain values."""
        return ModuleFacts(
            number=self.number.data or 0,
            title=self.title.data,
            summary=self.summary.data,
            outcomes={locale: lines for locale, text in self.outcomes.data.items() if (lines := _lines(text))},
            workload_minutes=round((self.workload_units.data or 0) * unit_minutes),
            languages=list(self.languages.data or []),
            least_attendance_percent=self.least_attendance_percent.data or 0,
        )


def module_form(module: Module) -> ModuleForm:
    """Return the form with what is known of the module, or with what was typed."""
    units = module.programme.units(module.workload_minutes)
    return ModuleForm(
        data={
            "number": module.number,
            "title": module.title,
            "summary": module.summary,
            "outcomes": {locale: "\n".join(lines) for locale, lines in module.outcomes.items()},
            "workload_units": int(units) if units == int(units) else units,
            "languages": module.languages,
            "least_attendance_percent": module.least_attendance_percent,
        }
    )


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip(" \t•-–") for line in text.splitlines()) if line]


class MaterialForm(BaseForm):
    """A file or a link."""

    file = FileField(_l("File"))
    url = StringField(_l("Link"), [Optional(), Length(max=LONGEST_URL)], description=_l("If it lies elsewhere."))
    title = LocalizedTextField(
        _l("Title"), form_class=localized_form(), description=_l("If you leave it empty, the file’s name is shown.")
    )
    locale = SelectField(_l("Language of the content"), validate_choice=False)
    upload: Upload | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.choices = [
            SelectChoice(value, name) for value, name in [("", _("none or several")), *LANGUAGE_NAMES.items()]
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if bool(self.file.data) == bool(self.url.data):
            self.file.errors = [*self.file.errors, _("Choose a file or enter a link: one of the two.")]
            return False
        return (self._take_file() if self.file.data else self._take_link()) and is_valid

    def _take_file(self) -> bool:
        """Recognise the file by its content; say what is wrong with it."""
        limit = current_app.config["SETTINGS"].upload_limit_bytes
        content, name = self.file.data.read(limit + 1), self.file.data.filename
        try:
            if len(content) > limit:
                raise FileIsTooLarge(format_filesize(limit))
            self.upload = Upload(content, name, recognise(content, name))
        except FileRefused as refusal:
            self.file.errors = [*self.file.errors, refusal.explain()]
        return self.upload is not None

    def _take_link(self) -> bool:
        parts = urlsplit(self.url.data.strip())
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            self.url.errors = [*self.url.errors, _("Enter a whole address such as https://example.org/plan.")]
            return False
        return require_one_language(self.title)

    def title_or_name(self) -> LocalizedText:
        """Return the title that was typed, or the file's name in the language of its content."""
        if self.title.data or self.upload is None:
            return self.title.data
        stem = self.upload.name.rsplit(".", 1)[0].replace("_", " ").strip()
        return LocalizedText({self.content_locale() or current_locale(): stem or self.upload.name})

    def content_locale(self) -> str | None:
        return self.locale.data if self.locale.data in LOCALES else None
