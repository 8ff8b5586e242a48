"""What can be done with the handbook: edit its working text, take files over, review chapters, publish editions."""

from app.handbook.actions.assignments import (
    Task,
    assign_chapter,
    finish_assignment,
    remind_of_assignments,
    remove_assignment,
)
from app.handbook.actions.downloads import ask_for_download, give_up_download, keep_download
from app.handbook.actions.editing import Done, edit, undo, write_text
from app.handbook.actions.editions import publish_draft, publish_edition
from app.handbook.actions.exchange import keep_translation, take_over_translation, take_over_translation_draft
from app.handbook.actions.figures import add_figure, keep_picture, write_figure
from app.handbook.actions.glossary import (
    add_terms,
    change_term,
    find_terms,
    refresh_glossary,
    remove_term,
    take_over_table,
)
from app.handbook.actions.importing import (
    add_chapter,
    keep_draft,
    remove_old_drafts,
    take_over_draft,
    take_over_text,
)
from app.handbook.actions.review import approve, hand_in, send_back
from app.handbook.actions.searching import index_anew, index_edition, index_missing_editions

__all__ = [
    "Done",
    "Task",
    "add_chapter",
    "add_figure",
    "add_terms",
    "approve",
    "assign_chapter",
    "change_term",
    "ask_for_download",
    "give_up_download",
    "keep_download",
    "edit",
    "find_terms",
    "finish_assignment",
    "hand_in",
    "index_anew",
    "index_edition",
    "index_missing_editions",
    "keep_draft",
    "keep_picture",
    "keep_translation",
    "publish_draft",
    "publish_edition",
    "refresh_glossary",
    "remind_of_assignments",
    "remove_assignment",
    "remove_old_drafts",
    "remove_term",
    "take_over_draft",
    "take_over_table",
    "take_over_text",
    "take_over_translation",
    "take_over_translation_draft",
    "send_back",
    "undo",
    "write_figure",
    "write_text",
]
