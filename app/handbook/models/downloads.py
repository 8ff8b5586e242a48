"""Files of an edition that were asked for: made once, kept for ever, since an edition never changes."""

import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.handbook.models.editions import Edition, EditionChapter
from app.kernel.database import Instant, Model, choice
from app.kernel.files import StoredFile


class DownloadFormat(StrEnum):
    """How a book is handed out."""

    PDF = "pdf"
    EPUB = "epub"


class DownloadState(StrEnum):
    """How far a download is; the names are those of the component that shows it."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Download(Model):
    """An edition or one of its chapters in a language and a format."""

    __tablename__ = "download"
    __table_args__ = (
        sa.UniqueConstraint(
            "edition_id",
            "edition_chapter_id",
            "language",
            "format",
            "made_as",
            name="uq_download_once",
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint("file_id IS NULL OR failed_at IS NULL", name="made_or_failed"),
    )

    edition_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("edition.id", ondelete="CASCADE"))
    edition_chapter_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("edition_chapter.id", ondelete="CASCADE"), index=True
    )
    """None for the whole edition."""
    language: Mapped[str]
    format: Mapped[DownloadFormat] = choice(DownloadFormat, "format")
    made_as: Mapped[int]
    """Which way of setting books it is made in; a better one makes new files beside the old."""
    file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    failed_at: Mapped[Instant | None]

    edition: Mapped[Edition] = relationship(lazy="raise")
    chapter: Mapped[EditionChapter | None] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")

    @property
    def state(self) -> DownloadState:
        if self.file_id:
            return DownloadState.DONE
        return DownloadState.FAILED if self.failed_at else DownloadState.RUNNING
