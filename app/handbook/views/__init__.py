"""What people see of the handbook: reading and searching it, the desk, its editions, and the import."""

from app.handbook.views.blueprint import pages

from app.handbook.views import arranging, desk, editions, exchange, figures, importing, reading, searching, writing  # isort: skip

__all__ = [
    "arranging",
    "desk",
    "editions",
    "exchange",
    "figures",
    "importing",
    "pages",
    "reading",
    "searching",
    "writing",
]
