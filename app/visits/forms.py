"""What organisers type about an itinerary."""

from collections.abc import Sequence
from datetime import date

from wtforms import SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from app.events.rules import ZONES
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.i18n import format_date
from app.kernel.i18n import lazy_gettext as _l
from app.visits.models import StopKind
from app.visits.rules import StopFacts

ZONES_ON_THE_WAY = (*ZONES, "Europe/Copenhagen")
KINDS = [
    SelectChoice(StopKind.STOP.value, _l("Visit to a host")),
    SelectChoice(StopKind.TRANSFER.value, _l("On the way")),
    SelectChoice(StopKind.MEAL.value, _l("Meal")),
]


class StopForm(BaseForm):
    """A stop of a visit."""

    day = SelectField(_l("Day"))
    kind = SelectField(_l("Kind of stop"), choices=KINDS)
    starts_at = TimeField(_l("Begins at"), validators=[InputRequired(_l("Enter a time, such as 13:30."))])
    ends_at = TimeField(_l("Ends at"), validators=[Optional()])
    time_zone = SelectField(
        _l("Time zone of the place"), choices=ZONES_ON_THE_WAY, description=_l("The times are those of this zone.")
    )
    place = StringField(_l("Place"), validators=[InputRequired(_l("Enter where the group is then.")), Length(max=200)])
    host = StringField(
        _l("Host"),
        validators=[Optional(), Length(max=200)],
        description=_l("Who receives the group; shown to everybody."),
    )
    title = LocalizedTextField(_l("Title"), form_class=localized_form(required=("sl", "de")))
    description = LocalizedTextField(_l("Description"), form_class=localized_form(long=True, most=2000))

    def offer_days(self, days: Sequence[date]) -> None:
        """Let one choose among the days of the visit."""
        self.day.choices = [SelectChoice(day.isoformat(), format_date(day, "full")) for day in days]

    def facts(self) -> StopFacts:
        """Return what was typed."""
        return StopFacts(
            kind=StopKind(self.kind.data),
            day=date.fromisoformat(self.day.data),
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            time_zone=self.time_zone.data,
            place=self.place.data.strip(),
            host=(self.host.data or "").strip() or None,
            title=self.title.data,
            description=self.description.data,
        )


class DayForm(BaseForm):
    """The heading of a day."""

    title = LocalizedTextField(_l("Heading of the day"), form_class=localized_form())


class DescriptionForm(BaseForm):
    """What a visit is about."""

    summary = LocalizedTextField(_l("What the visit is about"), form_class=localized_form(long=True, most=2000))
    taking_part = LocalizedTextField(_l("How one takes part"), form_class=localized_form(long=True, most=2000))
    note = LocalizedTextField(
        _l("Remark"),
        form_class=localized_form(most=400),
        description=_l("Stands above the itinerary, such as: the itinerary may still change."),
    )


class RemoveForm(BaseForm):
    """Nothing but the token."""
