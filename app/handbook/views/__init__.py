"""What people see of the handbook: reading and searching it, its glossary, the desk, its editions, and the import."""

from app.handbook.views.blueprint import pages

from app.handbook.views import arranging, assignments, desk, downloads, editions, exchange, figures, glossary  # isort: skip
from app.handbook.views import glossary_desk, glossary_tables  # isort: skip
from app.handbook.views import note_list, notes  # isort: skip
from app.handbook.views import importing, reading, searching, unsaved, writing  # isort: skip

__all__ = [
    "arranging",
    "assignments",
    "desk",
    "downloads",
    "editions",
    "exchange",
    "figures",
    "glossary",
    "glossary_desk",
    "glossary_tables",
    "importing",
    "note_list",
    "notes",
    "pages",
    "reading",
    "searching",
    "unsaved",
    "writing",
]
