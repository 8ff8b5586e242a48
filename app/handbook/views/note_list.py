"""All of a reader's own notes, highlights and bookmarks: searched, filtered, taken along."""

import uuid
from itertools import groupby
from typing import Any

from flask import Response, render_template, request, url_for
from flask_login import current_user

from app.handbook.models import NoteKind
from app.handbook.permissions import may_keep_notes
from app.handbook.queries.notes import (
    NotedChapter,
    NoteFilter,
    count_notes,
    list_noted_chapters,
    list_notes,
    page_notes,
)
from app.handbook.rules.note_export import MARKDOWN, write_notes
from app.handbook.rules.words import NOTE_KIND_NAMES
from app.handbook.views.blueprint import pages
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.programmes.queries import find_current_programme

ENDINGS = {MARKDOWN: ("md", "text/markdown"), "text": ("txt", "text/plain")}


@pages.get("/handbook/notes")
@requires(may_keep_notes)
def show_notes() -> str:
    """Show what one keeps, in the order of the handbook."""
    wanted = _wanted()
    chapters = list_noted_chapters(wanted.person_id, wanted.programme_id)
    page = page_notes(wanted, cursor=request.args.get("after"), total=count_notes(wanted))
    return render_template(
        "handbook/show_notes.html",
        page=page,
        chapters=[
            (number, members[0].chapter_title, members)
            for number, members in (
                (key, list(group)) for key, group in groupby(page.rows, key=lambda row: row.chapter_number)
            )
        ],
        is_empty=not chapters,
        is_filtered=bool(wanted.words or wanted.kind or wanted.chapter_id),
        filters=_filters(wanted, chapters),
        kind_names=NOTE_KIND_NAMES,
        downloads={form: _address("download_notes", form=form) for form in ENDINGS},
        next_url=_address("show_notes", after=page.next_cursor) if page.next_cursor else "",
        previous_url=_address("show_notes", after=page.previous_cursor) if page.previous_cursor else "",
    )


@pages.get("/handbook/notes/download/<any(markdown, text):form>")
@requires(may_keep_notes)
def download_notes(form: str) -> Response:
    """Hand out one's notes, narrowed as the list is."""
    ending, media_type = ENDINGS[form]
    content = write_notes(list_notes(_wanted()), form=form)
    name = f"location-academy-{now().date()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=media_type, headers=headers)


def _wanted() -> NoteFilter:
    programme = find_current_programme(now())
    if programme is None:
        raise NotFound
    kind, chapter = request.args.get("kind", ""), request.args.get("chapter", "")
    return NoteFilter(
        person_id=current_user.id,
        programme_id=programme.id,
        words=request.args.get("words", "").strip()[:200],
        kind=NoteKind(kind) if kind in set(NoteKind) else None,
        chapter_id=_identifier(chapter),
    )


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _address(view: str, **more: Any) -> str:
    kept = {name: request.args.get(name) or None for name in ("words", "kind", "chapter")}
    return url_for(f"handbook.{view}", **{**kept, **more})


def _filters(wanted: NoteFilter, chapters: list[NotedChapter]) -> list[dict[str, Any]]:
    titles = [(str(one.id), f"{one.number} {one.title.text(current_locale())}") for one in chapters]
    kinds = [(kind.value, str(name)) for kind, name in NOTE_KIND_NAMES.items()]
    return [
        {"name": "words", "label": _("Search your notes"), "value": wanted.words, "kind": "search"},
        {"name": "kind", "label": _("Kind"), "value": wanted.kind or "", "options": kinds},
        {"name": "chapter", "label": _("Chapter"), "value": wanted.chapter_id or "", "options": titles},
    ]
