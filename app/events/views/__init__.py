"""Pages of events: the public calendar, and the desk where deliveries are planned."""

from app.events.views import calendar, deliveries, of_module, sessions
from app.events.views.blueprint import pages

__all__ = ["calendar", "deliveries", "of_module", "pages", "sessions"]
