"""A person's own page: what is kept about them, and their sessions."""

from typing import Any

from flask import Response as JsonResponse
from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts import actions
from app.accounts.documents import own_data
from app.accounts.forms import ProfileForm
from app.accounts.permissions import may_act_in_own_name
from app.accounts.queries import Profile, get_person, get_profile, list_traces
from app.accounts.views.blueprint import pages
from app.accounts.views.browser_session import end_session
from app.accounts.views.role_words import ADMINISTRATOR, ROLE_WORDS
from app.kernel.access import requires
from app.kernel.database import transaction
from app.kernel.i18n import format_date, format_datetime
from app.kernel.i18n import gettext as _
from app.organisations.queries import list_organisations_for_choice


@pages.get("/profile")
@requires(may_act_in_own_name)
def show_profile() -> str:
    """Show what a person says of themselves."""
    profile = get_profile(current_user.id)
    form = _form(
        first_name=profile.person.first_name,
        last_name=profile.person.last_name,
        organisation=str(profile.person.organisation_id or ""),
        job_title=profile.person.job_title,
        locale=profile.person.locale,
    )
    return _page(form, profile)


@pages.post("/profile")
@requires(may_act_in_own_name)
def save_profile() -> Response | tuple[str, int]:
    """Keep what was typed."""
    form = _form()
    if not form.validate():
        return _page(form, get_profile(current_user.id)), 422
    with transaction():
        actions.change_profile(current_user.id, by=current_user.id, **form.answers())
    flash(_("Your details are saved."), "done")
    return redirect(url_for("accounts.show_profile"), 303)


@pages.post("/profile/sign-out-everywhere")
@requires(may_act_in_own_name)
def sign_out_everywhere() -> Response:
    """End the person's sessions in all browsers, this one too."""
    with transaction():
        actions.end_all_sessions(current_user.id, by=current_user.id)
    end_session()
    flash(_("You are signed out of all browsers."), "done")
    return redirect(url_for("accounts.show_sign_in"), 303)


@pages.get("/profile/data")
@requires(may_act_in_own_name)
def download_own_data() -> JsonResponse:
    """Hand out what is kept about the person."""
    answer = jsonify(own_data(get_person(current_user.id), current_user.roles, list_traces(current_user.id)))
    answer.headers["Content-Disposition"] = 'attachment; filename="location-academy.json"'
    return answer


def _form(**data: Any) -> ProfileForm:
    form = ProfileForm(data=data)
    only = None if request.args.get("list") == "whole" else form.organisation.data or ""
    form.offer(list_organisations_for_choice(only))
    return form


def _page(form: ProfileForm, profile: Profile) -> str:
    return render_template("accounts/show_profile.html", form=form, facts=_facts(profile))


def _facts(profile: Profile) -> list[tuple[str, str]]:
    words = [str(word) for role, word in ROLE_WORDS.items() if current_user.has_role(role)]
    if current_user.is_administrator:
        words.append(str(ADMINISTRATOR))
    facts = [(_("E-mail address"), profile.person.email), (_("Account since"), format_date(profile.person.created_at))]
    if profile.last_signed_in_at:
        facts.append((_("Last sign-in"), format_datetime(profile.last_signed_in_at)))
    return [*facts, (_("Roles"), ", ".join(words))] if words else facts
