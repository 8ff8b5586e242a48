"""Pages for writing to the people in a list: write, look at it, send, see how far it has come."""

import uuid
from collections import Counter
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.locales import LANGUAGE_NAMES
from app.messages import actions, queries
from app.messages.forms import GroupMailForm
from app.messages.permissions import may_write_to_people, may_write_to_some_people
from app.messages.rules import languages_missing, languages_needed
from app.registration.queries import Offer, get_offer, list_people_to_write_to

pages = Blueprint("messages", __name__)
Person = tuple[uuid.UUID, str]


@pages.get("/organise/deliveries/<uuid:delivery_id>/messages/new")
@pages.get("/organise/events/<uuid:event_id>/messages/new")
@requires(may_write_to_some_people)
def write_mail(**named: Any) -> str:
    """Show the form for a mail to the chosen people, or to all who take part."""
    offer = _written_by_person(**named)
    return _page(offer, GroupMailForm(), _people(offer.id), shows_preview=False)


@pages.post("/organise/deliveries/<uuid:delivery_id>/messages/new")
@pages.post("/organise/events/<uuid:event_id>/messages/new")
@requires(may_write_to_some_people)
def send_mail(**named: Any) -> str | Response | tuple[str, int]:
    """Show what the people will get, and send it when that was seen."""
    offer = _written_by_person(**named)
    form, people = GroupMailForm(), _people(offer.id)
    locales = languages_needed(locale for _id, locale in people)
    if not form.validate_on_submit() or not form.is_complete(locales):
        return _page(offer, form, people, shows_preview=False), 422
    if request.form.get("step") != "send":
        return _page(offer, form, people, shows_preview=True)
    try:
        with transaction():
            ids = [person_id for person_id, _locale in people]
            mail_id = actions.write_to_group(
                offer, form.letter(), person_ids=ids, actor_id=current_user.id, at=now()
            ).id
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for("registration.list_registrations", **named), 303)
    return redirect(url_for(".show_mail", group_mail_id=mail_id), 303)


@pages.get("/organise/messages/<uuid:group_mail_id>")
@requires(may_write_to_some_people)
def show_mail(group_mail_id: uuid.UUID) -> str:
    """Show a mail to a group, and to how many it has gone."""
    mail = queries.get_group_mail(group_mail_id)
    offer = _written_by_person(delivery_id=mail.delivery_id, event_id=mail.event_id)
    template = "messages/mail_progress.html" if request.headers.get("HX-Request") else "messages/show_mail.html"
    return render_template(
        template, mail=mail, offer=offer, progress=queries.get_progress(group_mail_id), names=LANGUAGE_NAMES
    )


def _written_by_person(**named: Any) -> Offer:
    offer = get_offer(**named)
    ensure(may_write_to_people(current_user, offer.programme_id))
    return offer


def _people(offer_id: uuid.UUID) -> list[Person]:
    """Return whom the mail goes to: the chosen, or everybody who takes part or waits."""
    try:
        chosen = [uuid.UUID(value) for value in request.values.getlist("chosen")]
    except ValueError:
        raise NotFound
    return list_people_to_write_to(offer_id, chosen or None)


def _page(offer: Offer, form: GroupMailForm, people: list[Person], *, shows_preview: bool) -> str:
    counts = Counter(locale for _id, locale in people)
    missing = languages_missing(form.body.data, counts) if shows_preview else ()
    return render_template(
        "messages/write_mail.html",
        offer=offer,
        form=form,
        people=people,
        counts=[(LANGUAGE_NAMES[locale], counts[locale]) for locale in languages_needed(counts)],
        chosen=request.values.getlist("chosen"),
        letter=form.letter() if shows_preview else None,
        names=LANGUAGE_NAMES,
        fallbacks=[(LANGUAGE_NAMES[one], LANGUAGE_NAMES[form.body.data.shown_in(one)[1]]) for one in missing],
    )
