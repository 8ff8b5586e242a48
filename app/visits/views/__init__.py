"""Pages of study visits: for everybody, and for those who plan them."""

from app.visits.views.blueprint import pages

from app.visits.views import planning, visits  # isort: skip

__all__ = ["pages", "planning", "visits"]
