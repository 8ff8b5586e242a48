"""What changed since one was certified: to be read, and ticked."""

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.permissions import may_act_in_own_name
from app.certificates import actions
from app.certificates.queries import ChangeCounts, count_changes_since, count_pressed, list_changes_since
from app.certificates.views.blueprint import pages
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes.queries import find_current_programme

READ = "read"
ALL = "all"


@pages.get("/my/changes")
@requires(may_act_in_own_name)
def show_changes() -> str:
    """Show what a person has still to read, or what they have read."""
    programme, is_read = find_current_programme(now()), request.args.get("show") == READ
    counts, pressed = count_changes_since(current_user.id), _identifier(request.args.get("pressed"))
    page = list_changes_since(
        current_user.id,
        is_read=is_read,
        programme_id=programme.id if programme else None,
        cursor=request.args.get("after"),
        total=counts.read if is_read else counts.unread,
    )
    return render_template(
        "certificates/show_changes.html",
        page=page,
        is_read=is_read,
        counts=counts,
        tabs=_tabs(counts, is_read),
        pressed=pressed,
        pressed_count=count_pressed(current_user.id, pressed) if pressed else 0,
        next_url=_address(is_read, after=page.next_cursor) if page.next_cursor else "",
        previous_url=_address(is_read, after=page.previous_cursor) if page.previous_cursor else "",
    )


@pages.post("/my/changes/read")
@requires(may_act_in_own_name)
def mark_changes() -> Response:
    """Tick one change, or with `change=all` every one that is not ticked."""
    chosen = request.form.get("change", "")
    change_id = _identifier(chosen)
    if change_id is None and chosen != ALL:
        return redirect(_address(is_read=False), 303)
    with transaction():
        press_id = actions.tick_changes(current_user.id, change_id=change_id, at=now())
    return redirect(url_for(".show_changes", pressed=press_id), 303)


@pages.post("/my/changes/unread")
@requires(may_act_in_own_name)
def unmark_changes() -> Response:
    """Take back one tick, or all of one press."""
    change_id, press_id = _identifier(request.form.get("change")), _identifier(request.form.get("press"))
    with transaction():
        actions.untick_changes(current_user.id, change_id=change_id, press_id=press_id)
    return redirect(_address(is_read=change_id is not None), 303)


def _identifier(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _address(is_read: bool, after: str | None = None) -> str:
    return url_for(".show_changes", show=READ if is_read else None, after=after)


def _tabs(counts: ChangeCounts, is_read: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("To read"), "count": counts.unread, "url": _address(False), "is_current": not is_read},
        {"label": _("Already read"), "count": counts.read, "url": _address(True), "is_current": is_read},
    ]
