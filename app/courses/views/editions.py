"""The edition of the handbook that a module keeps, and its way up to the latest."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.courses import actions
from app.courses.models import Module
from app.courses.permissions import may_edit_modules, may_see_desk, may_see_drafts
from app.courses.queries import find_sections_in, get_module, list_reading_changes, list_step_sizes
from app.courses.rules.editions import EditionNotLatest, is_behind
from app.courses.views.blueprint import pages
from app.courses.views.words import UNKNOWN_SIZE, module_name, step_title, step_url
from app.handbook.queries import find_latest_edition
from app.kernel.access import ensure, requires
from app.kernel.database import transaction
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _


@pages.get("/organise/modules/<uuid:module_id>/edition")
@requires(may_see_desk)
def show_newer_edition(module_id: UUID) -> Response | str:
    """Show what the latest edition brings for a module, before it moves up."""
    module = get_module(module_id)
    ensure(may_see_drafts(current_user, module.programme_id))
    latest = find_latest_edition(module.programme_id)
    if latest is None or latest.edition_id is None or not _is_behind(module, latest.number):
        return redirect(url_for("courses.edit_module", module_id=module_id, _anchor="steps"), 303)
    return render_template(
        "courses/show_newer_edition.html",
        module=module,
        name=module_name(module.number, module.title),
        latest=latest,
        changes=list_reading_changes(module, until=latest.number),
        gone=_list_gone(module, latest.edition_id),
        may_edit=may_edit_modules(current_user, module.programme_id),
    )


@pages.post("/organise/modules/<uuid:module_id>/edition")
@requires(may_see_desk)
def move_up(module_id: UUID) -> Response:
    """Let a module be read in the latest edition from now on."""
    module = get_module(module_id)
    ensure(may_see_drafts(current_user, module.programme_id))
    ensure(may_edit_modules(current_user, module.programme_id), known=True)
    number = request.form.get("number", 0, type=int)
    try:
        with transaction():
            actions.move_up(module, number, actor_id=current_user.id)
    except EditionNotLatest as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for("courses.show_newer_edition", module_id=module_id), 303)
    flash(_("The module is read in edition %(number)d from now on. Reading marks stay.", number=number), "done")
    return redirect(url_for("courses.edit_module", module_id=module_id, _anchor="steps"), 303)


def newer_edition(module: Module) -> int | None:
    """Return the number of the edition a module can move up to; None if it reads the latest."""
    latest = module.latest_edition_number
    return latest if latest and _is_behind(module, latest) else None


def _is_behind(module: Module, latest: int) -> bool:
    return is_behind(module.edition.number if module.edition else None, latest)


def _list_gone(module: Module, edition_id: UUID) -> list[dict[str, Any]]:
    """Return the readings that the latest edition no longer holds."""
    sizes = list_step_sizes(module.id, current_locale())
    readings = [step for step in module.activities if step.section_id]
    kept = find_sections_in(edition_id, [step.section_id for step in readings])
    found = [(step, sizes.get(step.id, UNKNOWN_SIZE).reading) for step in readings if step.section_id not in kept]
    return [
        {"title": step_title(step, reading), "url": step_url(step, reading), "edition": reading.edition_number}
        for step, reading in found
        if reading
    ]
