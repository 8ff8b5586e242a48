"""What administrators and organisers type about a programme."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, EmailField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, Regexp

from app.accounts.actions import Newcomer
from app.accounts.models import Role
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText
from app.organisations.queries import OrganisationChoice
from app.programmes.models import Participation, Programme
from app.programmes.rules import MOST_LOGO_BYTES, UNIT_MINUTES, LogoRefused, Picture, read_logo

LONG, LONGER = 400, 1500
FUNDING_WORDS = LocalizedText(
    sl="Sofinancira Evropska unija", de="Kofinanziert von der Europäischen Union", en="Co-funded by the European Union"
)
COUNTRIES = {
    "SI": _l("Slovenia"),
    "AT": _l("Austria"),
    "SE": _l("Sweden"),
    "HR": _l("Croatia"),
    "HU": _l("Hungary"),
    "IT": _l("Italy"),
    "DE": _l("Germany"),
}
PARTICIPATIONS = {
    Participation.PARTNER: _l("Partner"),
    Participation.LEAD_PARTNER: _l("Lead partner"),
    Participation.MUNICIPALITY: _l("Municipality that takes part"),
}

ROLES = {
    Role.ORGANISER: _l("Organiser"),
    Role.TRAINER: _l("Trainer"),
    Role.COORDINATOR: _l("Coordinator of a municipality"),
    Role.AUDITOR: _l("Auditor"),
}


def one_line(text: str | None) -> str | None:
    """Bring white space in order."""
    return " ".join(text.split()) if text else text


class ProgrammeForm(BaseForm):
    """Everything that is said about a programme."""

    code = StringField(
        _l("Code"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the code, for example SIAT208.")),
            Regexp(r"\A[A-Za-z0-9][A-Za-z0-9-]{1,19}\Z", message=_l("Use 2 to 20 letters, digits and hyphens.")),
        ],
        render_kw={"spellcheck": "false", "autocapitalize": "characters", "autocomplete": "off"},
    )
    subtitle = LocalizedTextField(_l("Short name"), form_class=localized_form(required=LOCALES, most=60))
    title = LocalizedTextField(_l("Title"), form_class=localized_form(required=LOCALES, most=160))
    summary = LocalizedTextField(_l("Introduction"), form_class=localized_form(long=True, most=LONGER))
    funding_words = LocalizedTextField(
        _l("Words beside the emblem"), form_class=localized_form(required=LOCALES, most=120)
    )
    funding_sentence = LocalizedTextField(
        _l("Funding line"), form_class=localized_form(required=LOCALES, long=True, most=LONG)
    )
    starts_on = DateField(_l("First day"), [InputRequired(_l("Enter the first day."))])
    ends_on = DateField(_l("Last day"), [InputRequired(_l("Enter the last day."))])
    retain_until = DateField(_l("Keep the evidence until"), [InputRequired(_l("Enter the day."))])
    unit_minutes = RadioField(_l("Length of a teaching unit"), [InputRequired(_l("Choose a length."))], coerce=int)
    contact_name = StringField(
        _l("Contact person"), [DataRequired(_l("Enter a name.")), Length(max=120)], filters=[one_line]
    )
    contact_email = EmailField(
        _l("E-mail address of the contact"),
        [
            DataRequired(_l("Enter an e-mail address.")),
            Length(max=254),
            Email(_l("Check the address: it must look like name@example.org.")),
        ],
        filters=[one_line],
    )
    issuer_place = StringField(
        _l("Place where certificates are issued"), [DataRequired(_l("Enter the place.")), Length(max=80)],
        filters=[one_line],
    )  # fmt: skip

    def offer_units(self, present: int | None) -> None:
        """Offer the usual lengths, and the one the programme has if it is another."""
        lengths = sorted({*UNIT_MINUTES, *([present] if present else [])})
        self.unit_minutes.choices = [SelectChoice(one, _("%(minutes)s minutes", minutes=one)) for one in lengths]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if self.starts_on.data and self.ends_on.data and self.ends_on.data < self.starts_on.data:
            self.ends_on.errors = [_("The last day must not lie before the first day.")]
            is_valid = False
        if self.ends_on.data and self.retain_until.data and self.retain_until.data < self.ends_on.data:
            self.retain_until.errors = [_("The evidence must be kept at least until the last day of the programme.")]
            is_valid = False
        return is_valid

    def facts(self) -> dict[str, Any]:
        """Return the columns of a programme."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


def programme_form(programme: Programme | None) -> ProgrammeForm:
    """Make the form of a programme, or of a new one with the words that every programme needs."""
    names = [name for name in ProgrammeForm().data if name != "csrf_token"]
    if programme is None:
        form = ProgrammeForm(data={"funding_words": FUNDING_WORDS, "unit_minutes": UNIT_MINUTES[0]})
    else:
        form = ProgrammeForm(data={name: getattr(programme, name) for name in names})
    form.offer_units(programme.unit_minutes if programme else None)
    return form


class PartForm(BaseForm):
    """An organisation, from those that are known or a new one, and its part."""

    organisation = SelectField(_l("Organisation"), [Optional()])
    name = StringField(_l("Official name"), [Optional(), Length(max=200)], filters=[one_line])
    country = SelectField(_l("Country"), [Optional()])
    region = StringField(_l("Region"), [Optional(), Length(max=100)], filters=[one_line])
    address = StringField(_l("Address"), [Optional(), Length(max=200)], filters=[one_line])
    participation = RadioField(
        _l("Part in the programme"),
        choices=[SelectChoice(part.value, word) for part, word in PARTICIPATIONS.items()],
        default=Participation.PARTNER.value,
        validators=[InputRequired(_l("Choose a part."))],
    )
    project_region = StringField(_l("Region of the project"), [Optional(), Length(max=100)], filters=[one_line])

    def offer(self, organisations: Sequence[OrganisationChoice]) -> None:
        """Let the person choose from these."""
        self.organisation.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(str(one.id), one.label) for one in organisations),
        ]
        self.country.choices = [SelectChoice(code, word) for code, word in COUNTRIES.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if bool(self.organisation.data) == bool(self.name.data):
            field = self.name if self.name.data else self.organisation
            field.errors = [_("Choose an organisation, or enter the name of a new one; not both.")]
            return False
        return is_valid

    @property
    def organisation_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.organisation.data) if self.organisation.data else None


class RoleForm(BaseForm):
    """Who gets which role; the name is needed only for somebody whom the installation does not know yet."""

    email = EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Enter an e-mail address.")),
            Length(max=254),
            Email(_l("Check the address: it must look like name@example.org.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose a role."))],
        choices=[SelectChoice(role.value, word) for role, word in ROLES.items()],
    )
    organisation = SelectField(_l("Municipality of the coordinator"), [Optional()])
    first_name = StringField(_l("First name"), [Optional(), Length(max=100)], filters=[one_line])
    last_name = StringField(_l("Surname"), [Optional(), Length(max=100)], filters=[one_line])
    locale = RadioField(
        _l("Language of mails"), choices=[SelectChoice(locale, LANGUAGE_NAMES[locale]) for locale in LOCALES]
    )

    def offer(self, organisations: Sequence[OrganisationChoice]) -> None:
        """Let the person choose from these."""
        self.organisation.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(str(one.id), one.label) for one in organisations),
        ]

    def newcomer(self) -> Newcomer | None:
        """Return the name that was typed, if it was."""
        if not (self.first_name.data and self.last_name.data):
            return None
        return Newcomer(self.first_name.data, self.last_name.data, self.locale.data or current_locale())

    @property
    def organisation_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.organisation.data) if self.organisation.data else None


class LogoForm(BaseForm):
    """A picture, and what somebody reads who does not see it."""

    file = FileField(_l("Picture"), [FileRequired(_l("Choose a file."))])
    text = LocalizedTextField(_l("Name in words"), form_class=localized_form(most=120))
    picture: Picture | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if not self.text.data:
            part = self.text.form[current_locale()]
            part.errors = [*part.errors, _("Enter the text in at least one language.")]
            is_valid = False
        return self._take_picture() and is_valid

    def _take_picture(self) -> bool:
        """Draw the picture anew; say what is wrong with it."""
        if self.file.errors:
            return False
        try:
            self.picture = read_logo(self.file.data.read(MOST_LOGO_BYTES + 1))
        except LogoRefused as refusal:
            self.file.errors = [refusal.explain()]
        return self.picture is not None
