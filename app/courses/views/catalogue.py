"""What anyone sees of modules: the catalogue, a module's page, its materials."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.assessments.models import Quiz
from app.courses.models import Module, ModuleActivity, ModuleState
from app.courses.permissions import may_edit_modules, may_see_module, may_use_steps
from app.courses.queries import (
    ModuleRow,
    StepSize,
    get_material,
    get_module,
    list_modules_with_quiz,
    list_step_sizes,
    list_steps_done,
)
from app.courses.queries import list_modules as list_rows
from app.courses.rules.progress import Progress, decide_next, measure_progress
from app.courses.views.blueprint import pages
from app.courses.views.words import (
    PART,
    UNKNOWN_SIZE,
    certificate_facts,
    language_names,
    module_name,
    step_item,
    step_title,
    step_url,
    weave,
    workload_words,
)
from app.kernel import files
from app.kernel.access import ensure, public
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale, ngettext
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, search_form
from app.programmes.queries import find_current_programme


@pages.get("/modules")
@public
def list_modules() -> str:
    """Show the modules that anyone may take, narrowed by words and language."""
    programme = find_current_programme(now())
    rows = list_rows(programme.id) if programme else []
    words, language = request.args.get("words", "").strip(), request.args.get("language", "")
    return render_template(
        "courses/list_modules.html",
        modules=[row for row in rows if _fits(row, words, language)],
        is_empty=not rows,
        filters=_filters(words, language),
        is_filtered=bool(words or language),
        unit_minutes=programme.unit_minutes if programme else 45,
        units=programme.units if programme else None,
        language_names=language_names,
    )


def _fits(row: ModuleRow, words: str, language: str) -> bool:
    text = search_form(" ".join([str(row.number), *row.title.values(), *row.summary.values()]))
    return all(word in text for word in search_form(words).split()) and (not language or language in row.languages)


def _filters(words: str, language: str) -> list[dict[str, Any]]:
    languages = [(locale, LANGUAGE_NAMES[locale]) for locale in LOCALES]
    return [
        {"name": "words", "label": _("Search the modules"), "value": words, "kind": "search"},
        {"name": "language", "label": _("Language"), "value": language, "options": languages},
    ]


@pages.get("/modules/<uuid:module_id>")
@public
def show_module(module_id: UUID) -> str:
    """Show what a module teaches, what one does in it, and how far the reader is."""
    module = get_module(module_id)
    ensure(may_see_module(current_user, programme_id=module.programme_id, state=module.state))
    has_steps = may_use_steps(current_user, programme_id=module.programme_id, state=module.state)
    done = _done_by_reader(module) if has_steps else None
    following = None if done is None else decide_next(module.activities, done)
    sizes = list_step_sizes(module.id, current_locale())
    outcomes, outcomes_locale = module.outcomes_shown_in(current_locale())
    return render_template(
        "courses/show_module.html",
        module=module,
        name=module_name(module.number, module.title),
        outcomes=outcomes,
        outcomes_locale=outcomes_locale,
        steps=_items(module, sizes=sizes, done=done, following=following) if has_steps else [],
        progress=_progress_words(module, done, sizes, following=following),
        facts=_facts(module),
        certificate_facts=[] if module.state is ModuleState.ANNOUNCED else certificate_facts(module),
        may_edit=may_edit_modules(current_user, module.programme_id),
        is_draft=module.state is ModuleState.DRAFT,
        is_announced=module.state is ModuleState.ANNOUNCED,
    )


def _facts(module: Module) -> list[tuple[str, str]]:
    facts = [(_("Workload"), workload_words(module)), (_("Languages"), language_names(module.languages))]
    if module.edition is None or not any(step.section_id for step in module.activities):
        return facts
    return [*facts, (_("Handbook"), _("Edition %(number)d", number=module.edition.number))]


def _done_by_reader(module: Module) -> set[UUID] | None:
    if not current_user.is_authenticated:
        return None
    return list_steps_done(module.id, [current_user.id])[current_user.id]


def _items(
    module: Module, *, sizes: dict[UUID, StepSize], done: set[UUID] | None, following: ModuleActivity | None
) -> list[dict[str, Any]]:
    return [
        step_item(step, sizes.get(step.id, UNKNOWN_SIZE), done=done, is_next=step is following)
        for step in module.activities
    ]


def _progress_words(
    module: Module, done: set[UUID] | None, sizes: dict[UUID, StepSize], *, following: ModuleActivity | None
) -> dict[str, Any] | None:
    """Return the next-step frame: one sentence, how far, and where to go on; None for visitors."""
    if done is None:
        return None
    progress = measure_progress(module.activities, done)
    if following is None:
        return _complete(progress) if progress.total else None
    reading = sizes.get(following.id, UNKNOWN_SIZE).reading
    sentence = ngettext(
        "%(num)d step is still open: %(step)s.",
        "%(num)d steps are still open; next is %(step)s.",
        progress.total - progress.done,
        step=PART,
    )
    words = _("Begin the quiz") if following.quiz else _("Continue reading") if progress.done else _("Begin reading")
    return {
        "sentence": weave(sentence, step_title(following, reading)),
        "progress": progress,
        "url": step_url(following, reading),
        "words": words,
    }


def _complete(progress: Progress) -> dict[str, Any]:
    sentence = _("You have done everything there is to do here. Attendance at the sessions is counted apart.")
    return {"sentence": sentence, "progress": progress, "url": "", "words": ""}


@pages.get("/materials/<uuid:material_id>")
@public
def download_material(material_id: UUID) -> Response:
    """Hand out a material's file, always as an attachment, or lead to its link."""
    material, module = get_material(material_id)
    ensure(may_use_steps(current_user, programme_id=module.programme_id, state=module.state))
    if material.file is None:
        ensure(urlsplit(material.url or "").scheme in {"http", "https"})
        return redirect(material.url or "", 303)
    path = files.path_of(material.file.key)
    if not path.exists():
        raise NotFound
    return send_file(
        path, mimetype=material.file.media_type, as_attachment=True, download_name=material.file.name, max_age=0
    )


@pages.app_context_processor
def links_of_quizzes() -> dict[str, Any]:
    """Let the pages of a quiz lead back to its modules, which stand above them."""
    return {"modules_of_quiz": _modules_of_quiz}


def _modules_of_quiz(quiz: Quiz) -> Sequence[dict[str, Any]]:
    return [
        {
            "name": module_name(row.number, row.title),
            "edition": row.edition_number,
            "url": url_for("courses.show_module", module_id=row.id),
            "edit_url": url_for("courses.edit_module", module_id=row.id),
        }
        for row in list_modules_with_quiz(quiz.id)
    ]
