"""The blueprint that the corners of this room share, and the way to the programme an address names."""

import uuid

from flask import Blueprint
from flask_login import current_user

from app.kernel.access import ensure
from app.programmes.models import Programme
from app.programmes.permissions import may_organise
from app.programmes.queries import get_programme

pages = Blueprint("programmes", __name__)


def own_programme(programme_id: uuid.UUID) -> Programme:
    """Return the programme if the person asking organises it; others may not know of it."""
    ensure(may_organise(current_user, programme_id))
    return get_programme(programme_id)
