"""What every page of the working text does: know the language, do an edit or say why not, and find the way back."""

import uuid

from flask import flash, request, url_for

from app.handbook import actions
from app.handbook.actions import Done
from app.handbook.queries import get_manuscript
from app.handbook.rules import editing
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.work import find_next_work
from app.kernel.database import transaction
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _

ADDRESS = "/organise/handbook/chapters/<uuid:chapter_id>"


def language_asked() -> str:
    """Return the language worked in: the one in the address, else the page's."""
    chosen = request.values.get("language", "")
    return chosen if chosen in LANGUAGES else current_locale()


def do_edit(chapter_id: uuid.UUID, make: editing.Edit, done: Done) -> None:
    """Do an edit, or say why it cannot be done."""
    try:
        with transaction():
            actions.edit(chapter_id, make, done=done)
    except (RuleBroken, Conflict) as refusal:
        flash(refusal.explain(), "problem")


def chapter_url(chapter_id: uuid.UUID, block_id: uuid.UUID) -> str:
    """Return the chapter's page at a block."""
    anchor, language = f"b-{block_id.hex[:8]}", language_asked()
    return url_for("handbook.edit_chapter", chapter_id=chapter_id, language=language, at=block_id, _anchor=anchor)


def next_work_url(chapter_id: uuid.UUID, after_id: uuid.UUID | None, language: str) -> str:
    """Return the next block that is missing or stale, or the chapter once nothing is left."""
    block = find_next_work(get_manuscript(chapter_id), language, after_id=after_id)
    if block is None:
        flash(_("Nothing is left to do in this chapter and language."), "done")
        return url_for("handbook.edit_chapter", chapter_id=chapter_id, language=language)
    return url_for("handbook.edit_block", chapter_id=chapter_id, block_id=block.id, language=language, desk="1")
