"""What we know of the handbook: its contents, a section's text, and how far each language is."""

from app.handbook.queries.changes import ChangeRow, find_wording, list_changes
from app.handbook.queries.contents import (
    ChapterEntry,
    ReadingPlace,
    SectionEntry,
    SectionFacts,
    find_numbers,
    get_chapter,
    get_reading_place,
    get_section,
    list_chapters,
    list_minutes_to_read,
    list_outline,
    list_section_titles,
)
from app.handbook.queries.desk import LanguageProgress, get_draft, get_translation_draft, list_progress
from app.handbook.queries.figures import list_checked_texts, list_gaps, list_kept_pictures, list_pictures_named
from app.handbook.queries.glossary import (
    GlossaryEntry,
    get_term,
    list_entries,
    list_section_numbers,
    list_spoken_terms,
)
from app.handbook.queries.planned import list_planned_changes
from app.handbook.queries.searching import (
    Passage,
    find_searchable_edition,
    list_matches,
    list_passages,
    look_up_terms,
)
from app.handbook.queries.texts import get_manuscript, list_languages, read_section, read_working_section
from app.handbook.queries.versions import (
    DRAFT,
    Version,
    find_latest_edition,
    get_edition,
    list_edition_changes,
    list_editions,
    next_edition_number,
)

__all__ = [
    "DRAFT",
    "ChangeRow",
    "ChapterEntry",
    "GlossaryEntry",
    "LanguageProgress",
    "Passage",
    "ReadingPlace",
    "SectionEntry",
    "SectionFacts",
    "Version",
    "find_latest_edition",
    "find_numbers",
    "find_searchable_edition",
    "find_wording",
    "get_chapter",
    "get_edition",
    "get_draft",
    "get_reading_place",
    "get_section",
    "get_term",
    "get_translation_draft",
    "list_changes",
    "list_chapters",
    "list_checked_texts",
    "list_edition_changes",
    "list_editions",
    "list_gaps",
    "list_kept_pictures",
    "list_entries",
    "list_languages",
    "list_matches",
    "list_minutes_to_read",
    "list_outline",
    "list_passages",
    "list_pictures_named",
    "list_planned_changes",
    "list_progress",
    "list_section_numbers",
    "list_section_titles",
    "list_spoken_terms",
    "get_manuscript",
    "look_up_terms",
    "next_edition_number",
    "read_section",
    "read_working_section",
]
