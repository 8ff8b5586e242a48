"""What people type to register, and what organisers type about registrations."""

import uuid
from collections.abc import Sequence

from wtforms import BooleanField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from app.kernel.base_form import BaseForm
from app.kernel.i18n import gettext
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES
from app.organisations.queries import OrganisationChoice
from app.registration.actions import Visitor
from app.registration.queries import Applicant

NO_MUNICIPALITY = "none"


def one_line(text: str | None) -> str | None:
    """Bring white space in order."""
    return " ".join(text.split()) if text else text


class RegistrationForm(BaseForm):
    """One form for a delivery and its sessions; `ask_only_unknown` takes out what is known."""

    NO_MUNICIPALITY_WORDS = _l("I do not come from a municipality")

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
    email = StringField(
        _l("E-mail address"),
        description=_l("We send the confirmation there, and the link to your registration."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            Length(max=254, message=_l("This address is too long.")),
            Email(_l("Check the address: it must look like name@example.org.")),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
    organisation = SelectField(
        _l("Municipality"),
        validators=[InputRequired(_l("Choose your municipality, or the last line of the list."))],
    )
    job_title = StringField(
        _l("Function"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter your function, such as “location manager”.")), Length(max=150)],
        render_kw={"autocomplete": "organization-title"},
    )
    sessions = SelectMultipleField(
        _l("Sessions"), validators=[DataRequired(_l("Choose at least one session."))], validate_choice=True
    )
    photo_consent = BooleanField(_l("Photos (optional)"))

    def offer(self, *, organisations: Sequence[OrganisationChoice], event_ids: Sequence[uuid.UUID]) -> None:
        """Let the person choose from these; all sessions are chosen until the person says otherwise."""
        if "organisation" in self:
            nobody = SelectChoice(NO_MUNICIPALITY, str(self.NO_MUNICIPALITY_WORDS))
            known = [SelectChoice(str(one.id), one.label) for one in organisations]
            self.organisation.choices = [SelectChoice("", gettext("Choose …")), *known, nobody]
        self.sessions.choices = [SelectChoice(str(event_id), "") for event_id in event_ids]
        untouched = [str(event_id) for event_id in event_ids]
        self.sessions.data = self.sessions.data or ([] if self.is_submitted() else untouched)

    def ask_only_unknown(self, known: Applicant) -> None:
        """Take out what is known of a person who is signed in."""
        del self.first_name, self.last_name, self.email
        if known.organisation_id:
            del self.organisation
        if known.job_title:
            del self.job_title

    def visitor(self) -> Visitor:
        """Return what somebody who is not signed in says of themselves."""
        return Visitor(email=self.email.data, first_name=self.first_name.data, last_name=self.last_name.data)

    def chosen_event_ids(self) -> tuple[uuid.UUID, ...]:
        """Return the chosen sessions."""
        return tuple(uuid.UUID(event_id) for event_id in self.sessions.data)

    def organisation_id(self, known: Applicant | None) -> uuid.UUID | None:
        """Return whom the person represents."""
        if "organisation" not in self:
            return known.organisation_id if known else None
        return None if self.organisation.data == NO_MUNICIPALITY else uuid.UUID(self.organisation.data)

    def function(self, known: Applicant | None) -> str | None:
        """Return what the person does there."""
        if "job_title" in self:
            return self.job_title.data or None
        return known.job_title if known else None


class InvitationForm(RegistrationForm):
    """What an organiser types of a person who is added by hand; consent to photos is the person's own to give."""

    NO_MUNICIPALITY_WORDS = _l("Not from a municipality")

    first_name = StringField(
        _l("First name"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the first name.")), Length(max=100)],
    )
    last_name = StringField(
        _l("Surname"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the surname.")), Length(max=100)],
    )
    email = StringField(
        _l("E-mail address"),
        description=_l("The confirmation goes there. If the address is known, the person’s own details stay."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the e-mail address.")),
            Length(max=254, message=_l("This address is too long.")),
            Email(_l("Check the address: it must look like name@example.org.")),
        ],
        render_kw={"type": "email", "inputmode": "email", "spellcheck": "false"},
    )
    organisation = SelectField(
        _l("Municipality"),
        validators=[InputRequired(_l("Choose the municipality, or the last line of the list."))],
    )
    job_title = StringField(_l("Function"), filters=[one_line], validators=[Optional(), Length(max=150)])
    language = SelectField(
        _l("Language of the mails"), choices=[SelectChoice(*language) for language in LANGUAGE_NAMES.items()]
    )


class BulkForm(BaseForm):
    """What is done with many registrations at once; the reason is told to the people."""

    reason = TextAreaField(
        _l("Reason"), description=_l("The people read it in the mail."), validators=[Optional(), Length(max=500)]
    )


class MoveForm(BaseForm):
    """Where a person is moved."""

    target = SelectField(_l("To"), validators=[InputRequired(_l("Choose where to."))])
