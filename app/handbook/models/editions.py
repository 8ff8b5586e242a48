"""Editions: the handbook as it was published, frozen. The database refuses to change a published one."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.handbook.models.text import Pillar
from app.kernel.database import Instant, Model, choice
from app.kernel.locales import Localized, LocalizedText


class Edition(Model):
    """One published state of a programme's handbook; `published_at` is None while it is being made."""

    __tablename__ = "edition"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "number", name="uq_edition_number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("cardinality(languages) > 0", name="has_language"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    number: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    """In which it is complete; readers may still choose another, and are shown what is missing."""
    published_at: Mapped[Instant | None]
    published_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)


class EditionChapter(Model):
    """A chapter as it stands in an edition."""

    __tablename__ = "edition_chapter"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "chapter_id", name="uq_edition_chapter_once"),
        sa.UniqueConstraint("edition_id", "number", name="uq_edition_chapter_number"),
    )

    edition_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition.id", ondelete="CASCADE"))
    chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("chapter.id"), index=True)
    number: Mapped[int]
    pillar: Mapped[Pillar] = choice(Pillar, "pillar")
    title: Mapped[LocalizedText] = mapped_column(Localized)


class EditionSection(Model):
    """A section as it stands in an edition."""

    __tablename__ = "edition_section"
    __table_args__ = (
        sa.UniqueConstraint("edition_chapter_id", "number", name="uq_edition_section_number"),
        sa.Index(None, "section_id"),
    )

    edition_chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition_chapter.id", ondelete="CASCADE"))
    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id"))
    number: Mapped[int]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    tables_before: Mapped[int]
    """Tables of the chapter in earlier sections, which its own are numbered after."""
    figures_before: Mapped[int] = mapped_column(server_default="0")
    """Figures likewise."""


class EditionText(Model):
    """A section as a reader of one language sees it in an edition; what the language misses is in another."""

    __tablename__ = "edition_text"
    __table_args__ = (sa.UniqueConstraint("edition_section_id", "language", name="uq_edition_text_language"),)

    edition_section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition_section.id", ondelete="CASCADE"))
    language: Mapped[str]
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Blocks in order, each as `rules.shown.ShownBlock.from_json` reads it."""
    letters: Mapped[int]


class EditionChange(Model):
    """What is new in a section since the edition before, as the editors tell it."""

    __tablename__ = "edition_change"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "position", name="uq_edition_change_position"),
        sa.CheckConstraint("kind IN ('added', 'changed', 'removed')", name="kind_known"),
    )

    edition_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str]
    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id"), index=True)
    chapter_number: Mapped[int]
    section_number: Mapped[int]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    note: Mapped[LocalizedText] = mapped_column(Localized)
    """What changed, in the editors' words; empty where they said nothing."""
