"""What organisers and trainers type about deliveries and events."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.events.models import Audience, Delivery, Event, EventKind
from app.events.queries import Venue
from app.events.rules import COUNTRIES, ZONES, DeliveryFacts, EventFacts
from app.events.rules.lines import country_name, language_name
from app.kernel.base_form import BaseForm, LocalizedTextField, localized_form
from app.kernel.clock import HOME_ZONE
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LOCALES

NEEDED = InputRequired(_l("This is needed."))
AUDIENCES = [
    SelectChoice(Audience.PUBLIC.value, _l("Everybody may register")),
    SelectChoice(Audience.INVITATION.value, _l("By invitation")),
]
WHEN = "%Y-%m-%dT%H:%M"


class CheckboxesField(SelectMultipleField):
    """Several of a few choices, each a tick box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def local(instant: datetime | None, zone: str) -> datetime | None:
    """Bring an instant to the clock of a zone, as a date-time control wants it."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if instant else None


def instant(typed: datetime, zone: str) -> datetime:
    """Read a typed time by the clock of a zone."""
    return typed.replace(tzinfo=ZoneInfo(zone))


class DeliveryForm(BaseForm):
    """A delivery: which module, for whom, and when one may register."""

    module = SelectField(_l("Module"), validators=[NEEDED])
    title = LocalizedTextField(
        _l("Name of the delivery"),
        form_class=localized_form(required=LOCALES, most=120),
        description=_l("Such as “Spring 2027”."),
    )
    audience = RadioField(_l("Who may register"), choices=AUDIENCES, default=Audience.PUBLIC.value, validators=[NEEDED])
    opens_at = DateTimeLocalField(_l("Registration opens"), format=WHEN, validators=[NEEDED])
    closes_at = DateTimeLocalField(_l("Registration closes"), format=WHEN, validators=[NEEDED])
    contact = SelectField(_l("Contact person"), validators=[Optional()])

    def offer(self, *, modules: Iterable[tuple[str, str]], contacts: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Let one choose from these modules and people."""
        self.module.choices = [SelectChoice(value, name) for value, name in modules]
        people = [SelectChoice(str(person_id), name) for person_id, name in contacts]
        self.contact.choices = [SelectChoice("", "–"), *people]

    def facts(self) -> DeliveryFacts:
        """Return what was typed; times are read by the clock of the programme's home."""
        return DeliveryFacts(
            module_id=uuid.UUID(self.module.data),
            title=self.title.data,
            audience=Audience(self.audience.data),
            opens_at=instant(self.opens_at.data, HOME_ZONE),
            closes_at=instant(self.closes_at.data, HOME_ZONE),
            contact_id=uuid.UUID(self.contact.data) if self.contact.data else None,
        )


def values_of_delivery(delivery: Delivery) -> dict[str, Any]:
    """Return what stands in the form before anything is typed."""
    return {
        "module": str(delivery.module_id),
        "title": delivery.title,
        "audience": delivery.audience.value,
        "opens_at": local(delivery.opens_at, HOME_ZONE),
        "closes_at": local(delivery.closes_at, HOME_ZONE),
        "contact": str(delivery.contact_id or ""),
    }


class EventForm(BaseForm):
    """A session or a visit: when, how many, who teaches, where."""

    title = LocalizedTextField(_l("Title"), form_class=localized_form(required=LOCALES, most=160))
    starts_at = DateTimeLocalField(_l("Begins"), format=WHEN, validators=[NEEDED])
    ends_at = DateTimeLocalField(_l("Ends"), format=WHEN, validators=[NEEDED])
    capacity = IntegerField(
        _l("Places"),
        validators=[NEEDED, NumberRange(min=0, max=5000, message=_l("Enter a number from 0 to 5000."))],
        render_kw={"inputmode": "numeric"},
    )
    teaching_minutes = IntegerField(
        _l("Teaching time in minutes"),
        description=_l("Without breaks; it counts for the certificate."),
        default=0,
        validators=[Optional(), NumberRange(min=0, max=20000)],
        render_kw={"inputmode": "numeric"},
    )
    trainers = CheckboxesField(_l("Trainers"), validators=[Optional()])
    languages = CheckboxesField(_l("Languages"), validators=[NEEDED])
    is_interpreted = BooleanField(_l("With an interpreter"))
    town = StringField(_l("Town"), validators=[NEEDED, Length(max=100)])
    address = StringField(_l("Street and number"), validators=[Optional(), Length(max=200)])
    venue = LocalizedTextField(_l("Venue"), form_class=localized_form(most=200))
    room = LocalizedTextField(_l("Room"), form_class=localized_form(most=100))
    country = SelectField(_l("Country"), validators=[NEEDED])
    time_zone = SelectField(
        _l("Time zone"), choices=[SelectChoice(zone, zone.partition("/")[2]) for zone in ZONES], validators=[NEEDED]
    )
    audience = RadioField(_l("Who may register"), choices=AUDIENCES, default=Audience.PUBLIC.value, validators=[NEEDED])

    def offer(self, *, trainers: Iterable[tuple[uuid.UUID, str]], languages: Sequence[str] = LOCALES) -> None:
        """Let one choose from these people and languages."""
        self.trainers.choices = [SelectChoice(str(person_id), name) for person_id, name in trainers]
        self.languages.choices = [SelectChoice(code, language_name(code)) for code in languages]
        self.country.choices = [SelectChoice(code, country_name(code)) for code in COUNTRIES]

    def facts(self, kind: EventKind = EventKind.SESSION, **window: datetime | None) -> EventFacts:
        """Return what was typed; times are read by the clock of the venue."""
        zone = self.time_zone.data
        return EventFacts(
            title=self.title.data,
            starts_at=instant(self.starts_at.data, zone),
            ends_at=instant(self.ends_at.data, zone),
            time_zone=zone,
            town=self.town.data.strip(),
            country=self.country.data,
            venue=self.venue.data,
            address=(self.address.data or "").strip(),
            room=self.room.data,
            languages=tuple(self.languages.data),
            capacity=self.capacity.data,
            is_interpreted=self.is_interpreted.data,
            audience=Audience(self.audience.data),
            teaching_minutes=self.teaching_minutes.data or 0,
            kind=kind,
            trainer_ids=tuple(uuid.UUID(person_id) for person_id in self.trainers.data or ()),
            **window,
        )


class VisitForm(EventForm):
    """A study visit that stands alone has its own booking window."""

    opens_at = DateTimeLocalField(_l("Registration opens"), format=WHEN, validators=[NEEDED])
    closes_at = DateTimeLocalField(_l("Registration closes"), format=WHEN, validators=[NEEDED])

    def facts_of_visit(self) -> EventFacts:
        """Return what was typed; the window is read by the clock of the programme's home, as a delivery's is."""
        return self.facts(
            EventKind.STUDY_VISIT,
            opens_at=instant(self.opens_at.data, HOME_ZONE),
            closes_at=instant(self.closes_at.data, HOME_ZONE),
        )


def values_of_event(event: Event) -> dict[str, Any]:
    """Return what stands in the form before anything is typed."""
    same = ("title", "capacity", "teaching_minutes", "languages", "is_interpreted", "town", "address", "venue", "room")
    return {name: getattr(event, name) for name in (*same, "country", "time_zone")} | {
        "starts_at": local(event.starts_at, event.time_zone),
        "ends_at": local(event.ends_at, event.time_zone),
        "opens_at": local(event.opens_at, HOME_ZONE),
        "closes_at": local(event.closes_at, HOME_ZONE),
        "audience": event.audience.value,
        "trainers": [str(trainer.id) for trainer in event.trainers],
    }


def values_of_venue(venue: Venue | None) -> dict[str, Any]:
    """Return what a venue that was used before fills in; nothing where none was chosen."""
    if venue is None:
        return {}
    return {field.name: getattr(venue, field.name) for field in fields(venue) if field.name != "event_id"}


def values_of_next_event(previous: Event | None) -> dict[str, Any]:
    """Return what a new session begins with: all that the one before it had, but when it is."""
    if previous is None:
        return {"languages": ["sl", "de"], "time_zone": HOME_ZONE, "capacity": 24, "country": COUNTRIES[0]}
    return values_of_event(previous) | {"starts_at": None, "ends_at": None}
