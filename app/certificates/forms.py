"""What is typed about certificates."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.kernel.base_form import BaseForm
from app.kernel.i18n import lazy_gettext as _l

REASON = _l("Say why; it is kept with the certificate.")


class ReplaceForm(BaseForm):
    """The right name, and what was wrong."""

    first_name = StringField(_l("First name"), [InputRequired(_l("Enter the first name.")), Length(max=100)])
    last_name = StringField(_l("Surname"), [InputRequired(_l("Enter the surname.")), Length(max=100)])
    organisation = StringField(_l("Organisation"), [Length(max=200)])
    reason = TextAreaField(_l("Reason"), [InputRequired(REASON), Length(max=1000)], description=REASON)


class RevokeForm(BaseForm):
    """Why a certificate is void."""

    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(REASON), Length(max=1000)],
        description=_l("The person is told this reason by mail."),
    )


class IssueForm(BaseForm):
    """One press; the kind is the button's value."""
