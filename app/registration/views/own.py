"""A person's own registration: how the places stand, and the way to give one back."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.permissions import may_act_in_own_name
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.i18n import gettext as _
from app.registration import actions, queries
from app.registration.emails import what_of
from app.registration.models import Registration
from app.registration.permissions import may_see_registration
from app.registration.rules import may_still_withdraw
from app.registration.views.blueprint import pages


@pages.get("/registration/<uuid:registration_id>")
@requires(may_act_in_own_name)
def show_registration(registration_id: uuid.UUID) -> str:
    """Show a person the own registration; another's is not found."""
    registration = _own(registration_id)
    at = now()
    return render_template(
        "registration/show_registration.html",
        registration=registration,
        what=what_of(registration),
        ahead=queries.count_ahead([place.id for place in registration.places]),
        leavable={
            place.event_id
            for place in registration.places
            if may_still_withdraw(state=place.state, starts_at=place.event.starts_at, at=at)
        },
    )


@pages.post("/registration/<uuid:registration_id>/withdraw")
@requires(may_act_in_own_name)
def withdraw(registration_id: uuid.UUID) -> Response:
    """Give back the place at one event, or all that are still to come."""
    _own(registration_id)
    try:
        event_ids = [uuid.UUID(event_id) for event_id in request.form.getlist("event")]
    except ValueError:
        raise NotFound
    try:
        with transaction():
            count = actions.withdraw(registration_id, event_ids, actor_id=current_user.id, at=now())
        if count:
            flash(_("Your place is given back. You get a mail about it."), "done")
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
    return redirect(url_for(".show_registration", registration_id=registration_id), 303)


def _own(registration_id: uuid.UUID) -> Registration:
    registration = queries.get_registration(registration_id)
    ensure(may_see_registration(current_user, registration.person_id))
    return registration
