"""The blueprint of the feature, and the programme its desk plans."""

from flask import Blueprint
from flask_login import current_user

from app.kernel.clock import now
from app.programmes.models import Programme
from app.programmes.queries import get_programme_at_the_desk

pages = Blueprint("events", __name__)


def get_planned_programme() -> Programme:
    """Return the programme that a member of staff plans: the current one, or else the first they work in."""
    return get_programme_at_the_desk(current_user, now())
