"""Pages of events: the public calendar, and the desk where deliveries are planned."""

from app.events.views import calendar, deliveries, sessions
from app.events.views.blueprint import pages

__all__ = ["calendar", "deliveries", "pages", "sessions"]
