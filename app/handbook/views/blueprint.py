"""The blueprint, and what its views ask first."""

from flask import Blueprint, g

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme

pages = Blueprint("handbook", __name__)


def find_programme() -> Programme | None:
    """Return the programme the public pages speak of; the page's head has asked for it perhaps."""
    if "programme" not in g:
        g.programme = find_current_programme(now())
    return g.programme


def get_programme() -> Programme:
    """Return the programme the public pages speak of; without one there is no handbook."""
    programme = find_programme()
    if programme is None:
        raise NotFound
    return programme
