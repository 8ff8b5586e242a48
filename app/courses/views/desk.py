"""The trainers' desk: list, begin, write, publish and close modules."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.assessments.queries import list_quizzes
from app.courses import actions
from app.courses.forms import ModuleForm, ModuleStartForm, module_form
from app.courses.models import Module, ModuleState
from app.courses.permissions import may_edit_modules, may_see_desk, may_see_drafts
from app.courses.queries import (
    get_module,
    list_section_facts,
    list_sections_by_chapter,
    list_sections_characters,
    next_free_number,
)
from app.courses.queries import list_modules as list_rows
from app.courses.rules.progress import reading_minutes
from app.courses.rules.publishing import (
    UNPUBLISHED,
    NotReady,
    NumberTaken,
    Readiness,
    SectionFacts,
    check_announcement,
    check_module,
)
from app.courses.views.blueprint import pages, programme_at_the_desk
from app.courses.views.editions import newer_edition
from app.courses.views.points import point_items
from app.courses.views.words import language_names, module_name, row_of_step
from app.handbook.models import Chapter, Section
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes.models import Programme

Answer = str | tuple[str, int] | Response
SectionsKnown = Mapping[UUID, SectionFacts]
Contents = Sequence[tuple[Chapter, Sequence[Section]]]


@pages.get("/organise/modules")
@requires(may_see_desk)
def list_modules_to_edit() -> str:
    """Show all modules of the programme, whatever their state."""
    programme = programme_at_the_desk()
    return render_template(
        "courses/list_modules_to_edit.html",
        modules=list_rows(programme.id, with_drafts=True, with_closed=True),
        units=programme.units,
        language_names=language_names,
        may_edit=may_edit_modules(current_user, programme.id),
    )


@pages.get("/organise/modules/new")
@requires(may_see_desk)
def show_new_module() -> str:
    """Ask for number, title and sections."""
    programme = _own_programme()
    form = ModuleStartForm(data={"number": next_free_number(programme.id)})
    return _render_new_module(form, list_sections_by_chapter(programme.id))


@pages.post("/organise/modules/new")
@requires(may_see_desk)
def create_module() -> Answer:
    """Begin a draft and go on to its page."""
    programme = _own_programme()
    contents, form = list_sections_by_chapter(programme.id), ModuleStartForm()
    if not form.validate():
        return _render_new_module(form, contents), 422
    try:
        with transaction():
            module_id = _create(programme, form, contents).id
    except NumberTaken as refusal:
        form.number.errors = [refusal.explain()]
        return _render_new_module(form, list_sections_by_chapter(programme_at_the_desk().id)), 422
    flash(_("The module is saved as a draft. Complete it here, then publish it."), "done")
    return redirect(url_for("courses.edit_module", module_id=module_id), 303)


def _create(programme: Programme, form: ModuleStartForm, contents: Contents) -> Module:
    sections = form.chosen_sections(contents)
    minutes = reading_minutes(sum(list_sections_characters(sections).values()))
    return actions.create_module(
        programme.id,
        number=form.number.data or 0,
        title=form.title.data,
        sections=sections,
        workload_minutes=max(1, -(-minutes // programme.unit_minutes)) * programme.unit_minutes,
        actor_id=current_user.id,
    )


def _own_programme() -> Programme:
    programme = programme_at_the_desk()
    ensure(may_edit_modules(current_user, programme.id), known=True)
    return programme


def _render_new_module(form: ModuleStartForm, contents: Contents) -> str:
    return render_template("courses/show_new_module.html", form=form, contents=contents)


@pages.get("/organise/modules/<uuid:module_id>")
@requires(may_see_desk)
def edit_module(module_id: UUID) -> str:
    """Show everything about a module in one place: texts, steps, and what is missing before it is published."""
    module = get_module(module_id)
    ensure(may_see_drafts(current_user, module.programme_id))
    return render_editor(module, module_form(module))


@pages.post("/organise/modules/<uuid:module_id>")
@requires(may_see_desk)
def save_module(module_id: UUID) -> Answer:
    """Write what is said about the module."""
    module = get_module_to_edit(module_id)
    form = ModuleForm()
    if not form.validate():
        return render_editor(module, form), 422
    try:
        with transaction():
            actions.change_module(module, form.facts(module.programme.unit_minutes), actor_id=current_user.id)
    except NumberTaken as refusal:
        form.number.errors = [refusal.explain()]
        return render_editor(get_module(module_id), form), 422
    flash(_("Saved."), "done")
    return back_to_editor(module_id)


@pages.post("/organise/modules/<uuid:module_id>/announce")
@requires(may_see_desk)
def announce_module(module_id: UUID) -> Response:
    """Show everybody what the module will teach."""
    module = get_module_to_edit(module_id)
    try:
        with transaction():
            actions.announce(module, actor_id=current_user.id)
    except NotReady as refusal:
        flash(refusal.explain(), "problem")
        return back_to_editor(module_id, "publishing")
    flash(_("The module is announced: anyone can see what it teaches, and that its content is to come."), "done")
    return back_to_editor(module_id, "publishing")


@pages.post("/organise/modules/<uuid:module_id>/publish")
@requires(may_see_desk)
def publish_module(module_id: UUID) -> Response:
    """Publish the module if its checklist is complete."""
    module = get_module_to_edit(module_id)
    try:
        with transaction():
            actions.publish(module, judge(module), at=now(), actor_id=current_user.id)
    except NotReady as refusal:
        flash(refusal.explain(), "problem")
        return back_to_editor(module_id, "publishing")
    flash(_("The module is published: anyone can see it now, and deliveries can be planned."), "done")
    return back_to_editor(module_id, "publishing")


@pages.post("/organise/modules/<uuid:module_id>/close")
@requires(may_see_desk)
def close_module(module_id: UUID) -> Response:
    """Close the module to new deliveries."""
    module = get_module_to_edit(module_id)
    with transaction():
        actions.close(module, actor_id=current_user.id)
    flash(_("The module is closed. Deliveries that are under way go on."), "done")
    return back_to_editor(module_id, "publishing")


def get_module_to_edit(module_id: UUID) -> Module:
    """Return a module with its activities if the person may write it."""
    module = get_module(module_id)
    ensure(may_see_drafts(current_user, module.programme_id))
    ensure(may_edit_modules(current_user, module.programme_id), known=True)
    return module


def judge(module: Module) -> Readiness:
    """Gather what the checklist asks and go through it."""
    return _judge(module, list_section_facts(module.id))


def _judge(module: Module, sections: SectionsKnown) -> Readiness:
    quizzes = list_quizzes([step.quiz_id for step in module.activities if step.quiz_id])
    return check_module(module, quizzes=quizzes, sections=sections)


def render_editor(module: Module, form: ModuleForm, **more: Any) -> str:
    """Show the module's page at the desk."""
    sections, may_edit = list_section_facts(module.id), may_edit_modules(current_user, module.programme_id)
    readiness = _judge(module, sections)
    facts = {
        "module": module,
        "form": form,
        "name": module_name(module.number, module.title),
        "points": point_items(module, readiness, may_edit=may_edit),
        "is_ready": readiness.is_ready,
        "is_unpublished": module.state in UNPUBLISHED,
        "may_be_announced": module.state is ModuleState.DRAFT and check_announcement(module).is_ready,
        "is_published": module.state is ModuleState.PUBLISHED,
        "may_edit": may_edit,
        "steps": _step_rows(module, sections),
        "newer_edition": newer_edition(module),
    }
    return render_template("courses/edit_module.html", **facts, **more)


def _step_rows(module: Module, sections: SectionsKnown) -> list[dict[str, Any]]:
    rows, last = [], len(module.activities)
    for place, step in enumerate(module.activities, start=1):
        facts = sections.get(step.section_id) if step.section_id else None
        row = row_of_step(step, facts.reading if facts else None)
        rows.append(row | {"is_first": place == 1, "is_last": place == last})
    return rows


def back_to_editor(module_id: UUID, part: str = "") -> Response:
    """Return to the module's page at the desk."""
    return redirect(url_for("courses.edit_module", module_id=module_id, _anchor=part or None), 303)
