"""What everybody sees of study visits."""

import uuid
from datetime import datetime

from flask import render_template, url_for
from flask_login import current_user

from app.events.models import Event
from app.events.rules import Booking
from app.kernel.access import ensure, public
from app.kernel.clock import now
from app.kernel.i18n import format_date, format_range, ngettext
from app.kernel.i18n import gettext as _
from app.kernel.web import show_localized
from app.programmes.queries import find_current_programme
from app.visits import queries
from app.visits.permissions import may_see_itinerary_plan, may_see_visit
from app.visits.queries import VisitRow
from app.visits.rules import booking_of, free_places
from app.visits.views.blueprint import pages
from app.visits.views.rows import stop_row

STATE_WORDS = {
    Booking.OPEN: "places_free",
    Booking.WAITING_LIST: "full",
    Booking.NOT_YET_OPEN: "not_yet_open",
    Booking.CLOSED: "closed",
    Booking.BY_INVITATION: "by_invitation",
    Booking.CANCELLED: "cancelled",
    Booking.PAST: "done",
}


@pages.get("/visits")
@public
def list_visits() -> str:
    """Show the study visits to come and those that are over."""
    programme, at = find_current_programme(now()), now()
    to_come = queries.list_visits_to_come(programme.id, at) if programme else []
    past = queries.list_past_visits(programme.id, at) if programme else []
    return render_template(
        "visits/list_visits.html",
        to_come=[_event_row(visit, at) for visit in to_come],
        past=[_event_row(visit, at) for visit in past],
    )


@pages.get("/visits/<uuid:event_id>")
@public
def show_visit(event_id: uuid.UUID) -> str:
    """Show a study visit with its itinerary."""
    visit = queries.get_visit(event_id)
    event = visit.event
    ensure(may_see_visit(current_user, programme_id=event.programme_id, state=event.state))
    return render_template(
        "visits/show_visit.html",
        visit=visit,
        stop_row=stop_row,
        event=event,
        booking=booking_of(event, now()),
        state_word_name=STATE_WORDS[booking_of(event, now())],
        state_text=_state_text(event, now()),
        free=free_places(event),
        may_plan=may_see_itinerary_plan(current_user, event.programme_id),
    )


def _event_row(visit: VisitRow, at: datetime) -> dict[str, object]:
    """Return what the macro event_row shows of a visit."""
    return {
        "date_text": format_range(visit.starts_at, visit.ends_at, visit.time_zone),
        "title": show_localized(visit.title),
        "place": show_localized(visit.venue),
        "languages_text": " · ".join(visit.languages).upper(),
        "url": url_for("visits.show_visit", event_id=visit.id),
        "state": STATE_WORDS[visit.booking(at)],
        "state_text": _state_text(visit, at),
    }


def _state_text(visit: VisitRow | Event, at: datetime) -> str:
    """Say more than the plain word of the state, where there is more to say."""
    match booking_of(visit, at):
        case Booking.OPEN:
            return ngettext("%(num)d free place", "%(num)d free places", free_places(visit))
        case Booking.NOT_YET_OPEN if visit.opens_at:
            return _("registration from %(day)s", day=format_date(visit.opens_at))
        case Booking.PAST:
            return _("has taken place")
    return ""
