"""What readers keep for themselves: notes, highlights and bookmarks. Nobody else sees them."""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Instant, Model, choice


class NoteKind(StrEnum):
    """A note has words; a highlight marks a passage or a block and may have words; a bookmark is of a section."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    BOOKMARK = "bookmark"


class ReaderNote(Model):
    """One note of one person; the block may be gone, and the passage too."""

    __tablename__ = "reader_note"
    __table_args__ = (
        sa.CheckConstraint("kind <> 'bookmark' OR block_id IS NULL", name="bookmark_is_of_section"),
        sa.CheckConstraint("kind <> 'highlight' OR block_id IS NOT NULL", name="highlight_is_of_block"),
        sa.CheckConstraint("kind <> 'note' OR body <> ''", name="note_has_words"),
        sa.Index(None, "person_id", "section_id"),
        sa.Index(None, "section_id"),
        sa.Index(
            "uq_reader_note_one_bookmark",
            "person_id",
            "section_id",
            unique=True,
            postgresql_where=sa.text("kind = 'bookmark'"),
        ),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id", ondelete="CASCADE"))
    kind: Mapped[NoteKind] = choice(NoteKind, "kind")
    block_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    """None where the section as a whole is meant."""
    language: Mapped[str]
    """Of the text it was made in, easy language too: a passage is found in that language alone."""
    exact: Mapped[str] = mapped_column(default="")
    """The words of the passage; empty where the whole block is meant."""
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    search_words: Mapped[str]
    """Body and passage as `locales.search_form` writes them."""
    changed_at: Mapped[Instant]

    @property
    def anchor(self) -> str | None:
        """Return the block's place on its page."""
        return f"b-{self.block_id.hex[:8]}" if self.block_id else None
