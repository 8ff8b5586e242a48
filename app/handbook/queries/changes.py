"""What was done to a chapter, and earlier wordings."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.models import Person
from app.handbook.models import Change, ChangeKind, Wording
from app.kernel.database import db

MOST_CHANGES = 100


@dataclass(frozen=True)
class ChangeRow:
    """A change as a list shows it; `actor` is empty for the house itself."""

    number: int
    kind: ChangeKind
    block_id: uuid.UUID | None
    locale: str | None
    is_cosmetic: bool
    at: datetime
    actor: str
    undone_at: datetime | None


def list_changes(chapter_id: uuid.UUID, limit: int = MOST_CHANGES) -> list[ChangeRow]:
    """Return the last changes of a chapter, the latest first."""
    rows = db.session.execute(
        sa.select(
            Change.number,
            Change.kind,
            Change.block_id,
            Change.locale,
            Change.is_cosmetic,
            Change.at,
            sa.func.concat_ws(" ", Person.first_name, Person.last_name).label("actor"),
            Change.undone_at,
        )
        .outerjoin(Person, Person.id == Change.actor_id)
        .where(Change.chapter_id == chapter_id)
        .order_by(Change.number.desc())
        .limit(limit)
    )
    return [ChangeRow(**{**row._mapping, "actor": row.actor or ""}) for row in rows]


def find_wording(text_hash: str | None) -> str | None:
    """Return an earlier text by its hash; None if it is not known any more."""
    return db.session.scalar(sa.select(Wording.body).where(Wording.hash == text_hash)) if text_hash else None
