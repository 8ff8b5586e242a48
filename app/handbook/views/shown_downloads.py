"""Files that are made already, for the links on the pages of the handbook."""

from typing import Any

from flask import url_for

from app.handbook.queries import Version, list_downloads
from app.handbook.rules.downloads import FORMAT_NAMES
from app.kernel.i18n import current_locale


def show_made_files(version: Version, chapter_number: int | None) -> list[dict[str, Any]]:
    """Return the files of an edition or a chapter in the page's language."""
    if version.edition_id is None:
        return []
    return [
        {
            "name": FORMAT_NAMES[one.format],
            "url": url_for("handbook.download_file", download_id=one.id),
            "size": one.file.size_bytes,
        }
        for one in list_downloads(version, chapter_number=chapter_number)
        if one.file and one.language == current_locale()
    ]
