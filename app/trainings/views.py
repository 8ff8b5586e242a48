"""Session days: the sessions somebody teaches or organises, and one of them with its people."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, render_template, url_for
from flask_login import current_user

from app.attendance.models import Half
from app.attendance.queries import ConfirmedList, halves_of, list_confirmed_lists
from app.attendance.rules import HalfDay, may_be_taken
from app.events.models import Event
from app.events.queries import get_event
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.i18n import current_locale, format_date
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages
from app.programmes.queries import get_programme_at_the_desk
from app.registration.models import PlaceState
from app.trainings.permissions import may_see_session_day, sees_own_sessions_only
from app.trainings.queries import (
    MaterialRow,
    list_materials,
    list_past_sessions,
    list_session_people,
    list_sessions_to_come,
)

pages = Blueprint("trainings", __name__)


@dataclass(frozen=True)
class ListLink:
    """A half-day with the way to its list of attendance."""

    label: str
    half: HalfDay
    url: str
    confirmed: ConfirmedList | None
    has_come: bool


@pages.get("/organise/sessions")
@requires(may_see_staff_pages)
def list_my_sessions() -> str:
    """Show sessions to come, then those that are over; a trainer's own, or all of the programme."""
    programme = get_programme_at_the_desk(current_user, now())
    is_own = sees_own_sessions_only(current_user, programme.id)
    trainer_id = current_user.id if is_own else None
    return render_template(
        "trainings/list_my_sessions.html",
        to_come=list_sessions_to_come(programme.id, now(), trainer_id=trainer_id),
        past=list_past_sessions(programme.id, now(), trainer_id=trainer_id),
        is_own=is_own,
    )


@pages.get("/organise/events/<uuid:event_id>/day")
@requires(may_see_staff_pages)
def show_session_day(event_id: uuid.UUID) -> str:
    """Show one session or visit: its people with place and presence, its lists, its sheet and its materials."""
    event = get_event(event_id)
    ensure(may_see_session_day(current_user, event.programme_id))
    people, lists = list_session_people(event.id), _list_links(event)
    return render_template(
        "trainings/show_session_day.html",
        event=event,
        people=people,
        confirmed_count=sum(person.state is PlaceState.CONFIRMED for person in people),
        columns=_columns(lists),
        lists=lists,
        days=sorted({half.day for half in halves_of(event)}),
        facts=_facts(event),
        links=_links(event),
        materials=_materials(event),
    )


def _list_links(event: Event) -> list[ListLink]:
    confirmed: dict[tuple[date, Half], ConfirmedList] = list_confirmed_lists(event.id)
    halves = halves_of(event)
    return [
        ListLink(
            label=_name_half(half, with_day=len({one.day for one in halves}) > 1),
            half=half,
            url=url_for("attendance.take_attendance", event_id=event.id, day=half.day.isoformat(), half=half.half),
            confirmed=confirmed.get(half.key),
            has_come=may_be_taken(half, now()),
        )
        for half in halves
    ]


def _name_half(half: HalfDay, *, with_day: bool) -> str:
    name = _("Morning") if half.half is Half.MORNING else _("Afternoon")
    return f"{name}, {format_date(half.day, 'short')}" if with_day else name


def _columns(lists: list[ListLink]) -> list[dict[str, str]]:
    labels = [_("Name"), _("Municipality"), _("Country"), _("State of the place"), *(one.label for one in lists)]
    return [{"label": label} for label in labels]


def _facts(event: Event) -> list[tuple[str, str]]:
    locale = current_locale()
    facts = [
        (_("Trainers"), ", ".join(trainer.full_name for trainer in event.trainers)),
        (_("Address"), ", ".join(part for part in (event.venue.text(locale), event.address, event.town) if part)),
        (_("Room"), event.room.text(locale)),
        (_("Places taken"), _("%(taken)d of %(capacity)d", taken=event.places_taken, capacity=event.capacity)),
    ]
    return [fact for fact in facts if fact[1]]


def _links(event: Event) -> list[tuple[str, str]]:
    """Return the pages that a day leads to: its delivery's, or the list of people of a stand-alone visit."""
    wanted = [
        ("registration.list_registrations", _("Registrations")),
        ("certificates.list_ready", _("Certificates")),
    ]
    if event.delivery_id is None:
        return [(_("Registrations"), url_for("registration.list_registrations", event_id=event.id))]
    return [
        (label, url_for(endpoint, delivery_id=event.delivery_id))
        for endpoint, label in wanted
        if endpoint in current_app.view_functions
    ]


def _materials(event: Event) -> list[tuple[MaterialRow, str]]:
    """Return the materials of the session's module with their addresses."""
    if event.delivery is None:
        return []
    materials = list_materials(event.delivery.module_id)
    return [(material, material.url or _address_of_file(material.id)) for material in materials]


def _address_of_file(material_id: uuid.UUID) -> str:
    endpoint = "courses.download_material"
    return url_for(endpoint, material_id=material_id) if endpoint in current_app.view_functions else ""
