"""Everything that can be done with registrations and places."""

from app.registration.actions.arrival import (
    Application,
    Visitor,
    register,
    register_invited,
    register_visitor,
    remind_visitor,
)
from app.registration.actions.consequences import cancel_places_of_delivery, cancel_places_of_event, fill_free_places
from app.registration.actions.departure import withdraw
from app.registration.actions.desk import confirm, decline, put_on_waiting_list, withdraw_for
from app.registration.actions.move import move_to_delivery, move_to_event
from app.registration.actions.places import promote_waiting

__all__ = [
    "Application",
    "Visitor",
    "cancel_places_of_delivery",
    "cancel_places_of_event",
    "confirm",
    "decline",
    "fill_free_places",
    "move_to_delivery",
    "move_to_event",
    "promote_waiting",
    "put_on_waiting_list",
    "register",
    "register_invited",
    "register_visitor",
    "remind_visitor",
    "withdraw",
    "withdraw_for",
]
