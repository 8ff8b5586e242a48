"""The form: one for a delivery and its sessions, or for a stand-alone event."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.queries import EventRow, get_event_row, list_events_of_delivery
from app.events.rules import TAKES_REGISTRATIONS
from app.events.rules.lines import EventLine, event_line
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.organisations.queries import list_municipalities_for_choice
from app.programmes.queries import get_programme
from app.registration import actions, queries
from app.registration.actions import Application
from app.registration.forms import RegistrationForm
from app.registration.queries import Applicant
from app.registration.rules import AlreadyRegistered, is_active
from app.registration.views.blueprint import pages

SENT = "registration_sent"


@dataclass(frozen=True)
class Offer:
    """What one registers for here; `delivery_id` is None for a stand-alone event."""

    id: uuid.UUID
    delivery_id: uuid.UUID | None
    rows: list[EventRow]
    open_ids: list[uuid.UUID]

    @property
    def first(self) -> EventRow:
        return self.rows[0]


@dataclass(frozen=True)
class SessionChoice:
    """A session in the form."""

    id: uuid.UUID
    line: EventLine
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    can_be_chosen: bool


@pages.get("/registration/deliveries/<uuid:delivery_id>")
@public
def show_registration_form(delivery_id: uuid.UUID) -> str | Response:
    """Show the form for a delivery, or the registration that the person has already."""
    return _show(_offer_of_delivery(delivery_id))


@pages.post("/registration/deliveries/<uuid:delivery_id>")
@public
def register_for_delivery(delivery_id: uuid.UUID) -> Response | tuple[str, int]:
    """Register for a delivery and the chosen sessions."""
    return _register(_offer_of_delivery(delivery_id))


@pages.get("/registration/events/<uuid:event_id>")
@public
def show_event_registration_form(event_id: uuid.UUID) -> str | Response:
    """Show the form for a stand-alone event; a session has its delivery's."""
    return _show(_offer_of_event(event_id))


@pages.post("/registration/events/<uuid:event_id>")
@public
def register_for_event(event_id: uuid.UUID) -> Response | tuple[str, int]:
    """Register for a stand-alone event."""
    return _register(_offer_of_event(event_id))


@pages.get("/registration/sent")
@public
def show_sent() -> str:
    """Show what somebody who is not signed in has sent from this browser, and nothing else."""
    sent = session.get(SENT)
    if sent is None:
        raise NotFound
    return render_template("registration/show_sent.html", sent=sent)


def _offer_of_delivery(delivery_id: uuid.UUID) -> Offer:
    rows = list_events_of_delivery(delivery_id)
    if not rows:
        raise NotFound
    return Offer(delivery_id, delivery_id, rows, _open_ids(rows))


def _offer_of_event(event_id: uuid.UUID) -> Offer:
    row = get_event_row(event_id)
    if row.delivery_id is not None or row.state == "draft":
        raise NotFound
    return Offer(event_id, None, [row], _open_ids([row]))


def _open_ids(rows: list[EventRow]) -> list[uuid.UUID]:
    at = now()
    return [row.id for row in rows if row.booking(at) in TAKES_REGISTRATIONS]


def _show(offer: Offer) -> str | Response:
    """Show the form; who has all that is offered sees it instead, and where nothing is open the page says why."""
    if not offer.open_ids:
        return redirect(_page_of(offer), 303)
    if current_user.is_authenticated:
        present = queries.find_registration_of(offer.id, current_user.id)
        active = {place.event_id for place in present.places if is_active(place.state)} if present else set()
        if present and active.issuperset(offer.open_ids):
            return redirect(url_for(".show_registration", registration_id=present.id), 303)
    form, known = _form(offer)
    return _page(offer, form, known=known)


def _register(offer: Offer) -> Response | tuple[str, int]:
    form, known = _form(offer)
    if not form.validate_on_submit():
        return _page(offer, form, known=known), 422
    application = Application(
        delivery_id=offer.delivery_id,
        event_ids=form.chosen_event_ids(),
        locale=current_locale(),
        organisation_id=form.organisation_id(known),
        job_title=form.function(known),
        photo_consent=form.photo_consent.data,
    )
    try:
        return _send(offer, form, application)
    except AlreadyRegistered:
        return _remind(offer, form, application)
    except DomainError as refusal:
        flash(refusal.explain(), "problem")
        return redirect(_page_of(offer), 303)


def _send(offer: Offer, form: RegistrationForm, application: Application) -> Response:
    if not current_user.is_authenticated:
        with transaction():
            actions.register_visitor(form.visitor(), application, at=now())
        return _show_present(offer, form)
    with transaction():
        registration = actions.register(current_user.id, application, actor_id=current_user.id, at=now())
        registration_id = registration.id
    flash(_("Your registration has arrived. You get a mail with your places."), "done")
    return redirect(url_for(".show_registration", registration_id=registration_id), 303)


def _remind(offer: Offer, form: RegistrationForm, application: Application) -> Response:
    """Answer a second submit as the first, so that a stranger does not learn who is registered."""
    if not current_user.is_authenticated:
        with transaction():
            actions.remind_visitor(form.visitor(), application, at=now())
    return _show_present(offer, form)


def _show_present(offer: Offer, form: RegistrationForm) -> Response:
    """Lead to the person's registration; a visitor sees only what was typed, whoever the address belongs to."""
    if current_user.is_authenticated:
        present = queries.find_registration_of(offer.id, current_user.id)
        assert present is not None
        flash(_("You are registered already. This is your registration."), "information")
        return redirect(url_for(".show_registration", registration_id=present.id), 303)
    chosen = set(form.chosen_event_ids())
    session[SENT] = {
        "key": str(offer.id),
        "name": f"{form.first_name.data} {form.last_name.data}",
        "email": form.email.data,
        "what": _title(offer),
        "sessions": [str(row.id) for row in offer.rows if row.id in chosen],
        "lines": [_when_and_where(row) for row in offer.rows if row.id in chosen],
    }
    return redirect(url_for(".show_sent"), 303)


def _form(offer: Offer) -> tuple[RegistrationForm, Applicant | None]:
    """Return the form, and what need not be asked of a person who is signed in."""
    form, known = RegistrationForm(), None
    if current_user.is_authenticated:
        known = queries.get_applicant(current_user.id)
        form.ask_only_unknown(known)
    only = None if request.args.get("list") == "whole" else form.data.get("organisation") or ""
    form.offer(organisations=list_municipalities_for_choice(only), event_ids=offer.open_ids)
    return form, known


def _page(offer: Offer, form: RegistrationForm, *, known: Applicant | None) -> str:
    at = now()
    sessions = [
        SessionChoice(
            id=row.id,
            line=event_line(row, at=at, url="", names_module=False),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            time_zone=row.time_zone,
            can_be_chosen=row.id in offer.open_ids,
        )
        for row in offer.rows
    ]
    return render_template(
        "registration/show_registration_form.html",
        offer=offer,
        title=_title(offer),
        form=form,
        known=known,
        sessions=sessions,
        retain_until=get_programme(offer.first.programme_id).retain_until,
    )


def _title(offer: Offer) -> str:
    first = offer.first
    if first.module_title is None:
        return first.title.text(current_locale())
    return _(
        "Module %(number)s: %(title)s", number=first.module_number, title=first.module_title.text(current_locale())
    )


def _when_and_where(row: EventRow) -> str:
    line = event_line(row, at=now(), url="", names_module=False)
    return f"{line.date_text}, {line.time_text}, {line.place}"


def _page_of(offer: Offer) -> str:
    """Return the page that says what one registers for and why one cannot now."""
    if offer.delivery_id is None:
        return url_for("events.show_event", event_id=offer.id)
    return url_for("events.show_delivery", delivery_id=offer.delivery_id)
