"""What everybody sees: the calendar, an event, a delivery."""

import uuid
from datetime import date, datetime

from flask import Response, abort, render_template, request, url_for
from flask_login import current_user

from app.events import queries
from app.events.models import Event
from app.events.permissions import may_plan, may_see_delivery
from app.events.queries import CalendarFilter
from app.events.rules import TAKES_REGISTRATIONS, Booking
from app.events.rules.calendar_entry import Words, calendar_entry, location_of
from app.events.rules.lines import event_line, language_name, languages_text, why_not
from app.events.views.blueprint import pages
from app.kernel.access import ensure, public
from app.kernel.clock import now
from app.kernel.i18n import current_locale, format_date
from app.kernel.i18n import gettext as _
from app.kernel.locales import LOCALES
from app.kernel.web import public_url_for
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme


@pages.get("/calendar")
@public
def show_calendar() -> str:
    """Show sessions and visits to come, or past ones, narrowed by month, language and town."""
    at, wanted = now(), _read_filter()
    programme = find_current_programme(now())
    rows = queries.list_calendar(programme.id, wanted) if programme else []
    return render_template(
        "events/show_calendar.html",
        lines=[event_line(row, at=at, url=url_for(".show_event", event_id=row.id)) for row in rows],
        filters=_filters(programme, wanted, at=at) if programme else [],
        wanted=wanted,
        is_filtered=any((wanted.month, wanted.language, wanted.town)),
    )


@pages.get("/calendar/<uuid:event_id>")
@public
def show_event(event_id: uuid.UUID) -> str:
    """Show one session or visit."""
    event, row, at = _get_visible_event(event_id), queries.get_event_row(event_id), now()
    return render_template(
        "events/show_event.html",
        event=event,
        row=row,
        line=event_line(row, at=at, url=""),
        place=location_of(event, current_locale()),
        may_register=row.booking(at) in TAKES_REGISTRATIONS,
        why_not=why_not(row.booking(at), opens_at=row.opens_at),
    )


@pages.get("/calendar/<uuid:event_id>/event.ics")
@public
def download_event(event_id: uuid.UUID) -> Response:
    """Hand out the event for a calendar."""
    event = _get_visible_event(event_id)
    locale = current_locale()
    url = public_url_for("events.show_event", event_id=event.id, lang=locale)
    title = event.title.text(locale)
    if event.delivery:
        title = f"{event.delivery.module.title.text(locale)} – {title}"
    content = calendar_entry(event, Words(title=title, description=url, url=url), locale=locale, at=now())
    name = f"{event.starts_at:%Y-%m-%d}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/calendar", headers=headers)


@pages.get("/deliveries/<uuid:delivery_id>")
@public
def show_delivery(delivery_id: uuid.UUID) -> str:
    """Show a delivery: module, sessions with their places, and the way to register or why there is none."""
    delivery = queries.get_delivery(delivery_id)
    ensure(may_see_delivery(current_user, programme_id=delivery.programme_id, state=delivery.state))
    at = now()
    rows = queries.list_events_of_delivery(delivery_id)
    bookings = [row.booking(at) for row in rows]
    return render_template(
        "events/show_delivery.html",
        delivery=delivery,
        lines=[event_line(row, at=at, url=url_for(".show_event", event_id=row.id), names_module=False) for row in rows],
        may_register=any(booking in TAKES_REGISTRATIONS for booking in bookings),
        why_not=why_not(bookings[0] if bookings else Booking.CLOSED, opens_at=delivery.opens_at),
        units=delivery.programme.units(delivery.module.workload_minutes),
        languages=languages_text(delivery.module.languages, is_interpreted=False),
        may_plan=may_plan(current_user, delivery.programme_id),
    )


def _get_visible_event(event_id: uuid.UUID) -> Event:
    event = queries.get_event(event_id)
    ensure(may_see_delivery(current_user, programme_id=event.programme_id, state=event.state))
    return event


def _read_filter() -> CalendarFilter:
    """Read the filter from the address; what makes no sense is a page that does not exist."""
    try:
        month = date.fromisoformat(f"{request.args['month']}-01") if request.args.get("month") else None
    except ValueError:
        abort(404)
    language = request.args.get("language") or None
    if language and language not in LOCALES:
        abort(404)
    past = request.args.get("past") == "1"
    return CalendarFilter(since=now(), month=month, language=language, town=request.args.get("town") or None, past=past)


def _filters(programme: Programme, wanted: CalendarFilter, *, at: datetime) -> list[dict[str, object]]:
    months = queries.list_calendar_months(programme.id, past=wanted.past, at=at)
    towns = queries.list_calendar_towns(programme.id)
    return [
        {
            "name": "month",
            "label": _("Month"),
            "value": f"{wanted.month:%Y-%m}" if wanted.month else "",
            "options": [(f"{month:%Y-%m}", format_date(month, "month")) for month in months],
        },
        {
            "name": "language",
            "label": _("Language"),
            "value": wanted.language or "",
            "options": [(code, language_name(code)) for code in LOCALES],
        },
        {"name": "town", "label": _("Place"), "value": wanted.town or "", "options": [(town, town) for town in towns]},
    ]
