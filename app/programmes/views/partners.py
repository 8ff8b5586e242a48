"""Who takes part in a programme: partners with the lead partner first, and municipalities."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel.access import requires
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.organisations.actions import add_organisation
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import find_organisation, list_organisations_for_choice
from app.programmes import actions
from app.programmes.forms import PARTICIPATIONS, PartForm
from app.programmes.models import Participation, Programme
from app.programmes.permissions import may_set_up
from app.programmes.queries import list_parts
from app.programmes.rules import TakesPartAlready
from app.programmes.views.blueprint import own_programme, pages

Answer = tuple[str, int] | Response


@pages.get("/organise/programmes/<uuid:programme_id>/partners")
@requires(may_set_up)
def list_partners(programme_id: uuid.UUID) -> str:
    """Show who takes part, and the form to add one more."""
    return _page(own_programme(programme_id), _form())


@pages.post("/organise/programmes/<uuid:programme_id>/partners")
@requires(may_set_up)
def add_partner(programme_id: uuid.UUID) -> Answer:
    """Let an organisation take part."""
    shown, form = own_programme(programme_id), _form()
    if not form.validate():
        return _page(shown, form), 422
    part = Participation(form.participation.data)
    try:
        with transaction():
            organisation = _organisation(form, part)
            name = organisation.name
            actions.add_part(
                shown, organisation, part, project_region=form.project_region.data or None, actor_id=current_user.id
            )
    except TakesPartAlready as refusal:
        form.organisation.errors = [refusal.explain()]
        return _page(own_programme(programme_id), form), 422
    flash(_("%(name)s takes part now.", name=name), "done")
    return _back(programme_id)


def _organisation(form: PartForm, part: Participation) -> Organisation:
    if form.organisation_id:
        found = find_organisation(form.organisation_id)
        if found is None:
            raise NotFound
        return found
    is_municipality = part is Participation.MUNICIPALITY
    return add_organisation(
        form.name.data or "",
        kind=OrganisationKind.MUNICIPALITY if is_municipality else OrganisationKind.PARTNER,
        country=form.country.data,
        region=form.region.data or None,
        address=form.address.data or None,
        actor_id=current_user.id,
    )


@pages.post("/organise/programmes/<uuid:programme_id>/partners/<uuid:part_id>/move")
@requires(may_set_up)
def move_partner(programme_id: uuid.UUID, part_id: uuid.UUID) -> Response:
    """Move an organisation up or down."""
    shown = own_programme(programme_id)
    with transaction():
        by = -1 if request.form.get("direction") == "up" else 1
        actions.move_part(shown, part_id, by=by, actor_id=current_user.id)
    return _back(programme_id)


@pages.post("/organise/programmes/<uuid:programme_id>/partners/<uuid:part_id>/lead")
@requires(may_set_up)
def name_lead_partner(programme_id: uuid.UUID, part_id: uuid.UUID) -> Response:
    """Make a partner the lead partner."""
    shown = own_programme(programme_id)
    with transaction():
        actions.name_lead(shown, part_id, actor_id=current_user.id)
    return _back(programme_id)


@pages.post("/organise/programmes/<uuid:programme_id>/partners/<uuid:part_id>/remove")
@requires(may_set_up)
def remove_partner(programme_id: uuid.UUID, part_id: uuid.UUID) -> Response:
    """End an organisation's part."""
    shown = own_programme(programme_id)
    with transaction():
        actions.remove_part(shown, part_id, actor_id=current_user.id)
    flash(_("Removed from the programme. The organisation itself is kept."), "done")
    return _back(programme_id)


def _form() -> PartForm:
    form = PartForm()
    only = None if request.args.get("list") == "whole" else form.organisation.data or ""
    form.offer(list_organisations_for_choice(only))
    return form


def _page(shown: Programme, form: PartForm) -> str:
    parts = list_parts(shown.id)
    return render_template(
        "programmes/list_partners.html",
        shown=shown,
        form=form,
        partners=[part for part in parts if part.participation is not Participation.MUNICIPALITY],
        municipalities=[part for part in parts if part.participation is Participation.MUNICIPALITY],
        words=PARTICIPATIONS,
    )


def _back(programme_id: uuid.UUID) -> Response:
    return redirect(url_for("programmes.list_partners", programme_id=programme_id), 303)
