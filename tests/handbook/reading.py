"""Read the handbook as everybody does: from an edition."""

import sqlalchemy as sa

from app.handbook.models import Chapter
from app.kernel.database import db, transaction
from app.programmes.models import Programme
from tests.factories.handbook import make_edition


def read(client, address: str):
    """Publish what was written so far, and open the page."""
    with transaction():
        for programme_id in db.session.scalars(sa.select(Chapter.programme_id).distinct()):
            make_edition(db.session.get(Programme, programme_id))
    return client.get(address)
