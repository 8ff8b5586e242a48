"""What readers keep: marks on what they have read, and the place where they read last."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.courses import actions
from app.courses.permissions import may_keep_progress, may_read_section
from app.courses.queries import (
    LastRead,
    find_reading_place,
    find_reading_state,
    get_section_to_read,
    list_sections_read,
)
from app.courses.views.blueprint import pages
from app.courses.views.words import section_url
from app.handbook.models import Section
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction

ANCHOR = re.compile("b-[0-9a-f]{8}")


@dataclass(frozen=True)
class ReadingState:
    """Whether the reader has marked a section as read, and the addresses that change it."""

    is_marked: bool
    marked_at: datetime | None
    mark_url: str
    place_url: str
    quiz_url: str
    """Of the quiz that follows once everything before it is read; otherwise empty."""


@pages.post("/reading/<uuid:section_id>")
@requires(may_keep_progress)
def mark_as_read(section_id: UUID) -> Response:
    """Mark the section as read, or with `read=no` take the mark back; then return to the section."""
    section = _section(section_id)
    address = section_url(section_id, request.args.get("edition", type=int))
    with transaction():
        if request.form.get("read") == "no":
            actions.unmark_as_read(section, person_id=current_user.id)
        else:
            actions.mark_as_read(section, person_id=current_user.id, at=now())
    return redirect(f"{address}#reading-mark", 303)


@pages.post("/reading/<uuid:section_id>/place")
@requires(may_keep_progress)
def keep_place(section_id: UUID) -> tuple[str, int]:
    """Remember that the person reads here; sent by script, since opening a page changes nothing."""
    section, anchor = _section(section_id), request.form.get("block", "")
    is_block = ANCHOR.fullmatch(anchor) is not None
    with transaction():
        actions.keep_reading_place(section, person_id=current_user.id, at=now(), anchor=anchor if is_block else None)
    return "", 204


def _section(section_id: UUID) -> Section:
    section = get_section_to_read(section_id)
    chapter = section.chapter
    ensure(
        may_read_section(current_user, programme_id=chapter.programme_id, is_published=chapter.published_at is not None)
    )
    return section


@pages.app_context_processor
def reading_facts() -> dict[str, Any]:
    """Let the handbook's pages ask how far the reader is."""
    return {"reading_state": _reading_state, "reading_place": _reading_place, "sections_read": _sections_read}


def _sections_read(programme_id: UUID) -> set[UUID]:
    """Return the ids of the sections that the reader has marked as read."""
    return list_sections_read(current_user.id, programme_id) if current_user.is_authenticated else set()


def _reading_place(programme_id: UUID) -> LastRead | None:
    """Return where the reader read last; None for visitors."""
    return find_reading_place(current_user.id, programme_id) if current_user.is_authenticated else None


def _reading_state(section_id: UUID) -> ReadingState | None:
    """Return the reader's mark on a section; None for visitors."""
    if not current_user.is_authenticated:
        return None
    mark = find_reading_state(current_user.id, section_id)
    return ReadingState(
        is_marked=mark is not None,
        marked_at=mark.marked_at if mark else None,
        mark_url=url_for("courses.mark_as_read", section_id=section_id, edition=_edition_read()),
        place_url=url_for("courses.keep_place", section_id=section_id),
        quiz_url=url_for("assessments.show_quiz", quiz_id=mark.quiz_id) if mark and mark.quiz_id else "",
    )


def _edition_read() -> str | None:
    """Return the number of the edition that the page's address names; None for the latest and the working text."""
    named = str((request.view_args or {}).get("edition"))
    return named if named.isascii() and named.isdecimal() else None
