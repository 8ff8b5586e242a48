"""What people type of the glossary: a term, and a table of many."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.handbook.queries import ChapterEntry
from app.handbook.rules.glossary.terms import (
    MOST_LETTERS,
    MOST_WORD_LETTERS,
    TermDraft,
    TermText,
    join_words,
    split_words,
)
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LOCALES

MOST_OTHER_LETTERS = 400
MOST_FILE_LETTERS = 2_000_000


class TermForm(BaseForm):
    """A term: what each language calls it, what else may stand for it, and what it means."""

    word = LocalizedTextField(_l("Agreed word"), form_class=localized_form(most=MOST_WORD_LETTERS))
    other_words = LocalizedTextField(_l("Other words for it"), form_class=localized_form(most=MOST_OTHER_LETTERS))
    definition = LocalizedTextField(_l("Meaning"), form_class=localized_form(long=True, most=MOST_LETTERS))
    chapter = SelectField(_l("Chapter that treats of it"))

    def __init__(self, chapters: Sequence[ChapterEntry], **facts: Any) -> None:
        super().__init__(**facts)
        self.chapter.choices = [
            SelectChoice("", _("No chapter")),
            *(
                SelectChoice(str(chapter.number), f"{chapter.number} {chapter.title.text(current_locale())}")
                for chapter in chapters
            ),
        ]

    @classmethod
    def of(cls, chapters: Sequence[ChapterEntry], draft: TermDraft) -> "TermForm":
        """Return the form filled with a term."""
        facts = {
            "word": {locale: text.word for locale, text in draft.texts.items()},
            "other_words": {locale: join_words(text.other_words) for locale, text in draft.texts.items()},
            "definition": {locale: text.definition for locale, text in draft.texts.items()},
            "chapter": str(draft.chapter or ""),
        }
        return cls(chapters, formdata=None, data=facts)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one word at least, and for one wherever something is said of it."""
        is_valid = super().validate(extra_validators)
        words = self.word.data
        if not words:
            self.word.form[LOCALES[0]].errors = [_("Enter the word in one language at least.")]
            return False
        for locale in LOCALES:
            if locale not in words and (locale in self.other_words.data or locale in self.definition.data):
                self.word.form[locale].errors = [_("Enter the word in this language, or leave its meaning empty.")]
                is_valid = False
        return is_valid

    def draft(self) -> TermDraft:
        """Return what was typed."""
        others, definitions = self.other_words.data, self.definition.data
        texts = {
            locale: TermText(
                " ".join(word.split()),
                split_words(others.get(locale, "")),
                " ".join(definitions.get(locale, "").split()),
            )
            for locale, word in self.word.data.items()
        }
        return TermDraft(texts, int(self.chapter.data) if self.chapter.data else None)


class GlossaryTableForm(BaseForm):
    """A table of terms, as a file or as text; what was read of the file stands in the text for correction."""

    file = FileField(_l("File"))
    table = TextAreaField(_l("Table"), validators=[Length(max=MOST_FILE_LETTERS)])
