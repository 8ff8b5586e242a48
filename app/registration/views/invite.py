"""An organiser adds invited people by hand, one after the other."""

import uuid
from collections.abc import Collection
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.rules import Booking
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.organisations.queries import list_municipalities_for_choice
from app.registration import actions, queries
from app.registration.actions import Application
from app.registration.forms import InvitationForm
from app.registration.models import PlaceState
from app.registration.permissions import may_manage_registrations, may_manage_some_registrations
from app.registration.queries import Offer
from app.registration.rules import AlreadyRegistered
from app.registration.views.blueprint import pages
from app.registration.views.desk import session_name, visible_offer

TAKES_INVITED = {Booking.OPEN, Booking.WAITING_LIST, Booking.BY_INVITATION}


@pages.get("/organise/deliveries/<uuid:delivery_id>/registrations/new")
@pages.get("/organise/events/<uuid:event_id>/registrations/new")
@requires(may_manage_some_registrations)
def show_invitation_form(**named: Any) -> str:
    """Show the empty form for the next invited person."""
    offer = _managed(**named)
    return _page(offer, _form(offer))


@pages.post("/organise/deliveries/<uuid:delivery_id>/registrations/new")
@pages.post("/organise/events/<uuid:event_id>/registrations/new")
@requires(may_manage_some_registrations)
def add_invited(**named: Any) -> Response | tuple[str, int]:
    """Register the person at once, say how the places stand, and offer the empty form again."""
    offer = _managed(**named)
    form = _form(offer)
    if not form.validate_on_submit():
        return _page(offer, form), 422
    try:
        states = _add(offer, form)
    except RuleBroken as refusal:
        flash(_why_not(refusal, form), "problem")
        return _page(_managed(**named), form), 422
    flash(_decision(f"{form.first_name.data} {form.last_name.data}", states), "done")
    return redirect(url_for(".show_invitation_form", **named), 303)


def _managed(**named: Any) -> Offer:
    offer = visible_offer(**named)
    ensure(may_manage_registrations(current_user, offer.programme_id), known=True)
    return offer


def _form(offer: Offer) -> InvitationForm:
    """Return the form with the sessions that take invited people now."""
    at = now()
    open_ids = [row.id for row in queries.list_event_rows(offer) if row.booking(at) in TAKES_INVITED]
    form = InvitationForm()
    del form.photo_consent
    if not form.is_submitted():
        form.language.data = current_locale()
    only = None if request.args.get("list") == "whole" else form.organisation.data or ""
    form.offer(organisations=list_municipalities_for_choice(only), event_ids=open_ids)
    return form


def _add(offer: Offer, form: InvitationForm) -> set[PlaceState]:
    chosen = form.chosen_event_ids()
    application = Application(
        delivery_id=offer.delivery_id,
        event_ids=chosen,
        locale=form.language.data,
        organisation_id=form.organisation_id(None),
        job_title=form.function(None),
    )
    with transaction():
        registration_id = actions.register_invited(form.visitor(), application, actor_id=current_user.id, at=now()).id
    places = queries.get_registration(registration_id).places
    return {place.state for place in places if place.event_id in chosen}


def _decision(name: str, states: Collection[PlaceState]) -> str:
    """Say how the places stand."""
    if PlaceState.WAITING not in states:
        return _("%(name)s is confirmed. Add the next.", name=name)
    if PlaceState.CONFIRMED not in states:
        return _("%(name)s is on the waiting list. Add the next.", name=name)
    return _("%(name)s is confirmed for some sessions and waits for others. Add the next.", name=name)


def _why_not(refusal: RuleBroken, form: InvitationForm) -> str:
    if isinstance(refusal, AlreadyRegistered):
        return _("%(email)s is registered already for the chosen sessions.", email=form.email.data)
    return refusal.explain()


def _page(offer: Offer, form: InvitationForm) -> str:
    return render_template(
        "registration/show_invitation_form.html",
        offer=offer,
        form=form,
        sessions=[(choice.value, session_name(offer, uuid.UUID(choice.value))) for choice in form.sessions.choices],
    )
