"""The blueprint that all views of the feature share, and the programme they speak of."""

from flask import Blueprint
from flask_login import current_user

from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.queries import get_programme_at_the_desk

pages = Blueprint("courses", __name__)


def programme_at_the_desk() -> Programme:
    """Return the programme a member of staff works in: the current one, or else the first they have a role in."""
    return get_programme_at_the_desk(current_user, now())
