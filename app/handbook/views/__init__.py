"""What people see of the handbook: reading it, the desk, and the import."""

from app.handbook.views.blueprint import pages

from app.handbook.views import desk, importing, reading  # isort: skip

__all__ = ["desk", "importing", "pages", "reading"]
