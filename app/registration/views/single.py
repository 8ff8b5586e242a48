"""One registration at the desk: what is known, what was done with it, and where the person can be moved."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.events.queries import list_delivery_choices
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _
from app.registration import actions, queries
from app.registration.emails import title_of
from app.registration.forms import MoveForm
from app.registration.models import Registration
from app.registration.permissions import (
    may_manage_registrations,
    may_manage_some_registrations,
    may_see_registrations,
    may_see_some_registrations,
    organisations_visible_to,
)
from app.registration.queries import Offer
from app.registration.rules import is_active
from app.registration.views.blueprint import pages
from app.registration.views.desk import session_name


@pages.get("/organise/registrations/<uuid:registration_id>")
@requires(may_see_some_registrations)
def show_registration_at_desk(registration_id: uuid.UUID) -> str:
    """Show staff one registration, and coordinators those of their own people."""
    registration, offer = _visible(registration_id)
    form = MoveForm()
    form.target.choices = _targets(registration, offer)
    return _page(registration, offer, form)


@pages.post("/organise/registrations/<uuid:registration_id>/move")
@requires(may_manage_some_registrations)
def move(registration_id: uuid.UUID) -> Response | tuple[str, int]:
    """Move the person to another session, or to another offer."""
    registration, offer = _visible(registration_id)
    ensure(may_manage_registrations(current_user, offer.programme_id), known=True)
    form = MoveForm()
    form.target.choices = _targets(registration, offer)
    if not form.validate_on_submit():
        return _page(registration, offer, form), 422
    try:
        with transaction():
            moved_id = _move(registration_id, form.target.data)
        flash(_("The person is moved and gets a mail."), "done")
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
        moved_id = registration_id
    return redirect(url_for(".show_registration_at_desk", registration_id=moved_id), 303)


def _visible(registration_id: uuid.UUID) -> tuple[Registration, Offer]:
    registration = queries.get_registration(registration_id)
    offer = queries.get_offer(delivery_id=registration.delivery_id, event_id=registration.event_id)
    ensure(may_see_registrations(current_user, offer.programme_id))
    visible = organisations_visible_to(current_user, offer.programme_id)
    ensure(visible is None or registration.organisation_id in visible)
    return registration, offer


def _page(registration: Registration, offer: Offer, form: MoveForm) -> str:
    return render_template(
        "registration/show_registration_at_desk.html",
        registration=registration,
        offer=offer,
        form=form,
        verbs=_verbs(),
        history=queries.list_history(registration.id),
        ahead=queries.count_ahead([place.id for place in registration.places]),
        active={place.event_id for place in registration.places if is_active(place.state)},
        may_manage=may_manage_registrations(current_user, offer.programme_id),
    )


def _targets(registration: Registration, offer: Offer) -> list[SelectChoice]:
    """Return where the person can go: from each session to each other one, and to other deliveries.

    Who comes to a stand-alone event stays there: nothing else is the same thing at another time.
    """
    if offer.delivery_id is None:
        return []
    active = [place.event_id for place in registration.places if is_active(place.state)]
    free = [event.id for event in offer.events if event.id not in active and event.state != "cancelled"]
    targets = [
        SelectChoice(
            f"event:{source}:{target}",
            _(
                "from %(source)s to %(target)s",
                source=session_name(offer, source),
                target=session_name(offer, target),
            ),
        )
        for source in active
        for target in free
    ]
    for delivery_id, number, title, name in list_delivery_choices(offer.programme_id):
        if delivery_id != offer.id:
            targets.append(SelectChoice(f"delivery:{delivery_id}", f"{number} {title_of(title)}, {title_of(name)}"))
    return targets


def _move(registration_id: uuid.UUID, target: str) -> uuid.UUID:
    """Do the move that a choice names, and return the id of the registration that holds now."""
    kind, *ids = target.split(":")
    if kind == "delivery":
        return actions.move_to_delivery(
            registration_id, to_delivery_id=uuid.UUID(ids[0]), actor_id=current_user.id, at=now()
        ).id
    source, goal = (uuid.UUID(event_id) for event_id in ids)
    actions.move_to_event(registration_id, from_event_id=source, to_event_id=goal, actor_id=current_user.id, at=now())
    return registration_id


def _verbs() -> dict[str, str]:
    return {
        "registration.received": _("registered"),
        "place.confirmed": _("place confirmed"),
        "place.waiting": _("put on the waiting list"),
        "place.promoted": _("moved up from the waiting list"),
        "place.withdrawn": _("place given back"),
        "place.declined": _("place declined"),
        "place.cancelled": _("event called off"),
        "place.moved": _("moved away"),
        "place.requested": _("place requested"),
    }
