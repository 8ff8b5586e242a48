"""What people type to sign in and about themselves."""

import uuid
from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional, Regexp

from app.accounts.actions.secrets import CODE_DIGITS
from app.kernel.base_form import BaseForm
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES
from app.organisations.queries import OrganisationChoice


def one_line(text: str | None) -> str | None:
    """Bring white space in order: names and titles are one line."""
    return " ".join(text.split()) if text else text


def digits(text: str | None) -> str | None:
    """Drop what people put between digits."""
    return "".join(letter for letter in text if letter not in " -\N{NO-BREAK SPACE}\t") if text else text


class SignInForm(BaseForm):
    """The one field of the sign-in."""

    email = StringField(
        _l("E-mail address"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            Length(max=254, message=_l("This address is too long.")),
            Email(_l("Check the address: it must look like name@example.org.")),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


class CodeForm(BaseForm):
    """The six digits of the mail."""

    code = StringField(
        _l("Code from the mail"),
        filters=[digits],
        validators=[
            DataRequired(_l("Enter the six digits from the mail.")),
            Regexp(rf"\A[0-9]{{{CODE_DIGITS}}}\Z", message=_l("The code has exactly six digits.")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class ProfileForm(BaseForm):
    """What a person says of themselves."""

    first_name = StringField(
        _l("First name"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter your first name.")), Length(max=100)],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField(
        _l("Surname"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter your surname.")), Length(max=100)],
        render_kw={"autocomplete": "family-name"},
    )
    organisation = SelectField(_l("Municipality or organisation"), validators=[Optional()])
    job_title = StringField(
        _l("Job title"),
        filters=[one_line],
        validators=[Optional(), Length(max=150)],
        render_kw={"autocomplete": "organization-title"},
    )
    locale = RadioField(
        _l("Language of mails"),
        choices=[SelectChoice(locale, LANGUAGE_NAMES[locale]) for locale in LOCALES],
        validators=[DataRequired(_l("Choose a language."))],
    )

    def offer(self, organisations: list[OrganisationChoice]) -> None:
        """Let the person choose from these."""
        choices = [SelectChoice(str(one.id), one.label) for one in organisations]
        self.organisation.choices = [SelectChoice("", "–"), *choices]

    def answers(self) -> dict[str, Any]:
        """Return what was typed, as `change_profile` takes it."""
        return {
            "first_name": self.first_name.data,
            "last_name": self.last_name.data,
            "job_title": self.job_title.data or None,
            "organisation_id": uuid.UUID(self.organisation.data) if self.organisation.data else None,
            "locale": self.locale.data,
        }
