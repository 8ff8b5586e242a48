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
from app.handbook.queries.desk import LanguageProgress, get_draft, list_progress
from app.handbook.queries.texts import SectionText, ShownBlock, get_manuscript, read_section

__all__ = [
    "ChapterEntry",
    "LanguageProgress",
    "ReadingPlace",
    "SectionEntry",
    "SectionFacts",
    "SectionText",
    "ShownBlock",
    "get_chapter",
    "get_draft",
    "get_reading_place",
    "get_section",
    "list_chapters",
    "list_minutes_to_read",
    "list_outline",
    "list_progress",
    "list_section_titles",
    "get_manuscript",
    "read_section",
]
