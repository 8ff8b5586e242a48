"""A reader's own notes, highlights and bookmarks: kept at the text, found in one list, taken along."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook.actions import notes as actions
from app.handbook.forms.notes import NoteForm
from app.handbook.models import NoteKind, ReaderNote
from app.handbook.permissions import may_keep_notes, may_read_chapter
from app.handbook.queries import (
    find_latest_edition,
    find_numbers,
    get_edition,
    get_reading_place,
    get_section,
    read_section,
)
from app.handbook.queries.notes import get_note
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.quotes import Quote, find_passage, text_of
from app.handbook.rules.shown import ShownBlock
from app.handbook.rules.shown_text import show_parts
from app.handbook.views.blueprint import pages
from app.handbook.views.shown_notes import WRITING
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _

HIGHLIGHT = "highlight"


@pages.post("/handbook/sections/<uuid:section_id>/notes")
@requires(may_keep_notes)
def add_note(section_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep a note on a block, or a highlight; `then=write` goes on to its words."""
    form, is_highlight = NoteForm(), request.form.get("kind") == HIGHLIGHT
    block, quote = _find_block(section_id, form)
    if not form.says(must_have_words=not is_highlight):
        return _note_page(form, section_id, quote=quote, action=request.path), 422
    if is_highlight and block is None:
        return _ask_again(section_id, form)
    with transaction():
        note = actions.add_note(
            current_user.id,
            section_id=section_id,
            block_id=block.id if block else None,
            language=block.locale if block else current_locale(),
            quote=quote,
            body=form.words(),
            is_highlight=is_highlight,
            at=now(),
        )
        note_id, anchor = note.id, note.anchor
    if form.words():
        flash(_("Your note is saved."), "done")
    if request.form.get("then") == "write":
        return redirect(url_for(".edit_note", note_id=note_id, edition=asked_edition()), 303)
    return redirect(section_address(section_id, anchor), 303)


def _ask_again(section_id: uuid.UUID, form: NoteForm) -> Response:
    flash(_("The text has changed meanwhile. Choose the passage once more."), "attention")
    return redirect(section_address(section_id, form.block.data), 303)


def _find_block(section_id: uuid.UUID, form: NoteForm) -> tuple[ShownBlock | None, Quote | None]:
    """Return the block as the edition has it, and the chosen passage if it is one of it."""
    facts, edition = get_section(section_id), asked_edition()
    version = get_edition(facts.programme_id, edition) if edition else find_latest_edition(facts.programme_id)
    numbers = find_numbers(version, section_id) if version else None
    if version is None or numbers is None:
        raise NotFound
    language = form.text.data if form.text.data in LANGUAGES else current_locale()
    text = read_section(version, section_id, language)
    place = get_reading_place(version, *numbers)
    block = next((block for block in text.blocks if block.anchor == form.block.data), None)
    quote = Quote.of(form.exact.data or "", form.prefix.data or "", form.suffix.data or "")
    parts = show_parts(place.chapter, numbers[1], text, asked=language)
    shown = [one.html for part in parts for one in part.blocks if block and one.anchor == block.anchor]
    is_passage = any(find_passage(text_of(html), quote) for html in shown)
    return block, quote if is_passage else None


@pages.get("/handbook/notes/<uuid:note_id>")
@requires(may_keep_notes)
def edit_note(note_id: uuid.UUID) -> str:
    """Show one's own note to be written."""
    note = get_note(note_id, current_user.id)
    return _own_note_page(NoteForm(None, body=note.body), note)


@pages.post("/handbook/notes/<uuid:note_id>")
@requires(may_keep_notes)
def save_note(note_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the words as they are now."""
    note, form = get_note(note_id, current_user.id), NoteForm()
    if not form.says(must_have_words=note.kind is NoteKind.NOTE):
        return _own_note_page(form, note), 422
    address = section_address(note.section_id, note.anchor)
    with transaction():
        actions.change_note(note, body=form.words(), at=now())
    flash(_("Your note is saved."), "done")
    return redirect(address, 303)


@pages.get("/handbook/notes/<uuid:note_id>/delete")
@requires(may_keep_notes)
def show_removal(note_id: uuid.UUID) -> str:
    """Ask whether a note is to be deleted."""
    note = get_note(note_id, current_user.id)
    back = section_address(note.section_id, note.anchor)
    return render_template("handbook/show_removal.html", own=note, section=get_section(note.section_id), back_url=back)


@pages.post("/handbook/notes/<uuid:note_id>/delete")
@requires(may_keep_notes)
def remove_note(note_id: uuid.UUID) -> Response:
    """Delete one's own note."""
    note = get_note(note_id, current_user.id)
    address = section_address(note.section_id, note.anchor)
    with transaction():
        actions.remove_note(note)
    flash(_("The note is deleted."), "done")
    return redirect(address, 303)


@pages.post("/handbook/sections/<uuid:section_id>/bookmark")
@requires(may_keep_notes)
def set_bookmark(section_id: uuid.UUID) -> Response:
    """Keep a section in one's list, or with `bookmark=no` take it out."""
    is_set = request.form.get("bookmark") != "no"
    facts = get_section(section_id)
    ensure(may_read_chapter(current_user, facts.programme_id, facts.is_published) or not is_set)
    with transaction():
        actions.set_bookmark(section_id, person_id=current_user.id, language=current_locale(), is_set=is_set, at=now())
    from_list = request.form.get("list") == "on"
    return redirect(url_for(".show_notes") if from_list else section_address(section_id, None), 303)


def section_address(section_id: uuid.UUID, anchor: str | None) -> str:
    """Return where a section is read, in the language and way it is read in now."""
    text = request.form.get("text") or request.args.get("text")
    is_writing = WRITING in (request.form.get("notes"), request.args.get("notes"))
    return url_for(
        ".find_section",
        section_id=section_id,
        text=text if text in LANGUAGES and text != current_locale() else None,
        edition=asked_edition(),
        notes=WRITING if is_writing else None,
        _anchor=anchor or None,
    )


def asked_edition() -> int | None:
    """Return the number of the edition that is read, if it is not the latest."""
    return request.values.get("edition", type=int)


def _own_note_page(form: NoteForm, note: ReaderNote) -> str:
    quote = Quote(note.exact) if note.exact else None
    return _note_page(form, note.section_id, quote=quote, action=url_for(".save_note", note_id=note.id), note=note)


def _note_page(
    form: NoteForm, section_id: uuid.UUID, *, quote: Quote | None, action: str, note: ReaderNote | None = None
) -> str:
    return render_template(
        "handbook/edit_note.html",
        form=form,
        section=get_section(section_id),
        quote=quote.exact if quote else "",
        action=action,
        own=note,
        kind=note.kind if note else request.form.get("kind", NoteKind.NOTE),
        back_url=section_address(section_id, note.anchor if note else form.block.data),
    )
