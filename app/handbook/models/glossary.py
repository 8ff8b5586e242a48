"""The glossary: what the words of a programme mean, and which word each language has agreed on."""

import uuid

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.handbook.models.text import Chapter
from app.kernel.database import Model, SortKey


class GlossaryTerm(Model):
    """One notion of a programme; what it is called and means stands in `texts`, one for each language."""

    __tablename__ = "glossary_term"

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("chapter.id", ondelete="SET NULL"), index=True)
    """The chapter that treats of it."""

    texts: Mapped[list["GlossaryText"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    chapter: Mapped[Chapter | None] = relationship(lazy="raise")


class GlossaryText(Model):
    """A term in one language: the agreed word, others that may stand for it, and what it means."""

    __tablename__ = "glossary_text"
    __table_args__ = (
        sa.UniqueConstraint("term_id", "locale", name="uq_glossary_text_locale"),
        sa.UniqueConstraint("programme_id", "locale", "word_key", name="uq_glossary_text_word"),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name="locale_known"),
    )

    term_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("glossary_term.id", ondelete="CASCADE"))
    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id", ondelete="CASCADE"))
    locale: Mapped[str]
    word: Mapped[str]
    """The agreed word, or several that belong together."""
    word_key: Mapped[str]
    """The word in small letters: one language does not agree on it twice."""
    sort_key: Mapped[SortKey]
    other_words: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    """Other words that may stand in a text: a second gender, an abbreviation, a shorter name."""
    definition: Mapped[str]
    """Empty where it is not written yet."""
    forms: Mapped[list[list[list[str]]]] = mapped_column(JSONB)
    """For the word and each other one, for each word it is made of: its forms, folded. A job adds what inflects."""
    section_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(sa.Uuid))
    """The sections of the latest edition in which it stands; a job finds them."""
