"""Pages for writing to the people in a list: write, look at it, send, see how far it has come."""

import uuid
from collections import Counter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.models import Delivery
from app.events.queries import get_delivery_for_lists
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.locales import LANGUAGE_NAMES
from app.messages import actions, queries
from app.messages.forms import GroupMailForm
from app.messages.permissions import may_write_to_people, may_write_to_some_people
from app.messages.rules import languages_missing, languages_needed
from app.registration.queries import list_people_to_write_to

pages = Blueprint("messages", __name__)
Person = tuple[uuid.UUID, str]


@pages.get("/organise/deliveries/<uuid:delivery_id>/messages/new")
@requires(may_write_to_some_people)
def write_mail(delivery_id: uuid.UUID) -> str:
    """Show the form for a mail to the chosen people, or to all who take part."""
    delivery = _written_by_person(delivery_id)
    return _page(delivery, GroupMailForm(), _people(delivery_id), shows_preview=False)


@pages.post("/organise/deliveries/<uuid:delivery_id>/messages/new")
@requires(may_write_to_some_people)
def send_mail(delivery_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Show what the people will get, and send it when that was seen."""
    delivery = _written_by_person(delivery_id)
    form, people = GroupMailForm(), _people(delivery_id)
    locales = languages_needed(locale for _id, locale in people)
    if not form.validate_on_submit() or not form.is_complete(locales):
        return _page(delivery, form, people, shows_preview=False), 422
    if request.form.get("step") != "send":
        return _page(delivery, form, people, shows_preview=True)
    try:
        with transaction():
            ids = [person_id for person_id, _locale in people]
            mail = actions.write_to_group(
                delivery_id, form.letter(), person_ids=ids, actor_id=current_user.id, at=now()
            )
            mail_id = mail.id
    except RuleBroken as refusal:
        flash(refusal.explain(), "problem")
        return redirect(url_for("registration.list_registrations", delivery_id=delivery_id), 303)
    return redirect(url_for(".show_mail", group_mail_id=mail_id), 303)


@pages.get("/organise/messages/<uuid:group_mail_id>")
@requires(may_write_to_some_people)
def show_mail(group_mail_id: uuid.UUID) -> str:
    """Show a mail to a group, and to how many it has gone."""
    mail = queries.get_group_mail(group_mail_id)
    delivery = _written_by_person(mail.delivery_id)
    template = "messages/mail_progress.html" if request.headers.get("HX-Request") else "messages/show_mail.html"
    return render_template(
        template, mail=mail, delivery=delivery, progress=queries.get_progress(group_mail_id), names=LANGUAGE_NAMES
    )


def _written_by_person(delivery_id: uuid.UUID) -> Delivery:
    delivery = get_delivery_for_lists(delivery_id)
    ensure(may_write_to_people(current_user, delivery.programme_id))
    return delivery


def _people(delivery_id: uuid.UUID) -> list[Person]:
    """Return whom the mail goes to: the chosen, or everybody who takes part or waits."""
    try:
        chosen = [uuid.UUID(value) for value in request.values.getlist("chosen")]
    except ValueError:
        raise NotFound
    return list_people_to_write_to(delivery_id, chosen or None)


def _page(delivery: Delivery, form: GroupMailForm, people: list[Person], *, shows_preview: bool) -> str:
    counts = Counter(locale for _id, locale in people)
    missing = languages_missing(form.body.data, counts) if shows_preview else ()
    return render_template(
        "messages/write_mail.html",
        delivery=delivery,
        form=form,
        people=people,
        counts=[(LANGUAGE_NAMES[locale], counts[locale]) for locale in languages_needed(counts)],
        chosen=request.values.getlist("chosen"),
        letter=form.letter() if shows_preview else None,
        names=LANGUAGE_NAMES,
        fallbacks=[(LANGUAGE_NAMES[one], LANGUAGE_NAMES[form.body.data.shown_in(one)[1]]) for one in missing],
    )
