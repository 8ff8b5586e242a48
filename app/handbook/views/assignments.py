"""Who works on a chapter: give it to somebody, finish it, take it back."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.forms.assignments import AssignmentForm
from app.handbook.models import Chapter
from app.handbook.permissions import may_see_handbook_desk
from app.handbook.queries import get_assignment, list_assignments, list_writers
from app.handbook.rules.assignments import AssignedAlready, NotOnTheStaff, is_overdue
from app.handbook.rules.words import language_name
from app.handbook.views.blueprint import chapter_to_write, pages
from app.handbook.views.working import ADDRESS
from app.kernel.access import requires
from app.kernel.clock import now, today
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _


@pages.get(f"{ADDRESS}/assignments")
@requires(may_see_handbook_desk)
def show_assignments(chapter_id: uuid.UUID) -> str:
    """Show who works on a chapter, and ask for somebody else."""
    chapter = chapter_to_write(chapter_id)
    return _page(chapter, AssignmentForm(list_writers(chapter.programme_id), formdata=None))


@pages.post(f"{ADDRESS}/assignments")
@requires(may_see_handbook_desk)
def assign_chapter(chapter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Give a chapter to somebody, who gets a mail."""
    chapter = chapter_to_write(chapter_id)
    form = AssignmentForm(list_writers(chapter.programme_id))
    if not form.validate_on_submit():
        return _page(chapter, form), 422
    try:
        with transaction():
            actions.assign_chapter(chapter_id, form.task(), actor_id=current_user.id)
    except (AssignedAlready, NotOnTheStaff) as refusal:
        form.person.errors = [refusal.explain()]
        return _page(chapter_to_write(chapter_id), form), 422
    flash(_("The chapter is assigned. The person is told by mail."), "done")
    return _back(chapter_id)


@pages.post(f"{ADDRESS}/assignments/<uuid:assignment_id>/finish")
@requires(may_see_handbook_desk)
def finish_assignment(chapter_id: uuid.UUID, assignment_id: uuid.UUID) -> Response:
    """Note that what was asked for is done."""
    chapter_to_write(chapter_id)
    with transaction():
        actions.finish_assignment(get_assignment(chapter_id, assignment_id), actor_id=current_user.id, at=now())
    flash(_("The assignment is finished."), "done")
    return _back(chapter_id)


@pages.post(f"{ADDRESS}/assignments/<uuid:assignment_id>/remove")
@requires(may_see_handbook_desk)
def remove_assignment(chapter_id: uuid.UUID, assignment_id: uuid.UUID) -> Response:
    """Take a chapter back from a person."""
    chapter_to_write(chapter_id)
    with transaction():
        actions.remove_assignment(chapter_id, assignment_id, actor_id=current_user.id)
    flash(_("The assignment is removed."), "done")
    return _back(chapter_id)


def _back(chapter_id: uuid.UUID) -> Response:
    return redirect(url_for(".show_assignments", chapter_id=chapter_id), 303)


def _page(chapter: Chapter, form: AssignmentForm) -> str:
    day = today()
    assignments = list_assignments(chapter.id)
    return render_template(
        "handbook/show_assignments.html",
        chapter=chapter,
        form=form,
        assignments=assignments,
        overdue={one.id for one in assignments if not one.finished_at and is_overdue(one.due_on, day)},
        language_name=language_name,
    )
