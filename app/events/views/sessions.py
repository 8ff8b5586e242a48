"""The desk: sessions and visits are planned, copied and called off."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events import actions, queries
from app.events.forms import EventForm, VisitForm, values_of_event, values_of_next_event, values_of_venue
from app.events.permissions import may_plan, may_see_plans
from app.events.rules import WindowOutOfOrder
from app.events.views.blueprint import get_planned_programme, pages
from app.kernel.access import ensure, requires
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages


@pages.route("/organise/deliveries/<uuid:delivery_id>/sessions/new", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def create_event(delivery_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Add a session; all but its time is taken over from the session before."""
    delivery = queries.get_delivery(delivery_id)
    _ensure_planner(delivery.programme_id)
    venues = queries.list_venues(delivery.programme_id)
    chosen = next((venue for venue in venues if str(venue.event_id) == request.args.get("venue")), None)
    previous = delivery.events[-1] if delivery.events else None
    form = EventForm(data=values_of_next_event(previous) | values_of_venue(chosen))
    form.offer(trainers=queries.list_possible_trainers(delivery.programme_id))
    if form.validate_on_submit():
        try:
            with transaction():
                actions.create_event(delivery.programme_id, form.facts(), delivery=delivery, actor_id=current_user.id)
            flash(_("The session is added."), "done")
            return redirect(url_for(".edit_delivery", delivery_id=delivery_id), 303)
        except RuleBroken as refusal:
            form.ends_at.errors = [refusal.explain()]
            delivery = queries.get_delivery(delivery_id)
    return _page("events/create_event.html", form=form, delivery=delivery, venues=venues, chosen=chosen)


@pages.route("/organise/visits/new", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def create_visit() -> str | Response | tuple[str, int]:
    """Plan a study visit that stands alone; its itinerary comes next."""
    programme = get_planned_programme()
    ensure(may_plan(current_user, programme.id))
    form = VisitForm(data=values_of_next_event(None))
    form.offer(trainers=queries.list_possible_trainers(programme.id))
    if form.validate_on_submit():
        try:
            with transaction():
                event_id = actions.create_event(programme.id, form.facts_of_visit(), actor_id=current_user.id).id
            flash(_("The study visit is kept as a draft. Plan its days and stops now."), "done")
            return redirect(url_for(".edit_event", event_id=event_id), 303)
        except RuleBroken as refusal:
            _show_refusal(form, refusal)
    return _page("events/create_visit.html", form=form)


@pages.post("/organise/events/<uuid:event_id>/publish")
@requires(may_see_staff_pages)
def publish_event(event_id: uuid.UUID) -> Response:
    """Show a stand-alone event to the public; a session is published with its delivery."""
    event = queries.get_event(event_id)
    _ensure_planner(event.programme_id)
    ensure(event.delivery_id is None)
    with transaction():
        actions.publish_event(event_id, actor_id=current_user.id)
    flash(_("The study visit is public now."), "done")
    return redirect(url_for(".edit_event", event_id=event_id), 303)


@pages.route("/organise/events/<uuid:event_id>", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def edit_event(event_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Show an event and let it be changed; a change of time or place is mailed to everybody registered."""
    event = queries.get_event(event_id)
    _ensure_planner(event.programme_id)
    form = (EventForm if event.delivery_id else VisitForm)(data=values_of_event(event))
    form.offer(trainers=queries.list_possible_trainers(event.programme_id))
    if form.validate_on_submit():
        facts = form.facts_of_visit() if isinstance(form, VisitForm) else form.facts(event.kind)
        try:
            with transaction():
                actions.change_event(event_id, facts, actor_id=current_user.id)
            flash(_("The event is saved."), "done")
            return redirect(url_for(".edit_event", event_id=event_id), 303)
        except RuleBroken as refusal:
            _show_refusal(form, refusal)
            event = queries.get_event(event_id)
    return _page("events/edit_event.html", form=form, event=event)


@pages.post("/organise/events/<uuid:event_id>/copy")
@requires(may_see_staff_pages)
def copy_event(event_id: uuid.UUID) -> Response:
    """Make the same event a week later."""
    _ensure_planner(queries.get_event(event_id).programme_id)
    with transaction():
        copy_id = actions.copy_event(event_id, actor_id=current_user.id).id
    flash(_("This is the copy, a week later. Change what differs."), "done")
    return redirect(url_for(".edit_event", event_id=copy_id), 303)


@pages.post("/organise/events/<uuid:event_id>/cancel")
@requires(may_see_staff_pages)
def cancel_event(event_id: uuid.UUID) -> Response:
    """Call an event off; everybody registered is told."""
    _ensure_planner(queries.get_event(event_id).programme_id)
    with transaction():
        actions.cancel_event(event_id, actor_id=current_user.id)
    flash(_("The event is called off. Everybody registered gets a mail."), "done")
    return redirect(url_for(".edit_event", event_id=event_id), 303)


def _show_refusal(form: EventForm, refusal: RuleBroken) -> None:
    """Put a refusal at the field that it speaks of."""
    field = form["closes_at"] if isinstance(refusal, WindowOutOfOrder) else form.ends_at
    field.errors = [refusal.explain()]


def _ensure_planner(programme_id: uuid.UUID) -> None:
    """Let planners pass; who may only read is refused, and others do not find it."""
    ensure(may_see_plans(current_user, programme_id))
    ensure(may_plan(current_user, programme_id), known=True)


def _page(template: str, *, form: EventForm, **facts: Any) -> str | tuple[str, int]:
    page = render_template(template, form=form, **facts)
    return (page, 422) if request.method == "POST" else page
