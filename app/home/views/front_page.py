"""The front page: what the programme is, what comes next, where to go."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template, url_for
from flask_login import current_user

from app.courses.queries import list_modules
from app.events.queries import EventRow, list_upcoming_events
from app.events.rules import Booking
from app.events.rules.lines import EventLine, event_line
from app.handbook.queries import find_latest_edition, list_chapters
from app.handbook.rules.words import PILLAR_NAMES
from app.home.views.blueprint import pages
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.i18n import current_locale
from app.programmes.models import Programme
from app.programmes.permissions import may_create_programmes
from app.programmes.queries import find_current_programme, list_participating_municipalities

EVENTS_SHOWN = 5


@pages.get("/")
@public
def show_front_page() -> str:
    """Show the programme to everybody."""
    programme = find_current_programme(now())
    if programme is None:
        return render_template("home/show_empty_front_page.html", may_create=may_create_programmes(current_user))
    at = now()
    events = list_upcoming_events(programme.id, at, EVENTS_SHOWN)
    lines = [event_line(row, at=at, url=url_for("events.show_event", event_id=row.id)) for row in events]
    return render_template(
        "home/show_front_page.html",
        programme_row=programme,
        next_event=_next_to_join(events, lines, at=at),
        lines=lines,
        modules=list_modules(programme.id),
        contents=_contents(programme),
        regions=list_participating_municipalities(programme.id),
    )


def _next_to_join(
    events: Sequence[EventRow], lines: Sequence[EventLine], *, at: datetime
) -> tuple[EventRow, EventLine] | None:
    """Return the next event with free places; if there is none, the next event."""
    pairs = list(zip(events, lines, strict=True))
    return next((pair for pair in pairs if pair[0].booking(at) is Booking.OPEN), pairs[0] if pairs else None)


def _contents(programme: Programme) -> list[dict[str, object]]:
    """Return the chapters for `contents_list`, each pillar's name before its first one."""
    lines: list[dict[str, object]] = []
    pillar = None
    edition = find_latest_edition(programme.id)
    for chapter in list_chapters(edition) if edition else []:
        title, locale = chapter.title.shown_in(current_locale())
        lines.append(
            {
                "number": chapter.number,
                "title": title,
                "locale": "" if locale == current_locale() else locale,
                "url": url_for("handbook.show_chapter", chapter=chapter.number),
                "group": str(PILLAR_NAMES[chapter.pillar]) if chapter.pillar is not pillar else "",
            }
        )
        pillar = chapter.pillar
    return lines
