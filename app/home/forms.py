"""The form of the component gallery: one field of every kind."""

from collections.abc import Sequence

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
from wtforms.validators import InputRequired

from app.kernel.base_form import BaseForm, LocalizedTextField
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

THEMES = ("light", "dark")
MUNICIPALITIES = ("Bruck an der Mur", "Hartberg", "Kranj", "Leoben", "Mürzzuschlag", "Ptuj", "Škofja Loka", "Weiz")


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
