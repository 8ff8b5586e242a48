"""The trainers' desk: what one does in a module, and in which order."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.courses import actions
from app.courses.forms import MaterialForm, chosen_sections
from app.courses.models import Module
from app.courses.permissions import may_see_desk
from app.courses.queries import list_sections_by_chapter
from app.courses.views.blueprint import pages
from app.courses.views.desk import Answer, back_to_editor, get_module_to_edit
from app.courses.views.words import module_name
from app.kernel.access import requires
from app.kernel.base_form import BaseForm
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import current_locale, ngettext, use_locale
from app.kernel.i18n import gettext as _
from app.kernel.locales import LocalizedText


@pages.get("/organise/modules/<uuid:module_id>/sections")
@requires(may_see_desk)
def choose_sections(module_id: UUID) -> str:
    """Show the handbook's contents to choose readings from."""
    module = get_module_to_edit(module_id)
    return render_template(
        "courses/choose_sections.html",
        module=module,
        name=module_name(module.number, module.title),
        contents=list_sections_by_chapter(module.programme_id),
        known={step.section_id for step in module.activities},
        form=BaseForm(),
    )


@pages.post("/organise/modules/<uuid:module_id>/sections")
@requires(may_see_desk)
def add_sections(module_id: UUID) -> Response:
    """Add the ticked sections as readings."""
    module = get_module_to_edit(module_id)
    contents = list_sections_by_chapter(module.programme_id)
    chosen = chosen_sections(
        contents, chapters=request.form.getlist("chapters"), sections=request.form.getlist("sections")
    )
    with transaction():
        before = len(module.activities)
        actions.add_sections(module, chosen, actor_id=current_user.id)
        added = len(module.activities) - before
    flash(ngettext("%(num)d section added.", "%(num)d sections added.", added), "done")
    return back_to_editor(module_id, "steps")


@pages.get("/organise/modules/<uuid:module_id>/materials/new")
@requires(may_see_desk)
def show_new_material(module_id: UUID) -> str:
    """Ask for a file or a link."""
    return _render_new_material(get_module_to_edit(module_id), MaterialForm(formdata=None))


@pages.post("/organise/modules/<uuid:module_id>/materials/new")
@requires(may_see_desk)
def add_material(module_id: UUID) -> Answer:
    """Add a file, recognised by its content, or a link."""
    module, form = get_module_to_edit(module_id), MaterialForm()
    if not form.validate():
        return _render_new_material(module, form), 422
    facts = {"title": form.title_or_name(), "locale": form.content_locale(), "actor_id": current_user.id}
    with transaction():
        if form.upload is not None:
            actions.add_file(module, form.upload, **facts)
        else:
            actions.add_link(module, form.url.data.strip(), **facts)
    flash(_("The material is added."), "done")
    return back_to_editor(module_id, "steps")


def _render_new_material(module: Module, form: MaterialForm) -> str:
    name = module_name(module.number, module.title)
    return render_template("courses/show_new_material.html", module=module, name=name, form=form)


@pages.post("/organise/modules/<uuid:module_id>/quiz")
@requires(may_see_desk)
def add_quiz(module_id: UUID) -> Response:
    """Begin a quiz and go on to its questions."""
    module = get_module_to_edit(module_id)
    with transaction():
        title = _in_languages(module, lambda: _("Quiz: %(module)s", module=module.title.text(current_locale())))
        quiz_id = actions.add_quiz(module, title=title, at=now(), actor_id=current_user.id).id
    return redirect(url_for("assessments.edit_quiz", quiz_id=quiz_id), 303)


def _in_languages(module: Module, words: Callable[[], str]) -> LocalizedText:
    texts = {}
    for locale in module.languages:
        with use_locale(locale):
            texts[locale] = words()
    return LocalizedText(texts)


@pages.post("/organise/modules/<uuid:module_id>/steps/<uuid:step_id>/move")
@requires(may_see_desk)
def move_step(module_id: UUID, step_id: UUID) -> Response:
    """Move a step up, or with `direction=down` down."""
    module = get_module_to_edit(module_id)
    with transaction():
        actions.move_step(module, step_id, up=request.form.get("direction") != "down")
    return back_to_editor(module_id, "steps")


@pages.post("/organise/modules/<uuid:module_id>/steps/<uuid:step_id>/require")
@requires(may_see_desk)
def require_step(module_id: UUID, step_id: UUID) -> Response:
    """Make a step required, or with `required=no` optional."""
    module = get_module_to_edit(module_id)
    with transaction():
        actions.require_step(
            module, step_id, is_required=request.form.get("required") != "no", actor_id=current_user.id
        )
    return back_to_editor(module_id, "steps")


@pages.post("/organise/modules/<uuid:module_id>/steps/<uuid:step_id>/remove")
@requires(may_see_desk)
def remove_step(module_id: UUID, step_id: UUID) -> Response:
    """Take a step out of the module."""
    module = get_module_to_edit(module_id)
    with transaction():
        actions.remove_step(module, step_id, actor_id=current_user.id)
    flash(_("The step is removed from the module."), "done")
    return back_to_editor(module_id, "steps")
