"""What people see of the handbook: reading it, the desk, its editions, and the import."""

from app.handbook.views.blueprint import pages

from app.handbook.views import desk, editions, importing, reading  # isort: skip

__all__ = ["desk", "editions", "importing", "pages", "reading"]
