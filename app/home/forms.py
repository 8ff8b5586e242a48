"""The form of the texts about the installation, and that of the component gallery: one field of every kind."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.kernel.base_form import BaseForm, LocalizedTextField
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

LONGEST_TEXT = 40_000
THEMES = ("light", "dark")
MUNICIPALITIES = ("Bruck an der Mur", "Hartberg", "Kranj", "Leoben", "Mürzzuschlag", "Ptuj", "Škofja Loka", "Weiz")


class AboutTextForm(BaseForm):
    """One text in one language."""

    body = TextAreaField(
        _l("Text"),
        [
            DataRequired(_l("Enter the text.")),
            Length(max=LONGEST_TEXT, message=_l("The text is too long.")),
        ],
        render_kw={"rows": 24},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if is_valid and not (self.body.data or "").lstrip().startswith("# "):
            self.body.errors = [_("Begin with the heading in a line of its own: # and a space, then the words.")]
            return False
        return is_valid


class SampleForm(BaseForm):
    """One field of every kind."""

    class Meta(BaseForm.Meta):
        csrf = False

    role = StringField(_l("Function"), [InputRequired()], default="Standortmanagerin")
    number = StringField(_l("Number"), default="SIAT208-2027-0143")
    email = EmailField(_l("E-mail address"), [InputRequired()], render_kw={"autocomplete": "email"})
    phone = TelField(_l("Phone number for emergencies"), [InputRequired()], render_kw={"autocomplete": "tel"})
    municipality = SelectField(
        _l("Municipality"), [InputRequired()], choices=[SelectChoice(name) for name in MUNICIPALITIES]
    )
    starts_at = DateTimeLocalField(_l("Beginning"), [InputRequired()])
    remark = TextAreaField(_l("Remark"))
    file = FileField(_l("File"), [InputRequired()])
    title = LocalizedTextField(_l("Title"))
    room = RadioField(
        _l("Room"),
        choices=[SelectChoice("single", _l("single room")), SelectChoice("twin", _l("twin room"))],
        default="single",
    )
    photos = BooleanField(_l("I agree to be recognisable in photos of the events."))


def gallery_sides() -> Sequence[tuple[str, SampleForm, SampleForm]]:
    """Return (theme, form at rest, form that came back) for each side of the gallery."""
    return [(theme, SampleForm(None, prefix=f"{theme}-"), _failed(f"{theme}-failed-")) for theme in THEMES]


def _failed(prefix: str) -> SampleForm:
    form = SampleForm(None, prefix=prefix)
    form.email.data = "n.hribar@"
    form.email.errors = [_("The part after @ is missing, for example hartberg.example.")]
    form.phone.errors = [_("Enter a number with its country code, for example +43 664 …")]
    return form
