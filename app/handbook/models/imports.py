"""Files that were read and wait to be taken over."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.handbook.models.text import Chapter, Pillar
from app.kernel.database import Model, choice


class ImportDraft(Model):
    """A file that was read and waits for a person's word; a job removes it after some days."""

    __tablename__ = "import_draft"
    __table_args__ = (
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name="locale_known"),
        sa.CheckConstraint("(chapter_id IS NULL) = (pillar IS NOT NULL)", name="new_chapter_has_pillar"),
        sa.Index(None, "created_at"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"), index=True)
    """None if it becomes a new chapter."""
    pillar: Mapped[Pillar | None] = choice(Pillar, "pillar")
    locale: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """A `rules.parsed.ParsedChapter`."""

    chapter: Mapped[Chapter | None] = relationship(lazy="raise")


class TranslationDraft(Model):
    """A file of a translation office that was read and waits for a person's word; a job removes it after some days."""

    __tablename__ = "translation_draft"
    __table_args__ = (sa.Index(None, "created_at"),)

    chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """A `rules.exchange.ReturnedFile`."""
