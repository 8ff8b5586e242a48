"""Write a chapter's working text, block by block, and translate what is missing or stale."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook.actions import Done
from app.handbook.forms import TextForm
from app.handbook.models import ChangeKind, Chapter
from app.handbook.permissions import may_see_handbook_desk
from app.handbook.queries import find_wording, get_manuscript, list_changes
from app.handbook.rules import editing
from app.handbook.rules.refusals import TextChangedMeanwhile
from app.handbook.rules.words import CHANGE_NAMES
from app.handbook.views.blueprint import chapter_to_write, pages
from app.handbook.views.figures import form_to_write, keep_upload, write
from app.handbook.views.shown_agreed import show_agreed, tell_missed_words
from app.handbook.views.shown_desk import SHOWS, show_desk
from app.handbook.views.shown_preview import is_preview_asked, show_preview
from app.handbook.views.shown_work import show_block_to_write, show_chapter_to_write
from app.handbook.views.working import ADDRESS, chapter_url, do_edit, language_asked, next_work_url
from app.kernel.access import requires
from app.kernel.clock import now


@pages.get(ADDRESS)
@requires(may_see_handbook_desk)
def edit_chapter(chapter_id: uuid.UUID) -> str:
    """Show a chapter's working text with what can be done to each block."""
    chapter, language = chapter_to_write(chapter_id), language_asked()
    place = request.args.get("at", type=uuid.UUID)
    return render_template(
        "handbook/edit_chapter.html",
        chapter=chapter,
        shown=show_chapter_to_write(chapter, get_manuscript(chapter_id), language, at=place),
        language=language,
        place=place,
        last_change=next((change for change in list_changes(chapter_id, 1) if not change.undone_at), None),
        change_names=CHANGE_NAMES,
    )


@pages.get(f"{ADDRESS}/blocks/<uuid:block_id>")
@requires(may_see_handbook_desk)
def edit_block(chapter_id: uuid.UUID, block_id: uuid.UUID) -> str:
    """Show a block's text in a language beside its source, and what has changed there."""
    chapter, language = chapter_to_write(chapter_id), language_asked()
    block = editing.get_block(get_manuscript(chapter_id), block_id)
    return _block_page(chapter, block_id, form_to_write(block, language, is_empty=True))


@pages.post(f"{ADDRESS}/blocks/<uuid:block_id>")
@requires(may_see_handbook_desk)
def write_block(chapter_id: uuid.UUID, block_id: uuid.UUID) -> Response | tuple[str, int]:
    """Save a block's text, or show it first; if somebody else has saved another one, show both."""
    chapter, language = chapter_to_write(chapter_id), language_asked()
    form = form_to_write(editing.get_block(get_manuscript(chapter_id), block_id), language, is_empty=False)
    is_whole = form.validate_on_submit()
    if is_preview_asked() or not is_whole:
        keep_upload(form, chapter)
        return _block_page(chapter_to_write(chapter_id), block_id, form), 200 if is_whole else 422
    try:
        write(form, chapter, block_id=block_id, language=language)
    except TextChangedMeanwhile as conflict:
        form.seen.data = conflict.saved
        keep_upload(form, chapter_to_write(chapter_id))
        return _block_page(chapter_to_write(chapter_id), block_id, form, conflict=conflict), 409
    if request.form.get("desk"):
        tell_missed_words(chapter_id, block_id, language)
    return redirect(_after_writing(chapter_id, block_id, language), 303)


@pages.post(f"{ADDRESS}/blocks/<uuid:block_id>/confirm")
@requires(may_see_handbook_desk)
def confirm_block(chapter_id: uuid.UUID, block_id: uuid.UUID) -> Response:
    """Say that a stale text is still right."""
    chapter_to_write(chapter_id)
    language = language_asked()
    done = Done(ChangeKind.CONFIRMED, current_user.id, now(), block_id=block_id, locale=language)
    do_edit(chapter_id, lambda text: editing.confirm(text, block_id, language), done)
    return redirect(_after_writing(chapter_id, block_id, language), 303)


@pages.post(f"{ADDRESS}/blocks/<uuid:block_id>/source")
@requires(may_see_handbook_desk)
def choose_source(chapter_id: uuid.UUID, block_id: uuid.UUID) -> Response:
    """Let the text in the language worked in be the one the others are made from."""
    chapter_to_write(chapter_id)
    language = language_asked()
    done = Done(ChangeKind.SOURCE_CHOSEN, current_user.id, now(), block_id=block_id)
    do_edit(chapter_id, lambda text: editing.make_source(text, block_id, language), done)
    desk = request.form.get("desk") or None
    address = url_for(".edit_block", chapter_id=chapter_id, block_id=block_id, language=language, desk=desk)
    return redirect(address, 303)


@pages.get(f"{ADDRESS}/work")
@requires(may_see_handbook_desk)
def show_next_work(chapter_id: uuid.UUID) -> Response:
    """Lead to the next block that is missing or stale in a language."""
    chapter_to_write(chapter_id)
    after_id = request.args.get("after", type=uuid.UUID)
    return redirect(next_work_url(chapter_id, after_id, language_asked()), 303)


def _block_page(
    chapter: Chapter, block_id: uuid.UUID, form: TextForm, *, conflict: TextChangedMeanwhile | None = None
) -> str:
    language, manuscript = language_asked(), get_manuscript(chapter.id)
    block = editing.get_block(manuscript, block_id)
    text = block.texts.get(language)
    at_desk, show = bool(request.values.get("desk")), request.values.get("show", "")
    place = (chapter.id, chapter.number)
    return render_template(
        "handbook/translate_block.html" if at_desk else "handbook/edit_block.html",
        chapter=chapter,
        form=form,
        language=language,
        conflict=conflict,
        terms=show_agreed(chapter.programme_id, block, language, typed=form.text()) if at_desk else [],
        preview=show_preview(chapter, manuscript, block, language=language, body=form.text())
        if is_preview_asked() and not form.errors
        else None,
        desk=show_desk(manuscript, block, language, chapter=place, show=show if show in SHOWS else "todo"),
        shown=show_block_to_write(
            manuscript, block, language, source_then=find_wording(text.made_from if text else None)
        ),
    )


def _after_writing(chapter_id: uuid.UUID, block_id: uuid.UUID, language: str) -> str:
    """Return where to go on: at the translation desk to the next block, else back to the chapter."""
    if request.form.get("desk"):
        return next_work_url(chapter_id, block_id, language)
    return chapter_url(chapter_id, block_id)
