"""An organiser adds invited people by hand, one after the other."""

import uuid
from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.models import Delivery
from app.events.queries import list_events_of_delivery
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
from app.registration.rules import AlreadyRegistered
from app.registration.views.blueprint import pages
from app.registration.views.desk import session_name, visible_delivery

TAKES_INVITED = {Booking.OPEN, Booking.WAITING_LIST, Booking.BY_INVITATION}


@pages.get("/organise/deliveries/<uuid:delivery_id>/registrations/new")
@requires(may_manage_some_registrations)
def show_invitation_form(delivery_id: uuid.UUID) -> str:
    """Show the empty form for the next invited person."""
    delivery = _managed(delivery_id)
    return _page(delivery, _form(delivery))


@pages.post("/organise/deliveries/<uuid:delivery_id>/registrations/new")
@requires(may_manage_some_registrations)
def add_invited(delivery_id: uuid.UUID) -> Response | tuple[str, int]:
    """Register the person at once, say how the places stand, and offer the empty form again."""
    delivery = _managed(delivery_id)
    form = _form(delivery)
    if not form.validate_on_submit():
        return _page(delivery, form), 422
    try:
        states = _add(delivery_id, form)
    except RuleBroken as refusal:
        flash(_why_not(refusal, form), "problem")
        return _page(_managed(delivery_id), form), 422
    flash(_decision(f"{form.first_name.data} {form.last_name.data}", states), "done")
    return redirect(url_for(".show_invitation_form", delivery_id=delivery_id), 303)


def _managed(delivery_id: uuid.UUID) -> Delivery:
    delivery = visible_delivery(delivery_id)
    ensure(may_manage_registrations(current_user, delivery.programme_id), known=True)
    return delivery


def _form(delivery: Delivery) -> InvitationForm:
    """Return the form with the sessions that take invited people now."""
    at = now()
    open_ids = [row.id for row in list_events_of_delivery(delivery.id) if row.booking(at) in TAKES_INVITED]
    form = InvitationForm()
    del form.photo_consent
    if not form.is_submitted():
        form.language.data = current_locale()
    only = None if request.args.get("list") == "whole" else form.organisation.data or ""
    form.offer(organisations=list_municipalities_for_choice(only), event_ids=open_ids)
    return form


def _add(delivery_id: uuid.UUID, form: InvitationForm) -> set[PlaceState]:
    chosen = form.chosen_event_ids()
    application = Application(
        delivery_id=delivery_id,
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


def _page(delivery: Delivery, form: InvitationForm) -> str:
    return render_template(
        "registration/show_invitation_form.html",
        delivery=delivery,
        form=form,
        sessions=[(choice.value, session_name(delivery, uuid.UUID(choice.value))) for choice in form.sessions.choices],
    )
