"""The desk: deliveries are listed, planned, published, copied and called off."""

import uuid
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events import actions, queries
from app.events.forms import DeliveryForm, values_of_delivery
from app.events.models import Delivery, DeliveryState
from app.events.permissions import may_plan, may_see_plans
from app.events.queries import DeliveryFilter
from app.events.views.blueprint import get_planned_programme, pages
from app.kernel.access import ensure, requires
from app.kernel.database import transaction
from app.kernel.errors import DomainError
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages

NEXT_TIME = timedelta(weeks=26)


@pages.get("/organise/deliveries")
@requires(may_see_staff_pages)
def list_deliveries() -> str:
    """Show the programme's deliveries, narrowed by state and module."""
    programme = get_planned_programme()
    wanted = _read_filter()
    page = queries.page_deliveries(programme.id, wanted, cursor=request.args.get("cursor"))
    return render_template(
        "events/list_deliveries.html",
        page=page,
        wanted=wanted,
        filters=_filters(programme.id, wanted),
        may_plan=may_plan(current_user, programme.id),
        next_url=_page_url(page.next_cursor),
        previous_url=_page_url(page.previous_cursor),
    )


@pages.route("/organise/deliveries/new", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def create_delivery() -> str | Response | tuple[str, int]:
    """Plan a delivery; its sessions come next."""
    programme = get_planned_programme()
    ensure(may_plan(current_user, programme.id))
    form = DeliveryForm(data={"module": request.args.get("module")})
    _offer(form, programme.id)
    if not form.validate_on_submit():
        return _page("events/create_delivery.html", form=form)
    with transaction():
        delivery_id = actions.create_delivery(programme.id, form.facts(), actor_id=current_user.id).id
    flash(_("The delivery is kept as a draft. Add its sessions now."), "done")
    return redirect(url_for(".create_event", delivery_id=delivery_id), 303)


@pages.route("/organise/deliveries/<uuid:delivery_id>", methods=["GET", "POST"])
@requires(may_see_staff_pages)
def edit_delivery(delivery_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Show a delivery with its sessions and let it be changed."""
    delivery = queries.get_delivery(delivery_id)
    ensure(may_see_plans(current_user, delivery.programme_id))
    form = DeliveryForm(data=values_of_delivery(delivery))
    _offer(form, delivery.programme_id)
    is_planner = may_plan(current_user, delivery.programme_id)
    ensure(is_planner or request.method == "GET", known=True)
    if not form.validate_on_submit():
        return _page("events/edit_delivery.html", form=form, delivery=delivery, may_plan=is_planner)
    with transaction():
        actions.change_delivery(delivery_id, form.facts(), actor_id=current_user.id)
    flash(_("The delivery is saved."), "done")
    return redirect(url_for(".edit_delivery", delivery_id=delivery_id), 303)


@pages.post("/organise/deliveries/<uuid:delivery_id>/publish")
@requires(may_see_staff_pages)
def publish_delivery(delivery_id: uuid.UUID) -> Response:
    """Show a delivery and its sessions to the public."""
    _planned(delivery_id)
    try:
        with transaction():
            actions.publish_delivery(delivery_id, actor_id=current_user.id)
        flash(_("The delivery is public now."), "done")
    except DomainError as refusal:
        flash(refusal.explain(), "problem")
    return redirect(url_for(".edit_delivery", delivery_id=delivery_id), 303)


@pages.post("/organise/deliveries/<uuid:delivery_id>/cancel")
@requires(may_see_staff_pages)
def cancel_delivery(delivery_id: uuid.UUID) -> Response:
    """Call a delivery off; everybody registered is told."""
    _planned(delivery_id)
    with transaction():
        actions.cancel_delivery(delivery_id, actor_id=current_user.id)
    flash(_("The delivery is called off. Everybody registered gets a mail."), "done")
    return redirect(url_for(".edit_delivery", delivery_id=delivery_id), 303)


@pages.post("/organise/deliveries/<uuid:delivery_id>/copy")
@requires(may_see_staff_pages)
def copy_delivery(delivery_id: uuid.UUID) -> Response:
    """Make a draft with the same sessions, half a year later."""
    _planned(delivery_id)
    with transaction():
        copy_id = actions.copy_delivery(delivery_id, by=NEXT_TIME, actor_id=current_user.id).id
    flash(
        _("This is the copy, 26 weeks later and still a draft. Change what differs, and choose the trainers."), "done"
    )
    return redirect(url_for(".edit_delivery", delivery_id=copy_id), 303)


def _planned(delivery_id: uuid.UUID) -> Delivery:
    """Return a delivery that the person may plan; who may only read it is refused, others do not find it."""
    delivery = queries.get_delivery(delivery_id)
    ensure(may_see_plans(current_user, delivery.programme_id))
    ensure(may_plan(current_user, delivery.programme_id), known=True)
    return delivery


def _page(template: str, *, form: DeliveryForm, **facts: object) -> str | tuple[str, int]:
    page = render_template(template, form=form, **facts)
    return (page, 422) if form.is_submitted() else page


def _offer(form: DeliveryForm, programme_id: uuid.UUID) -> None:
    form.offer(modules=_module_choices(programme_id), contacts=queries.list_possible_contacts(programme_id))


def _module_choices(programme_id: uuid.UUID) -> list[tuple[str, str]]:
    return [
        (str(module_id), f"{number} {title.text(current_locale())}")
        for module_id, number, title in queries.list_module_choices(programme_id)
    ]


def _read_filter() -> DeliveryFilter:
    try:
        return DeliveryFilter(
            state=DeliveryState(request.args["state"]) if request.args.get("state") else None,
            module_id=uuid.UUID(request.args["module"]) if request.args.get("module") else None,
        )
    except ValueError:
        abort(404)


def _filters(programme_id: uuid.UUID, wanted: DeliveryFilter) -> list[dict[str, object]]:
    states = {
        DeliveryState.DRAFT: _("draft"),
        DeliveryState.PUBLISHED: _("published"),
        DeliveryState.CLOSED: _("closed"),
        DeliveryState.CANCELLED: _("cancelled"),
    }
    return [
        {"name": "state", "label": _("State"), "value": wanted.state or "", "options": list(states.items())},
        {
            "name": "module",
            "label": _("Module"),
            "value": wanted.module_id or "",
            "options": _module_choices(programme_id),
        },
    ]


def _page_url(cursor: str | None) -> str:
    values: dict[str, Any] = {**request.args, "cursor": cursor}
    return url_for(".list_deliveries", **values) if cursor else ""
