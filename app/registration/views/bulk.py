"""One press for many registrations: first a page that says what the press will do, then the press."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.registration import actions, queries
from app.registration.actions.desk import Selection
from app.registration.forms import BulkForm
from app.registration.models import PlaceState
from app.registration.permissions import may_manage_registrations, may_manage_some_registrations
from app.registration.queries import Offer, RegistrationRow
from app.registration.rules import MOST_BULK, BulkPlan, is_active, plan_confirmations
from app.registration.views.blueprint import pages
from app.registration.views.desk import everybody, session_name, visible_offer

CHOICES = ("confirm", "waiting", "decline", "withdraw")
WITH_REASON = ("decline", "withdraw")


@dataclass(frozen=True)
class Effect:
    """What the press will do, and the words on the button."""

    sentence: str
    button: str
    can_be_done: bool


@pages.get("/organise/deliveries/<uuid:delivery_id>/registrations/bulk")
@pages.get("/organise/events/<uuid:event_id>/registrations/bulk")
@requires(may_manage_some_registrations)
def review_bulk(**named: Any) -> str | Response:
    """Say what will happen to the chosen registrations."""
    offer = _managed(**named)
    if not request.args.getlist("chosen"):
        flash(_("Choose at least one registration first."), "attention")
        return redirect(url_for(".list_registrations", **named), 303)
    return _page(offer, BulkForm(), request.args.get("do", ""))


@pages.post("/organise/deliveries/<uuid:delivery_id>/registrations/bulk")
@pages.post("/organise/events/<uuid:event_id>/registrations/bulk")
@requires(may_manage_some_registrations)
def apply_bulk(**named: Any) -> str | Response | tuple[str, int]:
    """Do what was said."""
    offer = _managed(**named)
    form, do = BulkForm(), request.form.get("do", "")
    if not form.validate_on_submit():
        return _page(offer, form, do), 422
    back = url_for(".list_registrations", **named)
    try:
        with transaction():
            count = _action(do, reason=form.reason.data or None)(_selection(offer))
        flash(ngettext("%(num)d place is changed.", "%(num)d places are changed.", count), "done")
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
    return redirect(back, 303)


def _managed(**named: Any) -> Offer:
    offer = visible_offer(**named)
    ensure(may_manage_registrations(current_user, offer.programme_id), known=True)
    return offer


def _page(offer: Offer, form: BulkForm, do: str) -> str:
    if do not in CHOICES:
        abort(404)
    rows = _chosen_rows(offer)
    event_ids = _event_ids(offer)
    return render_template(
        "registration/review_bulk.html",
        offer=offer,
        form=form,
        do=do,
        rows=rows,
        asks_reason=do in WITH_REASON,
        effect=_effect(do, rows, event_ids),
        session=request.values.get("session", ""),
        session_name=session_name(offer, event_ids[0]) if request.values.get("session") else "",
    )


def _chosen_rows(offer: Offer) -> list[RegistrationRow]:
    try:
        chosen = [uuid.UUID(value) for value in request.values.getlist("chosen")[:MOST_BULK]]
    except ValueError:
        abort(404)
    return queries.list_registrations(everybody(offer), chosen)


def _event_ids(offer: Offer) -> list[uuid.UUID]:
    """Return the session that is meant, or all of them."""
    wanted = request.values.get("session", "")
    found = [event.id for event in offer.events if wanted in {"", str(event.id)}]
    return found or abort(404)


def _selection(offer: Offer) -> Selection:
    """Return what was chosen, as far as it belongs to the offer."""
    return Selection(tuple(row.id for row in _chosen_rows(offer)), tuple(_event_ids(offer)))


def _action(do: str, *, reason: str | None) -> Callable[[Selection], int]:
    who, at = current_user.id, now()
    choices: dict[str, Callable[[Selection], int]] = {
        "confirm": lambda chosen: actions.confirm(chosen, actor_id=who, at=at),
        "waiting": lambda chosen: actions.put_on_waiting_list(chosen, actor_id=who, at=at),
        "decline": lambda chosen: actions.decline(chosen, reason=reason, actor_id=who, at=at),
        "withdraw": lambda chosen: actions.withdraw_for(chosen, reason=reason, actor_id=who, at=at),
    }
    return choices.get(do) or abort(400)


def _effect(do: str, rows: list[RegistrationRow], event_ids: list[uuid.UUID]) -> Effect:
    if do == "confirm":
        return _effect_of_confirming(rows, event_ids)
    places = [row.states[event_id] for row in rows for event_id in event_ids if event_id in row.states]
    meant = [state for state in places if is_active(state) and not (do == "waiting" and state is PlaceState.WAITING)]
    count = len(meant)
    buttons = {
        "waiting": ngettext("Put %(num)d on the waiting list", "Put %(num)d on the waiting list", count),
        "decline": ngettext("Decline %(num)d place", "Decline %(num)d places", count),
        "withdraw": ngettext("Withdraw %(num)d place", "Withdraw %(num)d places", count),
    }
    sentence = _("Whoever waits longest gets a freed place at once. Everybody concerned gets a mail.")
    return Effect(sentence if count else _("There is nothing to change."), buttons[do], bool(count))


def _effect_of_confirming(rows: list[RegistrationRow], event_ids: list[uuid.UUID]) -> Effect:
    plans = _plans(rows, event_ids)
    confirmed, waiting = sum(plan.confirmed for plan in plans), sum(plan.waiting for plan in plans)
    if not confirmed and not waiting:
        return Effect(_("All of them are confirmed already."), "", can_be_done=False)
    if not waiting:
        button = ngettext("Confirm %(num)d place", "Confirm %(num)d places", confirmed)
        return Effect(_("There are enough places for all of them."), button, can_be_done=True)
    sentence = ngettext(
        "%(num)d place is more than is free, so it stays on the waiting list.",
        "%(num)d places are more than are free, so they stay on the waiting list.",
        waiting,
    )
    button = _("Confirm %(confirmed)s, put %(waiting)s on the waiting list", confirmed=confirmed, waiting=waiting)
    return Effect(sentence, button, bool(confirmed))


def _plans(rows: list[RegistrationRow], event_ids: list[uuid.UUID]) -> list[BulkPlan]:
    counts = queries.count_states_of_events(event_ids)
    return [
        plan_confirmations([row.states[event_id] for row in rows if event_id in row.states], counts=counts[event_id])
        for event_id in event_ids
    ]
