"""What organisers write to the people in a list."""

from collections.abc import Sequence

from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import gettext
from app.kernel.i18n import lazy_gettext as _l
from app.messages.actions import Letter


class GroupMailForm(BaseForm):
    """Subject and text, in each language that the recipients read or in some of them."""

    subject = LocalizedTextField(_l("Subject"), form_class=localized_form(most=150))
    body = LocalizedTextField(
        _l("Text"),
        form_class=localized_form(long=True, most=8000),
        description=_l("The greeting and the way back to the pages are added. An empty line begins a new paragraph."),
    )

    def is_complete(self, locales: Sequence[str]) -> bool:
        """Ask for a text in at least one language the recipients read, and for a subject wherever there is a text."""
        if not any(self.body.data.get(locale) for locale in locales):
            self.body.form[locales[0] if locales else "en"].errors = [gettext("Write the text in this language.")]
            return False
        missing = [locale for locale in self.body.data if locale not in self.subject.data]
        for locale in missing:
            self.subject.form[locale].errors = [gettext("Write a subject in this language.")]
        return not missing

    def letter(self) -> Letter:
        """Return what was written."""
        return Letter(subject=self.subject.data, body=self.body.data)
