"""Editions: what the next one would hold, publishing it, and what each one brought."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.forms import EditionForm, note_name
from app.handbook.permissions import may_read_drafts, may_see_handbook_desk, may_write_handbook
from app.handbook.queries import (
    find_latest_edition,
    get_edition,
    list_desk_chapters,
    list_edition_changes,
    list_editions,
    list_gaps,
    list_planned_changes,
)
from app.handbook.rules.refusals import (
    EditionIncomplete,
    EditionPublishedMeanwhile,
    NoApprovedChapter,
    NothingToPublish,
)
from app.handbook.views.blueprint import pages, programme_at_the_desk
from app.handbook.views.shown_checklist import show_checklist
from app.kernel.access import ensure, public, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.programmes.models import Programme
from app.programmes.queries import find_current_programme


@pages.get("/handbook/editions")
@public
def show_editions() -> str:
    """List the editions."""
    programme = find_current_programme(now())
    return render_template("handbook/show_editions.html", editions=list_editions(programme.id) if programme else [])


@pages.get("/handbook/editions/<int(max=9999):edition>/changes")
@public
def show_edition_changes(edition: int) -> str:
    """Show what an edition brought that was new."""
    programme = find_current_programme(now())
    if programme is None:
        raise NotFound
    version = get_edition(programme.id, edition)
    changes = list_edition_changes(version.edition_id) if version.edition_id else []
    return render_template("handbook/show_edition_changes.html", version=version, changes=changes)


@pages.get("/organise/handbook/edition")
@requires(may_see_handbook_desk)
def show_next_edition() -> str:
    """Show what the next edition would hold, and what is missing for it."""
    programme = programme_at_the_desk()
    ensure(may_read_drafts(current_user, programme.id))
    return _next_edition_page(programme, _form(programme, is_empty=True))


@pages.post("/organise/handbook/edition")
@requires(may_see_handbook_desk)
def publish_edition() -> Response | tuple[str, int]:
    """Freeze the handbook as it is."""
    programme = programme_at_the_desk()
    ensure(may_read_drafts(current_user, programme.id))
    ensure(may_write_handbook(current_user, programme.id), known=True)
    form = _form(programme, is_empty=False)
    if not form.validate_on_submit():
        return _next_edition_page(programme, form), 422
    try:
        number = _publish(programme, form)
    except EditionPublishedMeanwhile as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for(".show_next_edition"), 303)
    except (NoApprovedChapter, NothingToPublish, EditionIncomplete) as refusal:
        field = form.checklist if isinstance(refusal, EditionIncomplete) else form.alone
        field.errors = [refusal.explain()]
        return _next_edition_page(programme_at_the_desk(), form), 422
    flash(_("Edition %(number)d is published; everybody reads it now.", number=number), "done")
    return redirect(url_for(".show_handbook_desk"), 303)


def _publish(programme: Programme, form: EditionForm) -> int:
    """Approve what is published without a second look, then freeze; return the edition's number."""
    with transaction():
        return actions.publish_edition(
            programme.id,
            number=form.number.data,
            languages=form.languages.data or [],
            notes=form.notes(),
            alone=form.chosen_alone(),
            actor_id=current_user.id,
            at=now(),
        ).number


def _form(programme: Programme, *, is_empty: bool) -> EditionForm:
    chapters, latest = list_desk_chapters(programme.id), find_latest_edition(programme.id)
    facts = {"formdata": None} if is_empty else {}
    return EditionForm.of(chapters, list_planned_changes(latest), latest=latest, **facts)


def _next_edition_page(programme: Programme, form: EditionForm) -> str:
    return render_template(
        "handbook/show_next_edition.html",
        form=form,
        note_name=note_name,
        number=form.next_number,
        latest=form.latest,
        chapters=form.chapters,
        checklist=show_checklist(list_gaps(programme.id), form.languages.data or [], alone=form.chosen_alone()),
        may_write=may_write_handbook(current_user, programme.id),
    )
