"""What people type about the handbook: a file to import, and the word to take it over."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from app.handbook.models import Pillar
from app.handbook.queries import ChapterEntry
from app.handbook.rules.words import PILLAR_NAMES
from app.kernel.base_form import BaseForm
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES


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
