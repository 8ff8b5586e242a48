"""One's own notes to be taken along, as Markdown or as plain text."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from app.handbook.models import NoteKind
from app.kernel.i18n import current_locale, format_date
from app.kernel.i18n import gettext as _

MARKDOWN = "markdown"


def write_notes(rows: Sequence[Any], *, form: str) -> str:
    """Return notes in the order given, with the titles of their chapters and sections; form: `markdown` or `text`."""
    lines: list[str] = [_heading(_("My notes and bookmarks"), 1, form)]
    for chapter, members in groupby(rows, key=lambda row: (row.chapter_number, row.chapter_title)):
        lines.append(_heading(f"{chapter[0]} {chapter[1].text(current_locale())}", 2, form))
        for section, notes in groupby(members, key=lambda row: (row.section_number, row.section_title)):
            lines.append(_heading(f"{chapter[0]}.{section[0]} {section[1].text(current_locale())}", 3, form))
            lines += [part for note in notes for part in _parts(note, form)]
    return "\n\n".join(lines) + "\n"


def _heading(text: str, level: int, form: str) -> str:
    return f"{'#' * level} {text}" if form == MARKDOWN else text


def _parts(note: Any, form: str) -> Iterator[str]:
    if note.kind is NoteKind.BOOKMARK:
        yield _("Bookmark, %(day)s", day=format_date(note.created_at))
        return
    if note.exact:
        yield f"> {note.exact}" if form == MARKDOWN else f"»{note.exact}«"
    elif note.kind is NoteKind.HIGHLIGHT:
        yield _("Whole paragraph highlighted")
    if note.body:
        yield note.body
    yield format_date(note.changed_at)
