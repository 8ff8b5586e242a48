"""Keep one's own notes, highlights and bookmarks."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.handbook.models import NoteKind, ReaderNote
from app.handbook.rules.quotes import Quote
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import search_form


def add_note(
    person_id: uuid.UUID,
    *,
    section_id: uuid.UUID,
    block_id: uuid.UUID | None,
    language: str,
    quote: Quote | None,
    body: str,
    is_highlight: bool,
    at: datetime,
) -> ReaderNote:
    """Add a note on a block or a section, or a highlight of a passage in a block or of the whole block."""
    note = ReaderNote(
        person_id=person_id,
        section_id=section_id,
        block_id=block_id,
        language=language,
        kind=NoteKind.HIGHLIGHT if is_highlight else NoteKind.NOTE,
        **(vars(quote) if quote else {"exact": "", "prefix": "", "suffix": ""}),
    )
    db.session.add(note)
    _write(note, body, at=at)
    record(person_id, "note.added", note)
    return note


def change_note(note: ReaderNote, *, body: str, at: datetime) -> None:
    """Put other words in the place of those before; a highlight may have none."""
    _write(note, body, at=at)
    record(note.person_id, "note.changed", note)


def _write(note: ReaderNote, body: str, *, at: datetime) -> None:
    note.body, note.changed_at = body, at
    note.search_words = search_form(f"{body} {note.exact}")


def remove_note(note: ReaderNote) -> None:
    """Delete a note for good."""
    record(note.person_id, "note.removed", note)
    db.session.delete(note)


def set_bookmark(section_id: uuid.UUID, *, person_id: uuid.UUID, language: str, is_set: bool, at: datetime) -> None:
    """Keep a section, or keep it no more; twice is once."""
    own = (ReaderNote.person_id == person_id, ReaderNote.section_id == section_id)
    if not is_set:
        db.session.execute(sa.delete(ReaderNote).where(*own, ReaderNote.kind == NoteKind.BOOKMARK))
        return
    facts = {"person_id": person_id, "section_id": section_id, "language": language, "kind": NoteKind.BOOKMARK}
    texts = dict.fromkeys(("exact", "prefix", "suffix", "body", "search_words"), "")
    new = insert(ReaderNote).values(id=uuid.uuid4(), changed_at=at, **facts, **texts)
    is_bookmark = sa.text("kind = 'bookmark'")
    db.session.execute(new.on_conflict_do_nothing(index_elements=["person_id", "section_id"], index_where=is_bookmark))
