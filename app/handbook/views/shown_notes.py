"""One's own notes as a section's page shows them: beside their blocks, and as marks in the text."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import request
from flask_login import current_user

from app.handbook.models import NoteKind, ReaderNote
from app.handbook.queries import Version
from app.handbook.queries.notes import list_notes_of_section
from app.handbook.rules.quotes import Quote, Span, find_passage, mark_passages, text_of
from app.handbook.rules.shown import SectionText
from app.handbook.rules.shown_text import PageBlock, PagePart
from app.handbook.rules.words import language_name
from app.kernel.i18n import current_locale

WRITING = "on"


@dataclass(frozen=True)
class ShownNote:
    """A note as the page shows it."""

    id: uuid.UUID
    exact: str
    body: str
    is_gone: bool
    """Its passage is not in the text any more."""
    other_language: str
    """The name of the language in which its passage stands, if the page shows another."""


@dataclass(frozen=True)
class PageNotes:
    """What a reader keeps of a section."""

    section_id: uuid.UUID
    language: str
    edition: int | None
    """None for the latest."""
    by_anchor: dict[str, list[ShownNote]]
    others: list[ShownNote]
    """Of the section as a whole, or of blocks that are not in it any more."""
    is_bookmarked: bool
    is_writing: bool
    """The page offers to write at each block."""


def put_notes(
    parts: list[PagePart], version: Version, section_id: uuid.UUID, *, text: SectionText, language: str
) -> tuple[list[PagePart], PageNotes | None]:
    """Return a section's text with the reader's marks, and the notes; visitors and the working text have none."""
    if not current_user.is_authenticated or version.edition_id is None:
        return parts, None
    rows = list_notes_of_section(current_user.id, section_id, [block.id for block in text.blocks])
    kept = [row for row in rows if row.kind is not NoteKind.BOOKMARK]
    anchors = {block.anchor for block in text.blocks}
    gone: set[uuid.UUID] = set()
    marked = [replace(part, blocks=[_mark(block, kept, gone) for block in part.blocks]) for part in parts]
    locales = {block.anchor: block.locale for block in text.blocks}
    shown = [(row.anchor or "", _show(row, row.id in gone, locales)) for row in kept]
    return marked, PageNotes(
        section_id=section_id,
        language=language,
        edition=None if version.is_latest else version.number,
        by_anchor={anchor: [note for place, note in shown if place == anchor] for anchor in anchors},
        others=[note for place, note in shown if place not in anchors],
        is_bookmarked=len(kept) < len(rows),
        is_writing=request.args.get("notes") == WRITING,
    )


def _mark(block: PageBlock, notes: Sequence[ReaderNote], gone: set[uuid.UUID]) -> PageBlock:
    """Mark a block's passages; note in `gone` whose passage is not in it any more."""
    locale, text = block.lang or current_locale(), text_of(block.html)
    spans: list[Span] = []
    for note in notes:
        if note.anchor != block.anchor or note.kind is not NoteKind.HIGHLIGHT:
            continue
        if not note.exact:
            spans.append((0, len(text)))
        elif note.language == locale:
            span = find_passage(text, Quote(note.exact, note.prefix, note.suffix))
            spans += [span] if span else []
            gone |= set() if span else {note.id}
    return replace(block, html=mark_passages(block.html, spans)) if spans else block


def _show(note: ReaderNote, is_gone: bool, locales: dict[str, str]) -> ShownNote:
    here = locales.get(note.anchor or "")
    is_elsewhere = bool(note.exact) and here is not None and here != note.language
    return ShownNote(
        id=note.id,
        exact=note.exact,
        body=note.body,
        is_gone=is_gone,
        other_language=language_name(note.language) if is_elsewhere else "",
    )
