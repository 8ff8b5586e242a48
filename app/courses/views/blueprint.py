"""The blueprint that all views of the feature share, and the programme they speak of."""

from flask import Blueprint, g
from flask_login import current_user

from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme, get_programme_at_the_desk

pages = Blueprint("courses", __name__)


def current_programme() -> Programme | None:
    """Return the programme the public pages speak of, asked for once per request."""
    if "programme" not in g:
        g.programme = find_current_programme(now())
    return g.programme


def programme_at_the_desk() -> Programme:
    """Return the programme a member of staff works in: the current one, or else the first they have a role in."""
    return get_programme_at_the_desk(current_user, current_programme())
