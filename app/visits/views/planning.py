"""What organisers see and change of an itinerary."""

import uuid
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.models import Event
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _
from app.kernel.locales import LocalizedText
from app.programmes.permissions import may_see_staff_pages
from app.programmes.queries import get_programme_at_the_desk
from app.visits import actions, queries
from app.visits.forms import DayForm, DescriptionForm, RemoveForm, StopForm
from app.visits.permissions import may_change_itinerary, may_see_itinerary_plan
from app.visits.rules import StopFacts, list_days
from app.visits.views.blueprint import pages
from app.visits.views.rows import stop_row


@pages.get("/organise/visits")
@requires(may_see_staff_pages)
def list_visits_to_plan() -> str:
    """Show all visits of the programme, drafts included, with the way to their people and itineraries."""
    programme = get_programme_at_the_desk(current_user, now())
    page = queries.page_visits_to_plan(programme.id, cursor=request.args.get("cursor"))
    return render_template(
        "visits/list_visits_to_plan.html",
        page=page,
        may_change=may_change_itinerary(current_user, programme.id),
        next_url=url_for(".list_visits_to_plan", cursor=page.next_cursor) if page.next_cursor else "",
        previous_url=url_for(".list_visits_to_plan", cursor=page.previous_cursor) if page.previous_cursor else "",
    )


@pages.get("/organise/visits/<uuid:event_id>")
@requires(may_see_staff_pages)
def edit_itinerary(event_id: uuid.UUID) -> str:
    """Show the days and stops as one plans them."""
    visit = queries.get_visit(event_id)
    ensure(may_see_itinerary_plan(current_user, visit.event.programme_id))
    return render_template(
        "visits/edit_itinerary.html",
        visit=visit,
        stop_row=stop_row,
        event=visit.event,
        may_change=may_change_itinerary(current_user, visit.event.programme_id),
        remove_form=RemoveForm(),
    )


@pages.route("/organise/visits/<uuid:event_id>/stops/new", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def add_stop(event_id: uuid.UUID) -> str | tuple[str, int] | Response:
    """Add a stop to a day."""
    event = _event_to_change(event_id)
    form = _stop_form(event, StopForm(day=request.args.get("day"), time_zone=event.time_zone))
    if form.validate_on_submit() and _keep_stop(form, event_id=event_id, stop_id=None):
        flash(_("The stop has been added."), "done")
        return redirect(url_for("visits.edit_itinerary", event_id=event_id), 303)
    return _form_page("visits/edit_stop.html", form, event=event, stop=None)


@pages.route("/organise/visits/<uuid:event_id>/stops/<uuid:stop_id>", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def change_stop(event_id: uuid.UUID, stop_id: uuid.UUID) -> str | tuple[str, int] | Response:
    """Change a stop."""
    event = _event_to_change(event_id)
    stop = queries.get_stop(event_id, stop_id)
    form = _stop_form(event, StopForm(obj=stop))
    if form.validate_on_submit() and _keep_stop(form, event_id=event_id, stop_id=stop_id):
        flash(_("The stop has been saved."), "done")
        return redirect(url_for("visits.edit_itinerary", event_id=event_id), 303)
    return _form_page("visits/edit_stop.html", form, event=event, stop=stop)


@pages.post("/organise/visits/<uuid:event_id>/stops/<uuid:stop_id>/remove")
@requires(may_see_staff_pages)
def remove_stop(event_id: uuid.UUID, stop_id: uuid.UUID) -> Response:
    """Take a stop out of the itinerary."""
    _event_to_change(event_id)
    with transaction():
        actions.remove_stop(event_id, stop_id, actor_id=current_user.id)
    flash(_("The stop has been removed."), "done")
    return redirect(url_for("visits.edit_itinerary", event_id=event_id), 303)


@pages.route("/organise/visits/<uuid:event_id>/days/<day>", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def name_day(event_id: uuid.UUID, day: str) -> str | tuple[str, int] | Response:
    """Give a day its heading."""
    event = _event_to_change(event_id)
    chosen = _day_of(event, day)
    form = DayForm(title=queries.find_day_title(event_id, chosen))
    if form.validate_on_submit():
        with transaction():
            actions.name_day(event_id, chosen, title=form.title.data, actor_id=current_user.id)
        flash(_("The heading has been saved."), "done")
        return redirect(url_for("visits.edit_itinerary", event_id=event_id), 303)
    return _form_page("visits/name_day.html", form, event=event, day=chosen)


@pages.route("/organise/visits/<uuid:event_id>/text", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def describe_visit(event_id: uuid.UUID) -> str | tuple[str, int] | Response:
    """Write what the visit is about and how one takes part."""
    event = _event_to_change(event_id)
    form = DescriptionForm(obj=queries.find_description(event_id))
    if form.validate_on_submit():
        with transaction():
            texts: dict[str, LocalizedText] = {name: form[name].data for name in ("summary", "taking_part", "note")}
            actions.describe_visit(event_id, **texts, actor_id=current_user.id)
        flash(_("The texts have been saved."), "done")
        return redirect(url_for("visits.edit_itinerary", event_id=event_id), 303)
    return _form_page("visits/describe_visit.html", form, event=event)


def _event_to_change(event_id: uuid.UUID) -> Event:
    """Return the visit's event; what somebody may see but not change is refused with 403."""
    event = queries.get_visit_event(event_id)
    ensure(may_see_itinerary_plan(current_user, event.programme_id))
    ensure(may_change_itinerary(current_user, event.programme_id), known=True)
    return event


def _day_of(event: Event, day: str) -> date:
    days = {found.isoformat(): found for found in list_days(event.starts_at, event.ends_at, event.time_zone)}
    return days[day] if day in days else abort(404)


def _stop_form(event: Event, form: StopForm) -> StopForm:
    form.offer_days(list_days(event.starts_at, event.ends_at, event.time_zone))
    return form


def _keep_stop(form: StopForm, *, event_id: uuid.UUID, stop_id: uuid.UUID | None) -> bool:
    """Add or change the stop; a refusal stands at the field that it speaks of."""
    facts: StopFacts = form.facts()
    try:
        with transaction():
            if stop_id is None:
                actions.add_stop(event_id, facts, actor_id=current_user.id)
            else:
                actions.change_stop(event_id, stop_id, facts=facts, actor_id=current_user.id)
    except RuleBroken as refusal:
        form.ends_at.errors = [refusal.explain()]
        return False
    return True


def _form_page(template: str, form: object, **facts: object) -> str | tuple[str, int]:
    page = render_template(template, form=form, **facts)
    return (page, 422) if request.method == "POST" else page
