"""What a module's page says of its deliveries to come."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import url_for

from app.events.queries import EventRow, list_next_sessions, list_sessions_to_come
from app.events.rules import TAKES_REGISTRATIONS
from app.events.rules.lines import EventLine, event_line
from app.events.views.blueprint import pages
from app.kernel.clock import now
from app.kernel.i18n import current_locale, format_range, ngettext
from app.programmes.queries import find_current_programme


@pages.app_context_processor
def module_facts() -> dict[str, Any]:
    """Let the pages of modules ask when they take place."""
    return {"upcoming_deliveries": _upcoming_deliveries, "next_sessions_of_modules": _next_sessions_of_modules}


def _upcoming_deliveries(module_id: uuid.UUID) -> list[EventLine]:
    """Return one line for each delivery that is not over; it leads to the page where one registers."""
    rows = list_sessions_to_come(module_id, now())
    return [_line(list(sessions)) for _delivery_id, sessions in groupby(rows, key=lambda row: row.delivery_id)]


def _next_sessions_of_modules() -> dict[uuid.UUID, EventLine]:
    """Return by module a line for its next session; it leads to the delivery, where one registers."""
    at = now()
    programme = find_current_programme(at)
    rows = list_next_sessions(programme.id, at) if programme else {}
    return {
        module_id: event_line(row, at=at, url=url_for("events.show_delivery", delivery_id=row.delivery_id))
        for module_id, row in rows.items()
    }


def _line(sessions: Sequence[EventRow]) -> EventLine:
    """Say of a delivery when and where its sessions are, and whether one may register for any of them."""
    at, first = now(), sessions[0]
    told = next((row for row in sessions if row.booking(at) in TAKES_REGISTRATIONS), first)
    line = event_line(told, at=at, url=url_for("events.show_delivery", delivery_id=first.delivery_id))
    return replace(
        line,
        date_text=format_range(first.starts_at, sessions[-1].ends_at, first.time_zone, style="short"),
        time_text=ngettext("%(num)d session to come", "%(num)d sessions to come", len(sessions)),
        title=(first.delivery_title or first.title).text(current_locale()),
        kind_text=", ".join(dict.fromkeys(row.town for row in sessions)) + f" · {line.languages_text}",
        place="",
        address="",
        languages_text="",
    )
