"""Who holds which role in a programme; its organisers give and withdraw them."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.actions import give_role, withdraw_role
from app.accounts.models import Role
from app.accounts.queries import list_holders
from app.accounts.rules import CoordinatorNeedsMunicipality, LastOrganiser, PersonUnknown
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.organisations.queries import list_municipalities_for_choice
from app.programmes.forms import ROLES, RoleForm
from app.programmes.models import Programme
from app.programmes.permissions import may_set_up
from app.programmes.views.blueprint import own_programme, pages


@pages.get("/organise/programmes/<uuid:programme_id>/people")
@requires(may_set_up)
def list_people(programme_id: uuid.UUID) -> str:
    """Show who holds which role, and the form to give one."""
    return _page(own_programme(programme_id), _form())


@pages.post("/organise/programmes/<uuid:programme_id>/people")
@requires(may_set_up)
def give_role_to_person(programme_id: uuid.UUID) -> tuple[str, int] | Response:
    """Give a role to the person of an address; somebody unknown is invited."""
    shown, form = own_programme(programme_id), _form()
    if not form.validate():
        return _page(shown, form), 422
    try:
        with transaction():
            name = _give(shown, form)
    except PersonUnknown as refusal:
        form.first_name.errors = [refusal.explain()]
        return _page(own_programme(programme_id), form), 422
    except CoordinatorNeedsMunicipality:
        form.organisation.errors = [_("Choose the municipality for which the coordinator acts.")]
        return _page(own_programme(programme_id), form), 422
    flash(_("%(name)s has the role now.", name=name), "done")
    return _back(programme_id)


def _give(shown: Programme, form: RoleForm) -> str:
    person = give_role(
        form.email.data or "",
        Role(form.role.data),
        programme_id=shown.id,
        organisation_id=form.organisation_id,
        newcomer=form.newcomer(),
        at=now(),
        by=current_user.id,
    )
    return person.full_name


@pages.post("/organise/programmes/<uuid:programme_id>/people/<uuid:person_id>/withdraw")
@requires(may_set_up)
def withdraw_role_of_person(programme_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Take a role back; the last organiser cannot take their own."""
    shown = own_programme(programme_id)
    try:
        role = Role(request.form.get("role", ""))
    except ValueError:
        raise NotFound from None
    try:
        with transaction():
            withdraw_role(person_id, role, programme_id=shown.id, by=current_user.id)
    except LastOrganiser as refusal:
        flash(refusal.explain(), "problem")
        return _back(programme_id)
    flash(_("The role is withdrawn. The account stays, with all that the person did."), "done")
    if person_id == current_user.id and not current_user.is_administrator:
        return redirect(url_for("home.show_my_page"), 303)
    return _back(programme_id)


def _form() -> RoleForm:
    form = RoleForm(data={"locale": current_locale(), "role": Role.TRAINER.value})
    only = None if request.args.get("list") == "whole" else form.organisation.data or ""
    form.offer(list_municipalities_for_choice(only))
    return form


def _page(shown: Programme, form: RoleForm) -> str:
    words = request.args.get("q", "").strip()
    return render_template(
        "programmes/list_people.html",
        shown=shown,
        form=form,
        words=words,
        holders=list_holders(shown.id, words=words),
        role_words=ROLES,
    )


def _back(programme_id: uuid.UUID) -> Response:
    return redirect(url_for("programmes.list_people", programme_id=programme_id), 303)
