"""What people type about the handbook: a file to import, the word to take it over, and an edition."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.handbook.models import ChapterState, Pillar
from app.handbook.queries import ChapterEntry
from app.handbook.rules.edition_changes import PlannedChange
from app.handbook.rules.words import PILLAR_NAMES
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText


class ImportForm(BaseForm):
    """A file, its language, and the chapter it belongs to."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])
    locale = RadioField(
        _l("Language of the file"), choices=[SelectChoice(*language) for language in LANGUAGE_NAMES.items()]
    )
    chapter_id = SelectField(_l("Chapter"), validate_choice=True)
    pillar = SelectField(_l("Pillar of a new chapter"))

    def __init__(self, chapters: list[ChapterEntry], **facts: Any) -> None:
        super().__init__(**facts)
        self.chapter_id.choices = [
            SelectChoice("", _("A new chapter")),
            *(
                SelectChoice(str(chapter.id), f"{chapter.number} {chapter.title.text(current_locale())}")
                for chapter in chapters
            ),
        ]
        self.pillar.choices = [SelectChoice(pillar.value, str(PILLAR_NAMES[pillar])) for pillar in Pillar]


class TakeOverForm(BaseForm):
    """The word to take a file over as it was shown."""

    fingerprint = HiddenField()
    remove_gone = BooleanField(_l("Remove them from the handbook"))


class EditionForm(BaseForm):
    """What an edition says of itself, and which chapters go into it without a second look."""

    languages = SelectMultipleField(
        _l("Languages of this edition"), validators=[InputRequired(_l("Choose a language."))]
    )
    alone = SelectMultipleField(_l("Publish without a second look"))
    planned: Sequence[PlannedChange] = ()

    @classmethod
    def of(cls, chapters: Sequence[ChapterEntry], planned: Sequence[PlannedChange], **facts: Any) -> "EditionForm":
        """Return the form with a note for each section that is new or changed."""
        notes = {
            note_name(change): LocalizedTextField(_say_section(change), form_class=localized_form(most=NOTE_LETTERS))
            for change in planned
        }
        form = type("EditionFormWithNotes", (cls,), notes)(data={"languages": list(LOCALES)}, **facts)
        form.planned = planned
        form.languages.choices = [SelectChoice(*language) for language in LANGUAGE_NAMES.items()]
        form.alone.choices = [
            SelectChoice(str(chapter.id), f"{chapter.number} {chapter.title.text(current_locale())}")
            for chapter in chapters
            if chapter.state is not ChapterState.APPROVED and chapter.sections
        ]
        return form

    def chosen_alone(self) -> list[uuid.UUID]:
        return [uuid.UUID(chapter_id) for chapter_id in self.alone.data or []]

    def notes(self) -> dict[uuid.UUID, LocalizedText]:
        """Return what was written of each section."""
        return {change.section_id: self[note_name(change)].data for change in self.planned}


NOTE_LETTERS = 500


def note_name(change: PlannedChange) -> str:
    """Return the name of the field for what is said of a section."""
    return f"note_{change.section_id.hex}"


def _say_section(change: PlannedChange) -> str:
    return f"{change.chapter_number}.{change.section_number} {change.title.text(current_locale())}"
