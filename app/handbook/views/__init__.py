"""What people see of the handbook: reading it, the desk, and the import."""

from app.handbook.views import reading
from app.handbook.views.blueprint import pages

__all__ = ["pages", "reading"]
