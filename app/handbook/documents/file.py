"""The file of a download."""

from dataclasses import dataclass

from app.handbook.documents.drawing import book_pdf
from app.handbook.documents.epub import book_epub
from app.handbook.documents.gathering import gather_book
from app.handbook.models import Download, DownloadFormat
from app.handbook.queries import get_edition
from app.handbook.rules.downloads import MEDIA_TYPES, file_name
from app.programmes.queries import get_programme

MAKERS = {DownloadFormat.PDF: book_pdf, DownloadFormat.EPUB: book_epub}


@dataclass(frozen=True)
class MadeFile:
    """A file, its name for people, and its type."""

    content: bytes
    name: str
    media_type: str


def download_file(download: Download) -> MadeFile:
    """Make the file of a download that was loaded with its edition and chapter; raise DrawingFailed."""
    edition, chapter = download.edition, download.chapter.number if download.chapter else None
    book = gather_book(
        get_edition(edition.programme_id, edition.number),
        get_programme(edition.programme_id),
        language=download.language,
        chapter_number=chapter,
    )
    return MadeFile(
        content=MAKERS[download.format](book),
        name=file_name(download.language, download.format, edition=edition.number, chapter=chapter),
        media_type=MEDIA_TYPES[download.format],
    )
