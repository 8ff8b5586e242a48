"""What the search looks through: the latest edition's passages, and which words are forms of one another.

All of it is made from editions and can be made anew.
"""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Model, choice


class PassageKind(StrEnum):
    """Where words stand, from which follows what it is worth to find them there."""

    TITLE = "title"
    HEADING = "heading"
    CHAPTER = "chapter"
    TEXT = "text"


class SearchPassage(Model):
    """A block of a section, or its title, in one language."""

    __tablename__ = "search_passage"
    __table_args__ = (
        sa.Index("ix_search_passage_words", "words", postgresql_using="gin"),
        sa.Index("ix_search_passage_section", "edition_section_id", "language", "position"),
    )

    edition_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    edition_section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition_section.id", ondelete="CASCADE"))
    language: Mapped[str]
    position: Mapped[int]
    """0 for titles, then the place in the section."""
    kind: Mapped[PassageKind] = choice(PassageKind, "kind")
    block_id: Mapped[uuid.UUID | None]
    """The block; not a reference, since an edition outlives its blocks."""
    text: Mapped[str]
    words: Mapped[str] = mapped_column(TSVECTOR)
    """Each word folded, and each lemma with a mark before it."""


class WordForm(Base):
    """A form of a word and its lemma, both folded; for every lemma that occurs, so that queries need no dictionary."""

    __tablename__ = "word_form"

    form: Mapped[str] = mapped_column(primary_key=True)
    lemma: Mapped[str] = mapped_column(primary_key=True, index=True)
    language: Mapped[str] = mapped_column(primary_key=True)
