"""Who works on which chapter, in which language, and until when."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.handbook.models.text import Chapter
from app.kernel.database import Instant, Model


class ChapterAssignment(Model):
    """A chapter that a person has taken on; open until it is finished."""

    __tablename__ = "chapter_assignment"
    __table_args__ = (
        sa.Index(
            "uq_chapter_assignment_open",
            "chapter_id",
            "person_id",
            "language",
            unique=True,
            postgresql_where=sa.text("finished_at IS NULL"),
        ),
        sa.Index(None, "due_on"),
    )

    chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    """Empty for the whole chapter, whatever the language."""
    due_on: Mapped[date]
    note: Mapped[str]
    assigned_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    finished_at: Mapped[Instant | None]

    chapter: Mapped[Chapter] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    assigned_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[assigned_by_id])
