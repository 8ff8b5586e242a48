"""What the macros show of visits and stops, in the reader's language."""

from app.kernel.i18n import format_time, format_time_range, format_zone
from app.kernel.web import show_localized
from app.visits.models import ItineraryStop


def stop_row(stop: ItineraryStop) -> dict[str, object]:
    """Return what the macro itinerary_stop shows of a stop, in the time of its own zone."""
    zone = stop.time_zone
    times = format_time_range(stop.start, stop.end, zone) if stop.end else format_time(stop.start, zone)
    return {
        "id": stop.id,
        "kind": stop.kind,
        "time_text": times,
        "zone_text": f"{format_zone(stop.start, zone)}, {zone}",
        "title": show_localized(stop.title),
        "description": show_localized(stop.description) if stop.description else "",
        "place": stop.place,
        "host": stop.host or "",
    }
