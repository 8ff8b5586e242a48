"""The browser's session: begun anew at every sign-in, so that nothing of before stays in it."""

from flask import current_app, redirect, session, url_for
from flask_login import login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from app.accounts.queries import find_signed_in_person
from app.accounts.rules import own_path


def begin_session(session_key: str, next_path: str | None) -> Response:
    """Sign the person in for thirty days, and lead on to where they were going."""
    session.clear()
    session.permanent = True
    login_user(find_signed_in_person(session_key))
    return redirect(address_after_sign_in(next_path), 303)


def end_session() -> None:
    """Sign out of this browser."""
    logout_user()
    session.clear()


def address_after_sign_in(next_path: str | None) -> str:
    """Return where to go: the path that was asked for if it is a page of ours, else one's own page."""
    path = own_path(next_path)
    return path if path and _is_page(path) else url_for("home.show_my_page")


def _is_page(path: str) -> bool:
    """Tell whether an address can be visited; a form's own address, say, cannot."""
    try:
        current_app.url_map.bind("").match(path.partition("?")[0].partition("#")[0], method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
