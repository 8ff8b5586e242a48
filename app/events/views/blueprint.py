"""The blueprint of the feature, and the programme its pages speak of."""

from flask import Blueprint, g
from flask_login import current_user

from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme, get_programme_at_the_desk

pages = Blueprint("events", __name__)


def find_programme() -> Programme | None:
    """Return the programme the public pages speak of; the page's head asks for it only once."""
    if "programme" not in g:
        g.programme = find_current_programme(now())
    return g.programme


def get_planned_programme() -> Programme:
    """Return the programme that a member of staff plans: the current one, or else the first they work in."""
    return get_programme_at_the_desk(current_user, find_programme())
