"""The blueprint that all views of the feature share, and the programme they speak of."""

from flask import Blueprint, g
from flask_login import current_user

from app.kernel.access import ensure
from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.permissions import STAFF, may_read_evidence
from app.programmes.queries import find_current_programme, get_programme

pages = Blueprint("courses", __name__)


def current_programme() -> Programme | None:
    """Return the programme the public pages speak of, asked for once per request."""
    if "programme" not in g:
        g.programme = find_current_programme(now())
    return g.programme


def programme_at_the_desk() -> Programme:
    """Return the programme a member of staff works in: the current one, or else the first they have a role in."""
    programme = current_programme()
    if programme is not None and may_read_evidence(current_user, programme.id):
        return programme
    held = [role.programme_id for role in current_user.roles if role.role in STAFF]
    ensure(bool(held))
    return get_programme(held[0])
