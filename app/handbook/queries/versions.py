"""Which handbook is read: an edition, or the working text that the programme's staff see."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.handbook.models import Edition, EditionChange
from app.kernel.database import db
from app.kernel.errors import NotFound


@dataclass(frozen=True)
class Version:
    """An edition, or with no `edition_id` the working text."""

    programme_id: uuid.UUID
    edition_id: uuid.UUID | None = None
    number: int = 0
    published_at: datetime | None = None
    is_latest: bool = False

    @property
    def in_address(self) -> int | str | None:
        """Return what an address says of it: nothing for the latest edition, a number for an older one."""
        if self.edition_id is None:
            return DRAFT
        return None if self.is_latest else self.number


DRAFT = "draft"


def list_editions(programme_id: uuid.UUID) -> list[Version]:
    """Return the published editions, the latest first."""
    rows = db.session.execute(
        sa.select(Edition.id, Edition.number, Edition.published_at)
        .where(Edition.programme_id == programme_id, Edition.published_at.is_not(None))
        .order_by(Edition.number.desc())
    )
    return [
        Version(programme_id, row.id, row.number, row.published_at, is_latest=index == 0)
        for index, row in enumerate(rows)
    ]


def find_latest_edition(programme_id: uuid.UUID) -> Version | None:
    """Return the edition that everybody reads; None before the first."""
    return next(iter(list_editions(programme_id)), None)


def next_edition_number(programme_id: uuid.UUID) -> int:
    """Return the number the next edition will have."""
    latest = find_latest_edition(programme_id)
    return latest.number + 1 if latest else 1


def get_edition(programme_id: uuid.UUID, number: int) -> Version:
    """Return a published edition by its number."""
    for version in list_editions(programme_id):
        if version.number == number:
            return version
    raise NotFound


def list_edition_changes(edition_id: uuid.UUID) -> list[EditionChange]:
    """Return what an edition says is new in it, in the order of the handbook."""
    found = sa.select(EditionChange).where(EditionChange.edition_id == edition_id)
    return list(db.session.scalars(found.order_by(EditionChange.position, EditionChange.id)))
