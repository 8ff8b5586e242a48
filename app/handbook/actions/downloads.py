"""Files of an edition: ask for one, keep it when it is made, say that it could not be made."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.handbook.models import Download, DownloadFormat
from app.handbook.queries import count_waiting_downloads
from app.handbook.rules.downloads import MADE_AS, MOST_WAITING, TooManyWaiting
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.files import StoredFile
from app.kernel.queue import publish


def ask_for_download(
    edition_id: uuid.UUID,
    *,
    edition_chapter_id: uuid.UUID | None,
    language: str,
    download_format: DownloadFormat,
) -> uuid.UUID:
    """Let a file be made, once for all who ask; return the download's id. Raise TooManyWaiting.

    Who asked is nobody's business, so no trace names them.
    """
    facts = {
        "edition_id": edition_id,
        "edition_chapter_id": edition_chapter_id,
        "language": language,
        "format": download_format,
        "made_as": MADE_AS,
    }
    added = db.session.scalar(
        insert(Download).values(facts).on_conflict_do_nothing(constraint="uq_download_once").returning(Download.id)
    )
    download = db.session.scalars(sa.select(Download).filter_by(**facts)).one()
    is_again = added is None and _try_again(download.id)
    if added or is_again:
        if count_waiting_downloads() > MOST_WAITING:
            raise TooManyWaiting
        record(None, "handbook.download_asked_for", download)
        publish("handbook.download_asked_for", download_id=download.id)
    return download.id


def _try_again(download_id: uuid.UUID) -> bool:
    """Forget that a file could not be made; of two who press at once, one does."""
    failed = sa.update(Download).where(Download.id == download_id, Download.failed_at.is_not(None))
    return db.session.scalar(failed.values(failed_at=None).returning(Download.id)) is not None


def keep_download(download: Download, file: StoredFile) -> None:
    """Keep the file that was made."""
    download.file_id = file.id
    record(None, "handbook.download_made", download)


def give_up_download(download: Download, *, at: datetime) -> None:
    """Say that a file could not be made; whoever wants it tries again."""
    download.failed_at = at
    record(None, "handbook.download_failed", download)
