"""What can be done with programmes: describe them, name who takes part, keep their logos."""

from app.programmes.actions.logos import add_logo, move_logo, remove_logo
from app.programmes.actions.setup import (
    add_part,
    change_programme,
    create_programme,
    move_part,
    name_lead,
    remove_part,
)

__all__ = [
    "add_logo",
    "add_part",
    "change_programme",
    "create_programme",
    "move_logo",
    "move_part",
    "name_lead",
    "remove_logo",
    "remove_part",
]
