"""Which files of an edition there may be, what they are called, and how many are made at a time."""

from app.handbook.models import DownloadFormat
from app.handbook.rules.languages import ordinary
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _
from app.kernel.i18n import use_locale

MADE_AS = 1
"""The way books are set now; raise it when a change of the documents is worth making all files anew."""
MOST_WAITING = 8
"""Files that wait at once, whoever asked: strangers may not keep the workers busy for long."""
MEDIA_TYPES = {DownloadFormat.PDF: "application/pdf", DownloadFormat.EPUB: "application/epub+zip"}
FORMAT_NAMES = {DownloadFormat.PDF: "PDF", DownloadFormat.EPUB: "EPUB"}


class TooManyWaiting(RuleBroken):
    """Many files are being made already."""

    def explain(self) -> str:
        return _("Many files are being made just now. Please ask for this one again in a few minutes.")


def file_name(language: str, format_: DownloadFormat, *, edition: int, chapter: int | None) -> str:
    """Return a name in the language of the book, as 'handbuch-ausgabe-2-kapitel-3-de.pdf'."""
    with use_locale(ordinary(language)):
        if chapter is None:
            name = _("handbook-edition-%(edition)d", edition=edition)
        else:
            name = _("handbook-edition-%(edition)d-chapter-%(chapter)d", edition=edition, chapter=chapter)
    return f"{name}-{language}.{format_}"
