"""What was done to the working text, so that it can be undone and told."""

import uuid
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Instant, Model, choice


class ChangeKind(StrEnum):
    """What a person did."""

    WRITTEN = "written"
    CONFIRMED = "confirmed"
    SOURCE_CHOSEN = "source_chosen"
    KIND_CHANGED = "kind_changed"
    ADDED = "added"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    SECTION_ADDED = "section_added"
    SECTION_NAMED = "section_named"
    SECTION_MOVED = "section_moved"
    SECTION_REMOVED = "section_removed"
    IMPORTED = "imported"
    CHAPTER_NAMED = "chapter_named"


class Change(Model):
    """One change of a chapter's working text: what it touched, as it was before and as it was after."""

    __tablename__ = "handbook_change"
    __table_args__ = (
        sa.UniqueConstraint("chapter_id", "number", name="uq_handbook_change_number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Counts within the chapter, from 1."""
    kind: Mapped[ChangeKind] = choice(ChangeKind, "kind")
    block_id: Mapped[uuid.UUID | None]
    """The block it was done to; it may be gone."""
    locale: Mapped[str | None]
    is_cosmetic: Mapped[bool] = mapped_column(default=False)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Entries of `rules.changes`, None for what was not there."""
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[Instant]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    undone_at: Mapped[Instant | None]
