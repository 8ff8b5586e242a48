"""Importing a file: choose it, look at what it would change, take it over."""

import uuid
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.forms import ImportForm, TakeOverForm
from app.handbook.models import ImportDraft, Pillar
from app.handbook.permissions import may_read_drafts, may_write_handbook, may_write_some_handbook
from app.handbook.queries import Version, get_draft, get_manuscript, list_chapters, next_edition_number
from app.handbook.rules.files import read_file
from app.handbook.rules.manuscript import Manuscript
from app.handbook.rules.pairing import plan_import
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.refusals import EditionIncomplete, FileRefused, HandbookChangedMeanwhile
from app.handbook.views.blueprint import pages, programme_at_the_desk
from app.handbook.views.shown_plan import show_plan
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.programmes.models import Programme


@pages.get("/organise/handbook/import")
@requires(may_write_some_handbook)
def show_import() -> str:
    """Ask for a file, its language and its chapter."""
    programme = _programme_to_write()
    chosen = {"chapter_id": request.args.get("chapter", ""), "locale": request.args.get("locale", current_locale())}
    return _import_page(ImportForm(list_chapters(Version(programme.id)), formdata=None, data=chosen))


@pages.post("/organise/handbook/import")
@requires(may_write_some_handbook)
def import_text() -> Response | tuple[str, int]:
    """Read the file and keep it as a draft; nothing of the handbook changes yet."""
    programme = _programme_to_write()
    form = ImportForm(list_chapters(Version(programme.id)))
    parsed = _read_upload(form) if form.validate_on_submit() else None
    if parsed is None:
        return _import_page(form), 422
    with transaction():
        draft_id = actions.keep_draft(
            programme.id,
            parsed,
            person_id=current_user.id,
            locale=form.locale.data,
            file_name=form.file.data.filename,
            chapter_id=uuid.UUID(form.chapter_id.data) if form.chapter_id.data else None,
            pillar=Pillar(form.pillar.data),
        ).id
    return redirect(url_for(".show_import_draft", draft_id=draft_id), 303)


@pages.get("/organise/handbook/import/<uuid:draft_id>")
@requires(may_write_some_handbook)
def show_import_draft(draft_id: uuid.UUID) -> str:
    """Show what the file becomes, what it changes, and what could not be kept."""
    draft = _draft_to_write(draft_id)
    parsed = ParsedChapter.from_json(draft.content)
    plan = plan_import(parsed, get_manuscript(draft.chapter_id) if draft.chapter_id else Manuscript(), draft.locale)
    return render_template(
        "handbook/show_import_draft.html",
        draft=draft,
        shown=show_plan(parsed, plan, is_new=draft.chapter_id is None),
        form=TakeOverForm(formdata=None, data={"fingerprint": plan.fingerprint}),
        next_edition=next_edition_number(draft.programme_id),
    )


@pages.post("/organise/handbook/import/<uuid:draft_id>")
@requires(may_write_some_handbook)
def confirm_import(draft_id: uuid.UUID) -> Response:
    """Take the file over as it was shown; if the chapter has changed since, show the comparison again."""
    draft, form = _draft_to_write(draft_id), TakeOverForm()
    how = {"fingerprint": form.fingerprint.data or "", "remove_gone": form.remove_gone.data}
    try:
        with transaction():
            done = _take_over(draft, **how)
    except (HandbookChangedMeanwhile, EditionIncomplete) as refusal:
        flash(refusal.explain(), "problem")
        if isinstance(refusal, EditionIncomplete):
            flash(_("Take the file over without publishing it; the checklist of the next edition leads to each block."))
        return redirect(url_for(".show_import_draft", draft_id=draft_id), 303)
    flash(done, "done")
    return redirect(url_for(".show_handbook_desk"), 303)


def _take_over(draft: ImportDraft, **how: Any) -> str:
    """Take the file over, and publish it too if that was pressed; return what was done."""
    if "publish" in request.form:
        number = actions.publish_draft(draft, **how, actor_id=current_user.id, at=now()).number
        return _(
            "The file is in the handbook and published with edition %(number)d; everybody reads it now.", number=number
        )
    number = actions.take_over_draft(draft, **how, actor_id=current_user.id, at=now()).number
    return _("The file is in the handbook now, as chapter %(number)d.", number=number)


def _import_page(form: ImportForm) -> str:
    limit = current_app.config["SETTINGS"].upload_limit_bytes
    return render_template("handbook/show_import.html", form=form, limit_bytes=limit)


def _read_upload(form: ImportForm) -> ParsedChapter | None:
    """Return what the file holds; None if it was refused, with the reason at its field."""
    upload, limit = form.file.data, current_app.config["SETTINGS"].upload_limit_bytes
    try:
        return read_file(upload.read(limit + 1), file_name=upload.filename, limit_bytes=limit)
    except FileRefused as refusal:
        form.file.errors = [refusal.explain()]
        return None


def _programme_to_write() -> Programme:
    programme = programme_at_the_desk()
    ensure(may_write_handbook(current_user, programme.id), known=True)
    return programme


def _draft_to_write(draft_id: uuid.UUID) -> ImportDraft:
    draft = get_draft(draft_id)
    ensure(may_read_drafts(current_user, draft.programme_id))
    ensure(may_write_handbook(current_user, draft.programme_id), known=True)
    return draft
