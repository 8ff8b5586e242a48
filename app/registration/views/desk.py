"""The organisers' list of registrations for a delivery or a stand-alone event, and its exports."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_login import current_user

from app.events.models import Event
from app.events.rules.lines import country_name
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.i18n import format_date, format_datetime
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES
from app.registration import queries
from app.registration.documents import to_csv, to_xlsx
from app.registration.emails import STATE_WORDS, title_of
from app.registration.models import PlaceState
from app.registration.permissions import (
    may_manage_registrations,
    may_see_registrations,
    may_see_some_registrations,
    organisations_visible_to,
)
from app.registration.queries import ListFilter, Offer, RegistrationRow
from app.registration.queries.desk import SORTS
from app.registration.rules import overall_state
from app.registration.views.blueprint import pages

MOST_SESSION_COLUMNS = 3
TABS = (
    PlaceState.REQUESTED,
    PlaceState.CONFIRMED,
    PlaceState.WAITING,
    PlaceState.DECLINED,
    PlaceState.WITHDRAWN,
    PlaceState.CANCELLED,
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/organise/deliveries/<uuid:delivery_id>/registrations")
@pages.get("/organise/events/<uuid:event_id>/registrations")
@requires(may_see_some_registrations)
def list_registrations(**named: Any) -> str:
    """Show the registrations for what is named, narrowed, sorted and paged."""
    offer = visible_offer(**named)
    wanted = read_filter(offer)
    counts = queries.count_states(wanted)
    page = queries.page_registrations(wanted, cursor=request.args.get("cursor"), total=counts.get(wanted.state, 0))
    return render_template(
        "registration/list_registrations.html",
        offer=offer,
        page=page,
        wanted=wanted,
        sessions=_session_columns(offer),
        overall_state=overall_state,
        filters=_filters(offer, wanted),
        tabs=_tabs(offer, counts, wanted),
        table_columns=_columns(offer, wanted),
        is_filtered=bool(request.args),
        exports=_exports(offer),
        may_manage=may_manage_registrations(current_user, offer.programme_id),
        filter_words=_filter_words(offer, wanted),
        next_url=_url(offer, cursor=page.next_cursor) if page.next_cursor else "",
        previous_url=_url(offer, cursor=page.previous_cursor) if page.previous_cursor else "",
        made_at=now(),
    )


@pages.get("/organise/deliveries/<uuid:delivery_id>/registrations/export")
@pages.get("/organise/events/<uuid:event_id>/registrations/export")
@requires(may_see_some_registrations)
def export_registrations(**named: Any) -> Response:
    """Hand out the whole filtered list as a spreadsheet or as CSV."""
    offer = visible_offer(**named)
    rows = queries.list_registrations(read_filter(offer))
    head, cells = _table(offer, rows)
    title = _("Registrations")
    if request.args.get("format") == "csv":
        content, media_type, ending = to_csv(head, cells), "text/csv; charset=utf-8", "csv"
    else:
        content, media_type, ending = to_xlsx(title, head, cells), SPREADSHEET, "xlsx"
    name = f"{title.lower()}-{format_date(now(), 'short').replace(' ', '').replace('.', '-')}.{ending}"
    return Response(content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def visible_offer(**named: Any) -> Offer:
    """Return a delivery or a stand-alone event whose registrations the person may see; others do not find it."""
    offer = queries.get_offer(**named)
    ensure(may_see_registrations(current_user, offer.programme_id))
    return offer


def read_filter(offer: Offer) -> ListFilter:
    """Read the filter from the address; what makes no sense is a page that does not exist."""
    args = request.args
    sort = args.get("sort") or "-received"
    if sort.lstrip("-") not in SORTS:
        abort(404)
    try:
        return ListFilter(
            offer_id=offer.id,
            visible=organisations_visible_to(current_user, offer.programme_id),
            state=PlaceState(args["state"]) if args.get("state") else None,
            event_id=uuid.UUID(args["session"]) if args.get("session") else None,
            country=args.get("country", ""),
            organisation_id=uuid.UUID(args["municipality"]) if args.get("municipality") else None,
            locale=args.get("language", ""),
            since=date.fromisoformat(args["since"]) if args.get("since") else None,
            name=args.get("q", "")[:100],
            sort=sort.lstrip("-"),
            descending=sort.startswith("-"),
        )
    except ValueError:
        abort(404)


def session_name(offer: Offer, event_id: uuid.UUID) -> str:
    """Name a session by day and town."""
    event = next((event for event in offer.events if event.id == event_id), None)
    return f"{format_date(event.starts_at, 'short', event.time_zone)}, {event.town}" if event else ""


def _url(offer: Offer, **changes: Any) -> str:
    """Return this list's address with other filters; a change begins at the first page."""
    values: dict[str, Any] = {**request.args, "cursor": None, **changes}
    return url_for(".list_registrations", **offer.address, **{k: v for k, v in values.items() if v})


def _exports(offer: Offer) -> dict[str, str]:
    """Return the addresses of the filtered list as files."""
    values: dict[str, Any] = {**request.args, **offer.address}
    return {name: url_for(".export_registrations", **{**values, "format": name}) for name in ("xlsx", "csv")}


def _filters(offer: Offer, wanted: ListFilter) -> list[dict[str, object]]:
    municipalities = queries.list_municipalities(offer.id, wanted.visible)
    options: list[tuple[str, str, object, list[tuple[Any, str]]]] = [
        ("country", _("Country"), wanted.country, [(code, country_name(code)) for code in ("SI", "AT")]),
        ("municipality", _("Municipality"), wanted.organisation_id or "", list(municipalities)),
        ("language", _("Language"), wanted.locale, [(code, LANGUAGE_NAMES[code]) for code in LOCALES]),
    ]
    if offer.delivery_id:
        names = [(event.id, session_name(offer, event.id)) for event in offer.events]
        options.append(("session", _("Session"), wanted.event_id or "", names))
    filters: list[dict[str, object]] = [
        {"name": name, "label": label, "value": value, "options": choices, "clear_url": _url(offer, **{name: None})}
        for name, label, value, choices in options
    ]
    day = request.args.get("since", "")
    since: dict[str, object] = {"name": "since", "label": _("Received since"), "kind": "date", "value": day}
    name: dict[str, object] = {"name": "q", "label": _("Name in this list"), "kind": "search", "value": wanted.name}
    return [*filters, since | {"clear_url": _url(offer, since=None)}, name | {"clear_url": _url(offer, q=None)}]


def _filter_words(offer: Offer, wanted: ListFilter) -> str:
    """Say the filters as a sentence, for paper."""
    words = [
        str(STATE_WORDS[wanted.state]) if wanted.state else _("all states"),
        session_name(offer, wanted.event_id) if wanted.event_id else "",
        country_name(wanted.country) if wanted.country else "",
        LANGUAGE_NAMES.get(wanted.locale, ""),
        _("received since %(date)s", date=format_date(wanted.since)) if wanted.since else "",
        f"„{wanted.name}“" if wanted.name else "",
    ]
    return ", ".join(word for word in words if word)


def _tabs(offer: Offer, counts: dict[PlaceState | None, int], wanted: ListFilter) -> list[dict[str, object]]:
    tabs: list[dict[str, object]] = [
        {
            "label": _("All"),
            "count": counts.get(None, 0),
            "url": _url(offer, state=None),
            "is_current": wanted.state is None,
        }
    ]
    for state in TABS:
        tabs.append(
            {
                "label": _capitalised(str(STATE_WORDS[state])),
                "count": counts.get(state, 0),
                "url": _url(offer, state=state.value),
                "is_current": wanted.state is state,
            }
        )
    return tabs


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sorted_columns(offer: Offer, wanted: ListFilter) -> dict[str, dict[str, str]]:
    """Return for each sort the address that turns to it, or turns it round, and how it is sorted now."""
    columns = {}
    for name in SORTS:
        is_current = wanted.sort == name
        turned = not wanted.descending if is_current else name == "received"
        now_sorted = "descending" if wanted.descending else "ascending"
        columns[name] = {
            "sort_url": _url(offer, sort=f"-{name}" if turned else name),
            "sorted": now_sorted if is_current else "",
        }
    return columns


def _session_columns(offer: Offer) -> Sequence[Event]:
    """Return the sessions that have a column of their own; of many sessions none has."""
    return offer.events if len(offer.events) <= MOST_SESSION_COLUMNS else ()


def _columns(offer: Offer, wanted: ListFilter) -> list[dict[str, str]]:
    sorts = _sorted_columns(offer, wanted)
    states = [{"label": session_name(offer, event.id)} for event in _session_columns(offer)]
    return [
        {"label": _("Name"), **sorts["name"]},
        {"label": _("Municipality"), **sorts["municipality"]},
        {"label": _("Function")},
        *(states or [{"label": _("State")}]),
        {"label": _("Language")},
        {"label": _("Received"), **sorts["received"]},
    ]


def _table(offer: Offer, rows: list[RegistrationRow]) -> tuple[list[str], list[list[str]]]:
    """Return head and cells of the export: one column per session."""
    head = [_("Surname"), _("First name"), _("E-mail address"), _("Municipality"), _("Country"), _("Function")]
    head += [_("Language"), _("Photos"), _("Received")]
    head += [f"{session_name(offer, event.id)}: {title_of(event.title)}" for event in offer.events]
    cells = []
    for row in rows:
        states = [row.states.get(event.id) for event in offer.events]
        cells.append(
            [row.last_name, row.first_name, row.email, row.organisation_name or "", row.country or ""]
            + [row.job_title or "", row.locale, _("yes") if row.photo_consent else _("no")]
            + [format_datetime(row.received_at, "short")]
            + [str(STATE_WORDS[state]) if state else "" for state in states]
        )
    return head, cells


def everybody(offer: Offer) -> ListFilter:
    """Return the filter that lets through everybody the person may see."""
    visible = organisations_visible_to(current_user, offer.programme_id)
    return ListFilter(offer_id=offer.id, visible=visible)
