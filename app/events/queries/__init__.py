"""What we know of deliveries and events."""

from app.events.queries.calendar import (
    CalendarFilter,
    EventRow,
    get_event_row,
    list_calendar,
    list_calendar_months,
    list_calendar_towns,
    list_events_of_delivery,
    list_next_sessions,
    list_sessions_to_come,
    list_upcoming_events,
)
from app.events.queries.deliveries import (
    DeliveryFilter,
    DeliveryRow,
    get_delivery,
    get_delivery_for_lists,
    list_delivery_choices,
    list_module_choices,
    list_open_deliveries,
    page_deliveries,
)
from app.events.queries.events import (
    Venue,
    find_busy_trainer,
    get_event,
    list_possible_contacts,
    list_possible_trainers,
    list_venues,
)

__all__ = [
    "Venue",
    "CalendarFilter",
    "DeliveryFilter",
    "DeliveryRow",
    "EventRow",
    "find_busy_trainer",
    "get_delivery",
    "get_delivery_for_lists",
    "get_event",
    "get_event_row",
    "list_calendar",
    "list_calendar_months",
    "list_calendar_towns",
    "list_delivery_choices",
    "list_events_of_delivery",
    "list_module_choices",
    "list_next_sessions",
    "list_open_deliveries",
    "list_possible_contacts",
    "list_possible_trainers",
    "list_sessions_to_come",
    "list_upcoming_events",
    "list_venues",
    "page_deliveries",
]
