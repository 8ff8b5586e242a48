"""What we know of the handbook: its contents, a section's text, and how far each language is."""

from app.handbook.queries.contents import (
    ChapterEntry,
    ReadingPlace,
    SectionEntry,
    SectionFacts,
    get_chapter,
    get_reading_place,
    get_section,
    list_chapters,
    list_minutes_to_read,
    list_outline,
    list_section_titles,
)
from app.handbook.queries.texts import SectionText, ShownBlock, list_stored, read_section

__all__ = [
    "ChapterEntry",
    "ReadingPlace",
    "SectionEntry",
    "SectionFacts",
    "SectionText",
    "ShownBlock",
    "get_chapter",
    "get_reading_place",
    "get_section",
    "list_chapters",
    "list_minutes_to_read",
    "list_outline",
    "list_section_titles",
    "list_stored",
    "read_section",
]
