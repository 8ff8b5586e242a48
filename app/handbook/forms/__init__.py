"""What people type about the handbook: a file to import, the word to take it over, and an edition."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from app.handbook.models import BlockKind, CalloutKind, ChapterState, Pillar
from app.handbook.queries import ChapterEntry, DeskChapter, Version
from app.handbook.rules.edition_changes import PlannedChange
from app.handbook.rules.exchange import is_pair
from app.handbook.rules.figures import PICTURE_NAME, PictureName, write_figure
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.pictures import MOST_PICTURE_BYTES, KeptPicture, PictureRefused, read_picture
from app.handbook.rules.words import CALLOUT_NAMES, KIND_NAMES, PILLAR_NAMES, language_name
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText

MOST_LETTERS = 20_000
MOST_ALT_LETTERS = 1_000
MOST_CAPTION_LETTERS = 2_000
OTHERWISE_ADDED = {BlockKind.CALLOUT, BlockKind.FIGURE}
KIND_CHOICES = {
    **{kind.value: name for kind, name in KIND_NAMES.items() if kind not in OTHERWISE_ADDED},
    **{f"{BlockKind.CALLOUT.value}-{label.value}": name for label, name in CALLOUT_NAMES.items()},
}


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


class ExportForm(BaseForm):
    """Which texts of a chapter go to a translation office; read from the address."""

    class Meta(BaseForm.Meta):
        csrf = False  # it changes nothing

    source = RadioField(_l("Translate from"), choices=[SelectChoice(*language) for language in LANGUAGE_NAMES.items()])
    target = SelectField(_l("Translate into"))
    what = RadioField(
        _l("Texts"),
        choices=[
            SelectChoice("work", _l("Only what is missing or stale")),
            SelectChoice("all", _l("All, with the translations that stand")),
        ],
        default="work",
    )
    format = RadioField(_l("Format"), choices=[SelectChoice("xliff", "XLIFF 2.1"), SelectChoice("po", "PO (gettext)")])

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.target.choices = [SelectChoice(language, language_name(language)) for language in LANGUAGES]

    def validate_target(self, field: SelectField) -> None:
        """Ask for two languages that texts are translated between."""
        if not is_pair(str(self.source.data), str(field.data)):
            raise ValidationError(
                _("Choose another language than the source. Easy language is made from its own language.")
            )


class ReturnForm(BaseForm):
    """A file that came back from a translation office."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class TakeOverTranslationForm(BaseForm):
    """The word to take a translation over as it was shown."""

    fingerprint = HiddenField()
    replaces = BooleanField(_l("Put the texts of the file in their place"))


class TextForm(BaseForm):
    """A block's text in one language; `seen` is the text the person began with."""

    body = TextAreaField(_l("Text"), validators=[InputRequired(_l("Write the text.")), Length(max=MOST_LETTERS)])
    seen = HiddenField()
    meaning = RadioField(
        _l("What did you change?"),
        choices=[
            SelectChoice("substantive", _l("The meaning: translations must be looked at again")),
            SelectChoice("cosmetic", _l("Only the wording: translations stay as they are")),
        ],
        default="substantive",
    )
    keeps_state = BooleanField(_l("It still does not follow the source; I only mended the wording"))

    def answers(self) -> dict[str, Any]:
        """Return what `write_text` takes."""
        return {
            "body": self.text(),
            "seen": self.seen.data or "",
            "is_cosmetic": self.meaning.data == "cosmetic",
            "keeps_state": self.keeps_state.data,
        }

    def text(self) -> str:
        return self.body.data or ""


class FigureForm(TextForm):
    """A figure's text in one language; `picture` is the name of the one it shows, until another is sent."""

    body = None
    file = FileField(_l("Another picture"))
    picture = HiddenField()
    shares = BooleanField(_l("Show the picture of the source again"))
    alt = TextAreaField(_l("Alternative text"), validators=[Length(max=MOST_ALT_LETTERS)])
    caption = TextAreaField(_l("Caption"), validators=[Length(max=MOST_CAPTION_LETTERS)])
    upload: KeptPicture | None = None

    @property
    def shown_picture(self) -> PictureName | None:
        name = str(self.picture.data or "")
        return PictureName(name) if PICTURE_NAME.fullmatch(name) else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a picture, the one that is there or another."""
        is_valid = super().validate(extra_validators)
        if self.file.data:
            return self._take_picture() and is_valid
        if self.shown_picture is None:
            self.file.errors = [_("Choose a picture.")]
        return is_valid and self.shown_picture is not None

    def _take_picture(self) -> bool:
        """Draw the picture anew; say what is wrong with it."""
        try:
            self.upload = read_picture(self.file.data.read(MOST_PICTURE_BYTES + 1))
        except PictureRefused as refusal:
            self.file.errors = [refusal.explain()]
        return self.upload is not None

    def answers(self) -> dict[str, Any]:
        """Return what `write_figure` takes."""
        return {**super().answers(), "body": self.text(), "picture": self.upload}

    def text(self) -> str:
        """Return the figure as Markdown."""
        name = self.upload.name if self.upload else str(self.picture.data or "")
        return write_figure(name, self.alt.data or "", self.caption.data or "")


class NewFigureForm(FigureForm):
    """A figure that is added, in the language it is written in."""

    file = FileField(_l("Picture"))
    shares = None
    language = RadioField(_l("Language"), choices=[SelectChoice(*language) for language in LANGUAGE_NAMES.items()])

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.file.flags.required = True  # or one that was sent before, when something else had to be mended


class NewBlockForm(BaseForm):
    """A block that is added: what it is, and its text in the language it is written in."""

    kind = SelectField(_l("Kind"))
    language = RadioField(_l("Language"), choices=[SelectChoice(*language) for language in LANGUAGE_NAMES.items()])
    body = TextAreaField(_l("Text"), validators=[InputRequired(_l("Write the text.")), Length(max=MOST_LETTERS)])

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.kind.choices = [SelectChoice(value, str(name)) for value, name in KIND_CHOICES.items()]

    def chosen_kind(self) -> tuple[BlockKind, CalloutKind | None]:
        """Return what the block is, and of which kind a call-out."""
        kind, _, label = str(self.kind.data).partition("-")
        return BlockKind(kind), CalloutKind(label) if label else None


class SectionForm(BaseForm):
    """A section's title."""

    title = LocalizedTextField(_l("Title of the section"), form_class=localized_form(most=200))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the title in one language at least."""
        is_valid = super().validate(extra_validators)
        if not self.title.data:
            self.title.form[LOCALES[0]].errors = [_("Enter the title in one language at least.")]
            return False
        return is_valid


class EditionForm(BaseForm):
    """What an edition says of itself, and which chapters go into it without a second look."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    checklist = HiddenField(_l("Checklist"))
    languages = SelectMultipleField(
        _l("Languages of this edition"), validators=[InputRequired(_l("Choose a language."))]
    )
    alone = SelectMultipleField(_l("Publish without a second look"))
    planned: Sequence[PlannedChange] = ()
    chapters: Sequence[ChapterEntry] = ()
    latest: Version | None = None
    next_number: int = 1
    """The one the page is about; `number` is the one that somebody saw."""

    @classmethod
    def of(
        cls,
        chapters: Sequence[DeskChapter],
        planned: Sequence[PlannedChange],
        *,
        latest: Version | None,
        **facts: Any,
    ) -> "EditionForm":
        """Return the form with a note for each section that is new or changed."""
        notes = {
            note_name(change): LocalizedTextField(_say_section(change), form_class=localized_form(most=NOTE_LETTERS))
            for change in planned
        }
        number = latest.number + 1 if latest else 1
        form = type("EditionFormWithNotes", (cls,), notes)(data={"number": number, "languages": list(LOCALES)}, **facts)
        form.planned, form.chapters, form.latest, form.next_number = planned, chapters, latest, number
        form.languages.choices = [SelectChoice(*language) for language in LANGUAGE_NAMES.items()]
        form.alone.choices = [
            SelectChoice(str(chapter.id), f"{chapter.number} {chapter.title.text(current_locale())}")
            for chapter in chapters
            if chapter.state is not ChapterState.APPROVED and chapter.progress
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
