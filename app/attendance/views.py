"""The session day on a phone: all are here, except; and the sheet that people sign."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.attendance.actions import confirm_list
from app.attendance.documents import attendance_sheet
from app.attendance.forms import AttendanceListForm, read_day, read_half
from app.attendance.models import Presence
from app.attendance.permissions import (
    may_read_attendance,
    may_stand_in,
    may_take_attendance,
    may_take_some_attendance,
)
from app.attendance.queries import (
    ConfirmedList,
    PersonOnList,
    halves_of,
    list_confirmed_lists,
    list_found,
    list_people,
    list_people_to_sign,
)
from app.attendance.rules import DayHasNotCome, HalfDay, ListWasChanged, choose_half, may_be_taken
from app.events.actions import stand_in as stand_in_at
from app.events.models import Event
from app.events.queries import get_event
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages
from app.programmes.queries import list_partners

pages = Blueprint("attendance", __name__)


@dataclass(frozen=True)
class ListRow:
    """A row of the list; `recorded` is what somebody else confirmed, where it differs from what is shown."""

    id: uuid.UUID
    name: str
    detail: str
    presence: Presence
    recorded: Presence | None


@pages.get("/organise/events/<uuid:event_id>/attendance")
@requires(may_see_staff_pages)
def take_attendance(event_id: uuid.UUID) -> str:
    """Show the list of a half-day: the one asked for, or the one of the moment."""
    event = get_event(event_id)
    ensure(may_read_attendance(current_user, event.programme_id))
    half = _asked_half(event, request.args)
    people = list_people(event.id)
    return _render_list(event, half, people=people, chosen=None)


@pages.post("/organise/events/<uuid:event_id>/attendance")
@requires(may_take_some_attendance)
def confirm_attendance(event_id: uuid.UUID) -> Response | tuple[str, int]:
    """Confirm or correct the list of a half-day; if somebody else did meanwhile, the choice comes back."""
    event = get_event(event_id)
    ensure(_may_take(event), known=may_read_attendance(current_user, event.programme_id))
    half, form = _asked_half(event, request.form), AttendanceListForm()
    people = list_people(event.id)
    found = form.found(request.form, [person.person_id for person in people])
    if not form.validate():
        return _render_list(event, half, people=people, chosen=found), 422
    try:
        with transaction():
            confirm_list(event, half, found=found, seen_revision=form.revision.data, by_id=current_user.id, at=now())
    except (ListWasChanged, DayHasNotCome) as refusal:
        return _render_list(get_event(event_id), half, people=people, chosen=found, refusal=refusal.explain()), 409
    flash(_count_sentence(found), "done")
    return redirect(url_for(".take_attendance", event_id=event_id, day=half.day.isoformat(), half=half.half), 303)


@pages.post("/organise/events/<uuid:event_id>/stand-in")
@requires(may_take_some_attendance)
def stand_in(event_id: uuid.UUID) -> Response:
    """Make the trainer at the door one of the event's, who then takes attendance."""
    event = get_event(event_id)
    ensure(may_stand_in(current_user, event.programme_id), known=may_read_attendance(current_user, event.programme_id))
    try:
        with transaction():
            stand_in_at(event_id, person_id=current_user.id)
        flash(_("You are now a trainer of this event and take its attendance."), "done")
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
    return redirect(url_for(".take_attendance", event_id=event_id), 303)


@pages.get("/organise/events/<uuid:event_id>/attendance-sheet.pdf")
@requires(may_see_staff_pages)
def download_sheet(event_id: uuid.UUID) -> Response:
    """Hand out the sheet that people sign on one day of an event."""
    event = get_event(event_id)
    ensure(may_read_attendance(current_user, event.programme_id))
    day = _asked_half(event, request.args).day
    content = attendance_sheet(
        event,
        day,
        people=list_people_to_sign(event.id),
        partners=list_partners(event.programme_id),
        made_at=now(),
        is_sample=current_app.config["IS_DEMONSTRATION"],
    )
    name = f"{_('attendance-sheet')}-{event.town}-{day}.pdf"
    return send_file(BytesIO(content), mimetype="application/pdf", download_name=name)


def _asked_half(event: Event, asked: Mapping[str, str]) -> HalfDay:
    day, half = asked.get("day"), asked.get("half")
    known_day, known_half = read_day(day), read_half(half)
    if (day and known_day is None) or (half and known_half is None):
        raise NotFound
    chosen = choose_half(halves_of(event), day=known_day, half=known_half, at=now())
    if chosen is None:
        raise NotFound
    return chosen


def _render_list(
    event: Event,
    half: HalfDay,
    *,
    people: list[PersonOnList],
    chosen: Mapping[uuid.UUID, Presence] | None,
    refusal: str = "",
) -> str:
    lists, known = list_confirmed_lists(event.id), list_found(event.id).get(half.key, {})
    may_take = _may_take(event)
    rows = [_row(person, chosen=chosen, known=known) for person in people]
    return render_template(
        "attendance/take_attendance.html",
        event=event,
        half=half,
        halves=halves_of(event),
        lists=lists,
        form=_form(half, lists.get(half.key), people),
        people=rows,
        here=sum(row.presence is Presence.ATTENDED for row in rows),
        is_locked=not may_take or not may_be_taken(half, now()),
        may_stand_in=not may_take and may_stand_in(current_user, event.programme_id),
        has_come=may_be_taken(half, now()),
        refusal=refusal,
    )


def _may_take(event: Event) -> bool:
    trainer_ids = [trainer.id for trainer in event.trainers]
    return may_take_attendance(current_user, event.programme_id, trainer_ids=trainer_ids)


def _form(half: HalfDay, confirmed: ConfirmedList | None, people: list[PersonOnList]) -> AttendanceListForm:
    facts: dict[str, Any] = {
        "day": half.day.isoformat(),
        "half": half.half.value,
        "revision": confirmed.revision if confirmed else 0,
        "listed": " ".join(str(person.person_id) for person in people),
    }
    return AttendanceListForm(formdata=None, data=facts)


def _row(
    person: PersonOnList, *, chosen: Mapping[uuid.UUID, Presence] | None, known: Mapping[uuid.UUID, Presence]
) -> ListRow:
    recorded = known.get(person.person_id)
    presence = (known if chosen is None else chosen).get(person.person_id, Presence.ATTENDED)
    return ListRow(
        id=person.person_id,
        name=person.name_for_lists,
        detail=person.organisation_name or "",
        presence=presence,
        recorded=recorded if recorded is not presence else None,
    )


def _count_sentence(found: Mapping[uuid.UUID, Presence]) -> str:
    here = sum(presence is Presence.ATTENDED for presence in found.values())
    return _("Attendance is confirmed: %(here)d of %(all)d here.", here=here, all=len(found))
