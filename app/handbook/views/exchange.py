"""Texts for translation offices: a file out, a file in, and a look at what it would change before it is taken over."""

import uuid

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.forms import ExportForm, ReturnForm, TakeOverTranslationForm
from app.handbook.models import Chapter
from app.handbook.permissions import may_see_handbook_desk
from app.handbook.queries import get_manuscript, get_translation_draft
from app.handbook.rules.exchange import (
    ReturnedFile,
    list_job,
    plan_translation,
    read_translation,
    write_po,
    write_xliff,
)
from app.handbook.rules.exchange.refusals import NothingToTranslate, TranslationChangedMeanwhile
from app.handbook.rules.refusals import FileRefused
from app.handbook.views.blueprint import chapter_to_write, pages
from app.handbook.views.shown_exchange import show_translation
from app.handbook.views.working import ADDRESS, language_asked
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _

FORMATS = {
    "xliff": (write_xliff, "application/xliff+xml", "xlf"),
    "po": (write_po, "text/x-gettext-translation", "po"),
}


@pages.get(f"{ADDRESS}/translations")
@requires(may_see_handbook_desk)
def show_translations(chapter_id: uuid.UUID) -> str:
    """Ask what goes out, and for what came back."""
    chapter, target = chapter_to_write(chapter_id), language_asked()
    return _page(chapter, ExportForm(formdata=None, data=_suggest(chapter_id, target)), ReturnForm(formdata=None))


@pages.get(f"{ADDRESS}/translations/file")
@requires(may_see_handbook_desk)
def export_translation(chapter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Answer with the file for the office, or say why there is none."""
    chapter, form = chapter_to_write(chapter_id), ExportForm(formdata=request.args)
    if not form.validate():
        return _page(chapter, form, ReturnForm(formdata=None)), 422
    source, target, only_work = form.source.data, form.target.data, form.what.data == "work"
    manuscript = get_manuscript(chapter_id)
    try:
        job = list_job(manuscript, chapter_id, source=source, target=target, only_work=only_work, made_at=now())
    except NothingToTranslate as refusal:
        form.target.errors = [refusal.explain()]
        return _page(chapter, form, ReturnForm(formdata=None)), 422
    write, media_type, ending = FORMATS[form.format.data]
    name = f"{chapter.number:02}-{source}-{target}.{ending}"
    return Response(
        write(job), content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@pages.post(f"{ADDRESS}/translations")
@requires(may_see_handbook_desk)
def return_translation(chapter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Read what came back and keep it; nothing of the handbook changes yet."""
    chapter, form = chapter_to_write(chapter_id), ReturnForm()
    file = _read_upload(form, chapter_id) if form.validate_on_submit() else None
    if file is None:
        return _page(chapter, ExportForm(formdata=None, data=_suggest(chapter_id, language_asked())), form), 422
    facts = {"person_id": current_user.id, "file_name": form.file.data.filename}
    with transaction():
        draft_id = actions.keep_translation(chapter_id, file, **facts).id
    return redirect(url_for(".show_translation_draft", chapter_id=chapter_id, draft_id=draft_id), 303)


@pages.get(f"{ADDRESS}/translations/<uuid:draft_id>")
@requires(may_see_handbook_desk)
def show_translation_draft(chapter_id: uuid.UUID, draft_id: uuid.UUID) -> str:
    """Show what the file would change."""
    chapter = chapter_to_write(chapter_id)
    draft = get_translation_draft(chapter_id, draft_id)
    file = ReturnedFile.from_json(draft.content)
    plan = plan_translation(file, get_manuscript(chapter_id), chapter_id)
    return render_template(
        "handbook/show_translation_draft.html",
        chapter=chapter,
        draft=draft,
        shown=show_translation(file, plan),
        form=TakeOverTranslationForm(formdata=None, data={"fingerprint": plan.fingerprint}),
    )


@pages.post(f"{ADDRESS}/translations/<uuid:draft_id>")
@requires(may_see_handbook_desk)
def confirm_translation(chapter_id: uuid.UUID, draft_id: uuid.UUID) -> Response:
    """Take the file over as it was shown; if the chapter has changed since, show the comparison again."""
    chapter_to_write(chapter_id)
    draft, form = get_translation_draft(chapter_id, draft_id), TakeOverTranslationForm()
    target = ReturnedFile.from_json(draft.content).target
    how = {"fingerprint": form.fingerprint.data or "", "replaces": form.replaces.data}
    try:
        with transaction():
            actions.take_over_translation_draft(draft, **how, actor_id=current_user.id, at=now())
    except TranslationChangedMeanwhile as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for(".show_translation_draft", chapter_id=chapter_id, draft_id=draft_id), 303)
    flash(_("The translation is in the handbook now."), "done")
    return redirect(url_for(".edit_chapter", chapter_id=chapter_id, language=target), 303)


def _page(chapter: Chapter, export_form: ExportForm, return_form: ReturnForm) -> str:
    return render_template(
        "handbook/show_translations.html", chapter=chapter, export_form=export_form, return_form=return_form
    )


def _suggest(chapter_id: uuid.UUID, target: str) -> dict[str, str]:
    """Return the choices to begin with: into the language worked in, from the one most of it is made from."""
    sources = [block.source_of(target) for block in get_manuscript(chapter_id).iter_blocks()]
    source = max(sources, key=sources.count, default="")
    return {"source": source, "target": target, "what": "work", "format": "xliff"}


def _read_upload(form: ReturnForm, chapter_id: uuid.UUID) -> ReturnedFile | None:
    """Return what the file brings back; None if it was refused, with the reason at its field."""
    upload, limit = form.file.data, current_app.config["SETTINGS"].upload_limit_bytes
    try:
        file = read_translation(upload.read(limit + 1), limit_bytes=limit)
        plan_translation(file, get_manuscript(chapter_id), chapter_id)
    except FileRefused as refusal:
        form.file.errors = [refusal.explain()]
        return None
    return file
