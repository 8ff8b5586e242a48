"""What readers write for themselves."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from app.kernel.base_form import BaseForm
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

MOST_NOTE_LETTERS = 4_000


class NoteForm(BaseForm):
    """One's own words on a text, and the passage they are about; a highlight needs no words."""

    body = TextAreaField(
        _l("Your note"), [Length(max=MOST_NOTE_LETTERS, message=_l("The note is too long."))], render_kw={"rows": 5}
    )
    block = HiddenField()
    text = HiddenField()
    exact = HiddenField()
    prefix = HiddenField()
    suffix = HiddenField()

    def words(self) -> str:
        return (self.body.data or "").replace("\r\n", "\n").strip()

    def says(self, *, must_have_words: bool) -> bool:
        """Tell whether it can be kept; say at the field why not."""
        if not self.validate_on_submit():
            return False
        if must_have_words and not self.words():
            self.body.errors = [_("Write a few words.")]
            return False
        return True
