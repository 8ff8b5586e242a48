"""The blueprint of the feature, and the programme its pages speak of."""

from flask import Blueprint, g
from flask_login import current_user

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.programmes.models import Programme
from app.programmes.permissions import STAFF, may_read_evidence
from app.programmes.queries import find_current_programme, get_programme

pages = Blueprint("events", __name__)


def find_programme() -> Programme | None:
    """Return the programme the public pages speak of; the page's head asks for it only once."""
    if "programme" not in g:
        g.programme = find_current_programme(now())
    return g.programme


def get_planned_programme() -> Programme:
    """Return the programme that a member of staff plans: the current one, or else the first they work in."""
    programme = find_programme()
    if programme and may_read_evidence(current_user, programme.id):
        return programme
    for held in current_user.roles:
        if held.role in STAFF:
            return get_programme(held.programme_id)
    raise NotFound
