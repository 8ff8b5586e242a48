"""Sign in by a mailed link or its code; sign out."""

import uuid

from flask import current_app, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts import actions
from app.accounts.actions.secrets import hash_token
from app.accounts.forms import CodeForm, SignInForm
from app.accounts.models import SignInTicket
from app.accounts.queries import find_ticket, find_ticket_of_token
from app.accounts.rules import Obstacle, SignInRefused, find_obstacle, own_path
from app.accounts.views.blueprint import pages
from app.accounts.views.browser_session import address_after_sign_in, begin_session, end_session
from app.accounts.views.demonstration import list_demonstration_accounts
from app.kernel.access import public
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import current_locale, ngettext

TICKET = "sign_in_ticket"
Answer = str | Response | tuple[str, int]


@pages.get("/sign-in")
@public
def show_sign_in() -> Answer:
    """Ask for the address; who is signed in already goes on."""
    next_path = own_path(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(address_after_sign_in(next_path), 303)
    return _sign_in_page(SignInForm(), next_path)


@pages.post("/sign-in")
@public
def request_sign_in() -> Answer:
    """Have a link and a code mailed; the answer is the same whether the address is known or not."""
    form, next_path = SignInForm(), own_path(request.form.get("next"))
    if not form.validate():
        return _sign_in_page(form, next_path), 422
    with transaction():
        ticket_id = actions.request_sign_in(
            str(form.email.data),
            client_address=request.remote_addr,
            locale=current_locale(),
            next_path=next_path,
            key=current_app.config["SECRET_KEY"],
            at=now(),
        )
    session[TICKET] = str(ticket_id)
    return redirect(url_for("accounts.show_code_form"), 303)


@pages.get("/sign-in/code")
@public
def show_code_form() -> Answer:
    """Say that a mail is on its way, and ask for its code."""
    ticket = _ticket_of_browser()
    if ticket is None:
        return redirect(url_for("accounts.show_sign_in"), 303)
    return render_template("accounts/show_code_form.html", form=CodeForm(), email=ticket.email)


@pages.post("/sign-in/code")
@public
def sign_in_with_code() -> Answer:
    """Sign in with the typed code."""
    ticket, form = _ticket_of_browser(), CodeForm()
    if ticket is None:
        return redirect(url_for("accounts.show_sign_in"), 303)
    ticket_id, email, next_path = ticket.id, ticket.email, ticket.next_path
    if not form.validate():
        return render_template("accounts/show_code_form.html", form=form, email=email), 422
    key = current_app.config["SECRET_KEY"]
    try:
        with transaction():
            outcome = actions.sign_in_with_code(str(form.code.data), ticket_id=ticket_id, key=key, at=now())
    except SignInRefused as refusal:
        return _refusal_page(refusal)
    if isinstance(outcome, actions.SignedIn):
        return begin_session(outcome.session_key, outcome.next_path)
    if outcome.attempts_left == 0:
        return _refusal_page(SignInRefused(Obstacle.TOO_MANY_CODES, email, next_path))
    form.code.errors = [_wrong_code(outcome.attempts_left)]
    return render_template("accounts/show_code_form.html", form=form, email=email), 422


@pages.get("/sign-in/link/<token>")
@public
def show_sign_in_link(token: str) -> Answer:
    """Show the one button of a mailed link; mail scanners follow links, but press no buttons."""
    ticket = find_ticket_of_token(hash_token(token))
    obstacle = _obstacle(ticket)
    if current_user.is_authenticated and (ticket is None or obstacle or ticket.person_id == current_user.id):
        return redirect(address_after_sign_in(ticket.next_path if ticket else None), 303)
    if ticket is None or obstacle:
        email, next_path = (ticket.email, ticket.next_path) if ticket else ("", None)
        return _refusal_page(SignInRefused(obstacle or Obstacle.UNKNOWN, email, next_path))
    return render_template("accounts/show_sign_in_link.html", person=ticket.person, token=token)


@pages.post("/sign-in/link/<token>")
@public
def sign_in_with_link(token: str) -> Answer:
    """Sign in with the mailed link."""
    try:
        with transaction():
            signed_in = actions.sign_in_with_link(token, now())
    except SignInRefused as refusal:
        return _refusal_page(refusal)
    return begin_session(signed_in.session_key, signed_in.next_path)


@pages.post("/sign-out")
@public
def sign_out() -> Response:
    """Sign out of this browser."""
    end_session()
    return redirect(url_for("home.show_front_page"), 303)


def _sign_in_page(form: SignInForm, next_path: str | None) -> str:
    return render_template(
        "accounts/show_sign_in.html", form=form, next_path=next_path or "", demonstration=list_demonstration_accounts()
    )


def _refusal_page(refusal: SignInRefused) -> tuple[str, int]:
    page = render_template(
        "accounts/refuse_sign_in.html",
        form=SignInForm(formdata=None, data={"email": refusal.email}),
        next_path=refusal.next_path or "",
        obstacle=refusal.obstacle.value,
    )
    return page, refusal.status


def _wrong_code(attempts_left: int) -> str:
    return ngettext(
        "This is not the code from the latest mail. You can try once more.",
        "This is not the code from the latest mail. You can try %(num)d more times.",
        attempts_left,
    )


def _ticket_of_browser() -> SignInTicket | None:
    try:
        return find_ticket(uuid.UUID(session[TICKET]))
    except (KeyError, ValueError):
        return None


def _obstacle(ticket: SignInTicket | None) -> Obstacle | None:
    if ticket is None or ticket.person is None:
        return Obstacle.UNKNOWN
    return find_obstacle(expires_at=ticket.expires_at, used_at=ticket.used_at, at=now())
