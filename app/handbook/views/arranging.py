"""Arrange a chapter: add, move, split, merge and remove its blocks and sections, and undo what was done."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.actions import Done
from app.handbook.forms import NewBlockForm, SectionForm
from app.handbook.models import ChangeKind
from app.handbook.permissions import may_see_handbook_desk
from app.handbook.queries import get_manuscript, list_changes
from app.handbook.rules import editing
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.refusals import CannotUndo
from app.handbook.rules.words import CHANGE_NAMES
from app.handbook.views.blueprint import chapter_to_write, pages
from app.handbook.views.shown_preview import is_preview_asked, show_preview
from app.handbook.views.working import ADDRESS, chapter_url, do_edit
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _

Make = Callable[[Manuscript, uuid.UUID], Manuscript]
BLOCK_STEPS: dict[str, tuple[ChangeKind, Make]] = {
    "up": (ChangeKind.MOVED, lambda text, block_id: editing.move_by(text, block_id, -1)),
    "down": (ChangeKind.MOVED, lambda text, block_id: editing.move_by(text, block_id, 1)),
    "merge": (ChangeKind.MERGED, editing.merge),
    "remove": (ChangeKind.REMOVED, editing.remove),
}
SECTION_STEPS: dict[str, tuple[ChangeKind, Make]] = {
    "up": (ChangeKind.SECTION_MOVED, lambda text, section_id: editing.move_section(text, section_id, -1)),
    "down": (ChangeKind.SECTION_MOVED, lambda text, section_id: editing.move_section(text, section_id, 1)),
    "remove": (ChangeKind.SECTION_REMOVED, editing.remove_section),
}


@pages.post(f"{ADDRESS}/blocks/<uuid:block_id>/split")
@requires(may_see_handbook_desk)
def split_block(chapter_id: uuid.UUID, block_id: uuid.UUID) -> Response:
    """Cut a block in two after some of its paragraphs or entries."""
    chapter_to_write(chapter_id)
    after = request.form.get("after", 1, type=int)
    done = Done(ChangeKind.SPLIT, current_user.id, now(), block_id=block_id)
    do_edit(chapter_id, lambda text: editing.split(text, block_id, new_id=uuid.uuid4(), after=after), done)
    return redirect(chapter_url(chapter_id, block_id), 303)


@pages.post(f"{ADDRESS}/blocks/<uuid:block_id>/<any(up, down, merge, remove):step>")
@requires(may_see_handbook_desk)
def arrange_block(chapter_id: uuid.UUID, block_id: uuid.UUID, step: str) -> Response:
    """Move, merge or remove a block."""
    chapter_to_write(chapter_id)
    kind, make = BLOCK_STEPS[step]
    done = Done(kind, current_user.id, now(), block_id=block_id)
    do_edit(chapter_id, lambda text: make(text, block_id), done)
    return redirect(chapter_url(chapter_id, block_id), 303)


@pages.route(f"{ADDRESS}/sections/<uuid:section_id>/blocks", methods=["GET", "POST"])
@requires(may_see_handbook_desk)
def add_block(chapter_id: uuid.UUID, section_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Write a new block, after another one or first in its section, or show it first."""
    chapter, manuscript = chapter_to_write(chapter_id), get_manuscript(chapter_id)
    section = editing.get_section(manuscript, section_id)
    form = NewBlockForm(data={"kind": "paragraph", "language": current_locale()})
    page = {"chapter": chapter, "section": section, "form": form}
    if not form.validate_on_submit():
        answer = render_template("handbook/add_block.html", **page, preview=None)
        return (answer, 422) if request.method == "POST" else answer
    block, after_id = _new_block(form), request.args.get("after", type=uuid.UUID)

    def add(text: Manuscript) -> Manuscript:
        return editing.add(text, block, section_id=section_id, after_id=after_id)

    language = block.source_locale
    if is_preview_asked():
        preview = show_preview(chapter, add(manuscript), block, language=language, body=form.body.data or "")
        return render_template("handbook/add_block.html", **page, preview=preview)
    do_edit(chapter_id, add, Done(ChangeKind.ADDED, current_user.id, now(), block_id=block.id, locale=language))
    return redirect(chapter_url(chapter_id, block.id), 303)


def _new_block(form: NewBlockForm) -> ManuscriptBlock:
    kind, label = form.chosen_kind()
    return editing.new_block(uuid.uuid4(), kind, locale=form.language.data, body=form.body.data or "", label=label)


@pages.route(f"{ADDRESS}/sections/new", methods=["GET", "POST"])
@requires(may_see_handbook_desk)
def add_section(chapter_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Add a section at the end of the chapter."""
    chapter, form = chapter_to_write(chapter_id), SectionForm()
    if not form.validate_on_submit():
        page = render_template("handbook/edit_section.html", chapter=chapter, form=form, section=None)
        return (page, 422) if request.method == "POST" else page
    title, section_id = form.title.data, uuid.uuid4()

    def add(text: Manuscript) -> Manuscript:
        last = text.sections[-1].id if text.sections else None
        return editing.add_section(text, section_id, title, after_id=last)

    do_edit(chapter_id, add, Done(ChangeKind.SECTION_ADDED, current_user.id, now()))
    return redirect(url_for(".edit_chapter", chapter_id=chapter_id, at=section_id), 303)


@pages.route(f"{ADDRESS}/sections/<uuid:section_id>", methods=["GET", "POST"])
@requires(may_see_handbook_desk)
def name_section(chapter_id: uuid.UUID, section_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Give a section another title."""
    chapter = chapter_to_write(chapter_id)
    section = editing.get_section(get_manuscript(chapter_id), section_id)
    form = SectionForm(data={"title": section.title})
    if not form.validate_on_submit():
        page = render_template("handbook/edit_section.html", chapter=chapter, form=form, section=section)
        return (page, 422) if request.method == "POST" else page
    title = form.title.data
    done = Done(ChangeKind.SECTION_NAMED, current_user.id, now())
    do_edit(chapter_id, lambda text: editing.name_section(text, section_id, title), done)
    return redirect(url_for(".edit_chapter", chapter_id=chapter_id, at=section_id), 303)


@pages.post(f"{ADDRESS}/sections/<uuid:section_id>/<any(up, down, remove):step>")
@requires(may_see_handbook_desk)
def arrange_section(chapter_id: uuid.UUID, section_id: uuid.UUID, step: str) -> Response:
    """Move or remove a section."""
    chapter_to_write(chapter_id)
    kind, make = SECTION_STEPS[step]
    do_edit(chapter_id, lambda text: make(text, section_id), Done(kind, current_user.id, now()))
    anchor = f"s-{section_id.hex[:8]}"
    return redirect(url_for(".edit_chapter", chapter_id=chapter_id, at=section_id, _anchor=anchor), 303)


@pages.get(f"{ADDRESS}/changes")
@requires(may_see_handbook_desk)
def show_changes(chapter_id: uuid.UUID) -> str:
    """List what was done to a chapter, to be undone one by one."""
    chapter = chapter_to_write(chapter_id)
    return render_template(
        "handbook/show_changes.html",
        chapter=chapter,
        changes=list_changes(chapter_id),
        change_names=CHANGE_NAMES,
    )


@pages.post(f"{ADDRESS}/changes/<int:number>/undo")
@requires(may_see_handbook_desk)
def undo_change(chapter_id: uuid.UUID, number: int) -> Response:
    """Undo one change, unless something was done on top of it."""
    chapter_to_write(chapter_id)
    try:
        with transaction():
            kind = actions.undo(chapter_id, number, actor_id=current_user.id, at=now()).kind
    except CannotUndo as refusal:
        flash(refusal.explain(), "problem")
    else:
        flash(_("Undone: %(change)s.", change=CHANGE_NAMES[kind]), "done")
    return redirect(url_for(".edit_chapter", chapter_id=chapter_id), 303)
