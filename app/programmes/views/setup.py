"""The programmes of the installation: list, create, and what is said about each."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel.access import requires
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes import actions
from app.programmes.forms import ProgrammeForm, programme_form
from app.programmes.models import Programme
from app.programmes.permissions import may_create_programmes, may_set_up
from app.programmes.queries import list_programmes_to_set_up
from app.programmes.rules import CodeTaken
from app.programmes.views.blueprint import own_programme, pages

Answer = tuple[str, int] | Response


@pages.get("/organise/programmes")
@requires(may_set_up)
def list_programmes() -> str:
    """Show the programmes that the person may describe."""
    return render_template(
        "programmes/list_programmes.html",
        rows=list_programmes_to_set_up(current_user),
        may_create=may_create_programmes(current_user),
    )


@pages.get("/organise/programmes/new")
@requires(may_create_programmes)
def show_new_programme() -> str:
    """Ask for everything a programme needs."""
    return _show_new(programme_form(None))


@pages.post("/organise/programmes/new")
@requires(may_create_programmes)
def create_programme() -> Answer:
    """Add the programme and go on to its partners."""
    form = programme_form(None)
    if not form.validate():
        return _show_new(form), 422
    try:
        with transaction():
            programme_id = actions.create_programme(form.facts(), actor_id=current_user.id).id
    except CodeTaken as refusal:
        form.code.errors = [refusal.explain()]
        return _show_new(form), 422
    flash(_("The programme is created. Name its partners now; logos and people come next."), "done")
    return redirect(url_for("programmes.list_partners", programme_id=programme_id), 303)


def _show_new(form: ProgrammeForm) -> str:
    return render_template("programmes/show_new_programme.html", form=form)


@pages.get("/organise/programmes/<uuid:programme_id>")
@requires(may_set_up)
def edit_programme(programme_id: uuid.UUID) -> str:
    """Show what is said about the programme."""
    shown = own_programme(programme_id)
    return _show_editor(shown, programme_form(shown))


@pages.post("/organise/programmes/<uuid:programme_id>")
@requires(may_set_up)
def save_programme(programme_id: uuid.UUID) -> Answer:
    """Write what was typed."""
    shown = own_programme(programme_id)
    form = programme_form(shown)
    if not form.validate():
        return _show_editor(shown, form), 422
    try:
        with transaction():
            actions.change_programme(shown, form.facts(), actor_id=current_user.id)
    except CodeTaken as refusal:
        form.code.errors = [refusal.explain()]
        return _show_editor(own_programme(programme_id), form), 422
    flash(_("Saved."), "done")
    return redirect(url_for("programmes.edit_programme", programme_id=programme_id), 303)


def _show_editor(shown: Programme, form: ProgrammeForm) -> str:
    return render_template("programmes/edit_programme.html", shown=shown, form=form)
