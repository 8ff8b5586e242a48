"""What we tell people about their registration: one mail for each change, with all places and how they stand."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.events.models import Event
from app.events.rules.calendar_entry import CANCEL, REQUEST, Attendee, Words, calendar_entry, location_of
from app.kernel.i18n import current_locale, format_range, gettext, use_locale
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LocalizedText
from app.kernel.mail import Attachment, Message, Recipient, compose
from app.kernel.web import public_url_for
from app.programmes.models import Programme
from app.registration.models import Place, PlaceState, Registration

SUBJECTS = {
    "created": _l("Your registration: %(what)s"),
    "invited": _l("An invitation for you: %(what)s"),
    "repeated": _l("Your registration: %(what)s"),
    "promoted": _l("A place for you: %(what)s"),
    "withdrawn": _l("Withdrawn: %(what)s"),
    "declined": _l("Your registration was declined: %(what)s"),
    "decided": _l("News of your registration: %(what)s"),
    "moved": _l("Another date: %(what)s"),
    "cancelled": _l("Called off: %(what)s"),
    "event_changed": _l("Time or place has changed: %(what)s"),
}
LEADS = {
    "created": _l("we have received your registration. Your places:"),
    "invited": _l(
        "our organising team (%(who)s) has put you on this list. You need do nothing to keep your place. If you cannot "
        "come, please decline on the page linked below, and the place goes to somebody else. Your places:"
    ),
    "repeated": _l("we have your registration already. Your places:"),
    "promoted": _l("a place has become free, and now it is yours. Your places:"),
    "withdrawn": _l("a place of yours was given back. Your places:"),
    "declined": _l("we cannot give you a place this time. Your places:"),
    "decided": _l("the organisers have decided about your registration. Your places:"),
    "moved": _l("you have been moved to another date. Your places:"),
    "cancelled": _l("a date does not take place. Your places:"),
    "event_changed": _l(
        "the time or place of a date has changed. The calendar entry in this mail replaces the earlier one."
    ),
}
STATE_WORDS = {
    PlaceState.REQUESTED: _l("requested"),
    PlaceState.CONFIRMED: _l("confirmed"),
    PlaceState.WAITING: _l("on the waiting list"),
    PlaceState.OFFERED: _l("offered"),
    PlaceState.DECLINED: _l("declined"),
    PlaceState.WITHDRAWN: _l("withdrawn"),
    PlaceState.CANCELLED: _l("cancelled"),
}
ENDED = (PlaceState.WITHDRAWN, PlaceState.DECLINED, PlaceState.CANCELLED)


@dataclass(frozen=True)
class PlaceLine:
    """One place as it stands in a mail."""

    title: str
    when: str
    where: str
    state: str
    ahead: int | None
    reason: str | None


@dataclass(frozen=True)
class News:
    """What happened to a registration: which change, and which of the places it touched."""

    cause: str
    stamp: str
    changed: tuple[Place, ...]
    ahead: dict[uuid.UUID, int]
    at: datetime
    sign_in_token: str | None = None
    """Of a link that signs the person in and leads to their own page."""
    actor_name: str = ""
    """Who put the person on the list."""


def news(registration: Registration, programme: Programme, change: News) -> Message:
    """Compose the mail about a change, in the person's language, with calendar entries for the places it touched."""
    person = registration.person
    with use_locale(person.locale):
        what = what_of(registration)
        facts = {
            "programme": programme,
            "address": _address(registration.id, change, locale=person.locale),
            "signs_in": change.sign_in_token is not None,
            "subject_text": str(SUBJECTS[change.cause]) % {"what": what},
            "lead": str(LEADS[change.cause]) % {"who": change.actor_name},
            "what": what,
            "places": [_line(place, change, locale=person.locale) for place in registration.places],
        }
        entries = [_entry(place, registration, programme, at=change.at) for place in change.changed]
    return compose(
        "registration/news",
        Recipient(person.full_name, person.email, person.locale),
        key=f"registration.{change.cause}:{registration.id}:{change.stamp}",
        facts=facts,
        reply_to=programme.contact_email,
        **_calendar_parts([entry for entry in entries if entry]),
    )


def _address(registration_id: uuid.UUID, change: News, *, locale: str) -> str:
    if change.sign_in_token:
        return public_url_for("accounts.show_sign_in_link", token=change.sign_in_token, lang=locale)
    return public_url_for("registration.show_registration", registration_id=registration_id, lang=locale)


def what_of(registration: Registration) -> str:
    """Name what a registration is for, in the language spoken now."""
    delivery = registration.delivery
    if delivery is None:
        return title_of(registration.event.title if registration.event else LocalizedText())
    return gettext("Module %(number)s: %(title)s", number=delivery.module.number, title=title_of(delivery.module.title))


def title_of(text: LocalizedText) -> str:
    """Return a text in the language spoken now."""
    return text.text(current_locale())


def _line(place: Place, change: News, *, locale: str) -> PlaceLine:
    event = place.event
    return PlaceLine(
        title=event.title.text(locale),
        when=format_range(event.starts_at, event.ends_at, event.time_zone),
        where=location_of(event, locale),
        state=str(STATE_WORDS[place.state]),
        ahead=change.ahead.get(place.id),
        reason=place.reason,
    )


def _entry(
    place: Place, registration: Registration, programme: Programme, *, at: datetime
) -> tuple[str, bytes, Event] | None:
    """Return method and calendar file for a place that was confirmed or ended; None for one that waits."""
    if place.state is PlaceState.CONFIRMED:
        method = REQUEST
    elif place.state in ENDED:
        method = CANCEL
    else:
        return None
    person = registration.person
    url = public_url_for("registration.show_registration", registration_id=registration.id, lang=person.locale)
    words = Words(
        title=f"{what_of(registration)} – {place.event.title.text(person.locale)}",
        description=gettext("Your registration: %(url)s", url=url),
        url=url,
    )
    return method, _file(place.event, words, person=person, programme=programme, method=method, at=at), place.event


def _file(event: Event, words: Words, *, person: Person, programme: Programme, method: str, at: datetime) -> bytes:
    attendee = Attendee(
        name=person.full_name,
        address=person.email,
        organiser_name=programme.contact_name,
        organiser_address=programme.contact_email,
    )
    return calendar_entry(event, words, locale=person.locale, at=at, method=method, attendee=attendee)


def _calendar_parts(entries: list[tuple[str, bytes, Event]]) -> dict[str, object]:
    """Put a single entry into the mail itself, and several beside it: a request may speak of one event only."""
    if len(entries) == 1:
        method, content, _event = entries[0]
        return {"calendar": content, "calendar_method": method}
    files = [Attachment(f"{event.starts_at:%Y-%m-%d}.ics", "text/calendar", content) for _m, content, event in entries]
    return {"attachments": tuple(files)}
