"""Deny by default: every view carries the mark of who may reach it, and the guard asks the mark."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel.errors import NotAllowed, NotFound

View = TypeVar("View", bound=Callable[..., Any])
Predicate = Callable[[Any], bool]
MARK = "access_mark"


class UnmarkedView(RuntimeError):
    """A view says neither @public nor @requires(…); the application does not start."""


def everyone(_user: object) -> bool:
    """Allow anybody, signed in or not."""
    return True


def public(view: View) -> View:
    """Open a view to everybody."""
    setattr(view, MARK, everyone)
    return view


def requires(predicate: Predicate) -> Callable[[View], View]:
    """Open a view to those for whom `predicate(user)` is true; strangers are sent to sign in first."""

    def mark(view: View) -> View:
        setattr(view, MARK, predicate)
        return view

    return mark


def ensure(allowed: bool, *, known: bool = False) -> None:
    """Refuse unless `allowed`: with 404, or with 403 if the person may know that the thing exists."""
    if not allowed:
        raise NotAllowed if known else NotFound


def guard_views(app: Flask) -> None:
    """Ask the mark before every view."""
    app.before_request(_ask_mark)


def _ask_mark() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    predicate = getattr(view, MARK, None)
    if predicate is None:
        raise NotAllowed
    if predicate is everyone or predicate(current_user):
        return None
    if current_user.is_authenticated:
        raise NotAllowed
    return redirect(url_for("accounts.show_sign_in", next=request.full_path.rstrip("?")), 303)


def refuse_unmarked_views(app: Flask) -> None:
    """Raise UnmarkedView if any view was forgotten."""
    unmarked = sorted(name for name, view in app.view_functions.items() if not hasattr(view, MARK))
    if unmarked:
        raise UnmarkedView(f"Mark with @public or @requires(…): {', '.join(unmarked)}")
