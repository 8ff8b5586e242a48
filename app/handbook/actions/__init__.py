"""What can be done with the handbook: edit its working text, take files over, publish chapters."""

from app.handbook.actions.editing import Done, edit, undo, write_text
from app.handbook.actions.importing import (
    add_chapter,
    keep_draft,
    remove_old_drafts,
    take_over_draft,
    take_over_text,
)
from app.handbook.actions.publishing import publish_chapter, withdraw_chapter

__all__ = [
    "Done",
    "add_chapter",
    "edit",
    "keep_draft",
    "publish_chapter",
    "remove_old_drafts",
    "take_over_draft",
    "take_over_text",
    "undo",
    "withdraw_chapter",
    "write_text",
]
