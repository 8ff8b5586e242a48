"""What can be done to the working text of a chapter: each edit takes the text as it is and returns what it becomes."""

from collections.abc import Callable

from app.handbook.rules.editing.arranging import add, merge, move, move_by, remove, split
from app.handbook.rules.editing.places import find_place, get_block, get_section
from app.handbook.rules.editing.sections import add_section, move_section, name_section, remove_section
from app.handbook.rules.editing.writing import change_kind, confirm, make_source, new_block, write, written
from app.handbook.rules.manuscript import Manuscript

Edit = Callable[[Manuscript], Manuscript]
"""An edit with everything but the text it is made on."""

__all__ = [
    "Edit",
    "add",
    "add_section",
    "change_kind",
    "confirm",
    "find_place",
    "get_block",
    "get_section",
    "make_source",
    "merge",
    "move",
    "move_by",
    "move_section",
    "name_section",
    "new_block",
    "remove",
    "remove_section",
    "split",
    "write",
    "written",
]
