"""The handbook's working text: chapters, sections and blocks, and each block's text in each language."""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Instant, Model, choice
from app.kernel.locales import Localized, LocalizedText
from app.programmes.models import Programme


class BlockKind(StrEnum):
    """What a block is; a call-out says which by its `label`."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    CALLOUT = "callout"
    QUOTATION = "quotation"
    FIGURE = "figure"


class CalloutKind(StrEnum):
    """Kinds of call-outs."""

    EXERCISE = "exercise"
    EXAMPLE = "example"
    CHECKLIST = "checklist"
    TIP = "tip"
    WARNING = "warning"
    DEFINITION = "definition"


class Pillar(StrEnum):
    """The three pillars of location management, and what comes before them."""

    INTRODUCTION = "introduction"
    DEVELOPMENT = "development"
    ORGANISATION = "organisation"
    MARKETING = "marketing"


class ChapterState(StrEnum):
    """How far a chapter's working text is; only approved ones go into the next edition."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Chapter(Model):
    """A chapter of a programme's handbook."""

    __tablename__ = "chapter"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "number", name="uq_chapter_number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"))
    number: Mapped[int]
    pillar: Mapped[Pillar] = choice(Pillar, "pillar")
    title: Mapped[LocalizedText] = mapped_column(Localized)
    state: Mapped[ChapterState] = choice(ChapterState, "state", default=ChapterState.DRAFT)
    changed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    """Who changed it last; somebody else approves it."""
    published_at: Mapped[Instant | None]
    """When it first came into an edition; None while only the programme's staff read it."""
    progress: Mapped[dict[str, dict[str, int]] | None] = mapped_column(JSONB(none_as_null=True))
    """By language, how many blocks are current, stale and missing; None until an edit has counted them."""

    programme: Mapped[Programme] = relationship(lazy="raise")

    @hybrid_property
    def is_approved(self) -> bool:
        return self.state == ChapterState.APPROVED


class Section(Model):
    """A section of a chapter; modules refer to sections, so that a removed one stays as a row without blocks."""

    __tablename__ = "section"
    __table_args__ = (
        ExcludeConstraint(
            ("chapter_id", "="),
            ("number", "="),
            name="uq_section_number",
            using="btree",
            where="removed_at IS NULL",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.Index(None, "chapter_id"),
    )

    chapter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[LocalizedText] = mapped_column(Localized)
    removed_at: Mapped[Instant | None]

    chapter: Mapped[Chapter] = relationship(lazy="raise")


class Block(Model):
    """A paragraph, list, table, figure or call-out with a lasting identity."""

    __tablename__ = "block"
    __table_args__ = (
        sa.UniqueConstraint("section_id", "position", name="uq_block_position", deferrable=True, initially="DEFERRED"),
        sa.CheckConstraint("source_locale IN ('sl', 'de', 'en')", name="source_locale_known"),
        sa.CheckConstraint("(kind = 'callout') = (label IS NOT NULL)", name="callout_has_label"),
    )

    section_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("section.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[BlockKind] = choice(BlockKind, "kind")
    label: Mapped[CalloutKind | None] = choice(CalloutKind, "label")
    source_locale: Mapped[str]

    texts: Mapped[list["BlockText"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)


class BlockText(Model):
    """A block's Markdown in one language; stale when the source's hash has moved on since it was written."""

    __tablename__ = "block_text"
    __table_args__ = (
        sa.UniqueConstraint("block_id", "locale", name="uq_block_text_locale"),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en', 'sl-simple', 'de-simple', 'en-simple')", name="locale_known"),
    )

    block_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("block.id", ondelete="CASCADE"))
    locale: Mapped[str]
    """A language, or easy language in it: `de` or `de-simple`."""
    body: Mapped[str]
    body_hash: Mapped[str]
    source_hash: Mapped[str | None]
    """Hash of the text this was made from, at that time; None if that wording is no longer known.

    A source carries its own hash; easy language is made from the ordinary text of the same language.
    """
    changed_at: Mapped[Instant]
    changed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)


class Wording(Model):
    """A text that a block has or had, found by its hash; translators see what has changed since."""

    __tablename__ = "wording"
    __table_args__ = (sa.UniqueConstraint("hash", name="uq_wording_hash"),)

    hash: Mapped[str]
    body: Mapped[str]
