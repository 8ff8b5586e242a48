"""The desk: how far each chapter is in each language, and on its way to the next edition."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.models import Chapter, ChapterState
from app.handbook.permissions import may_see_handbook_desk, may_write_handbook
from app.handbook.queries import count_chapters, find_latest_edition, list_open_assignments, page_desk_chapters
from app.handbook.rules.assignments import is_overdue
from app.handbook.rules.refusals import NothingToPublish, NotInReview, OwnText
from app.handbook.rules.words import language_name
from app.handbook.views.blueprint import chapter_to_write, pages, programme_at_the_desk
from app.kernel.access import requires
from app.kernel.clock import today
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES


@dataclass(frozen=True)
class Step:
    """What can be done next with a chapter; the button names its number."""

    view: str
    words: LazyString

    def text(self, number: int) -> str:
        return str(self.words) % {"number": number}


STEPS = {
    ChapterState.DRAFT: [Step("hand_in_chapter", _l("Hand in chapter %(number)d"))],
    ChapterState.IN_REVIEW: [
        Step("approve_chapter", _l("Approve chapter %(number)d")),
        Step("send_back_chapter", _l("Send back chapter %(number)d")),
    ],
    ChapterState.APPROVED: [Step("send_back_chapter", _l("Make chapter %(number)d a draft again"))],
}


@pages.get("/organise/handbook")
@requires(may_see_handbook_desk)
def show_handbook_desk() -> str:
    """Show the chapters and, per language, what is current, stale and missing."""
    programme, day = programme_at_the_desk(), today()
    count, assigned = count_chapters(programme.id), list_open_assignments(programme.id)
    mine = {key for key, given in assigned.items() if any(one.person_id == current_user.id for one in given)}
    is_mine = request.args.get("who") == "me"
    cursor, total = request.args.get("cursor"), len(mine) if is_mine else count
    page = page_desk_chapters(programme.id, cursor=cursor, total=total, only=mine if is_mine else None)
    return render_template(
        "handbook/show_handbook_desk.html",
        page=page,
        previous_url=_url(page.previous_cursor, is_mine=is_mine),
        next_url=_url(page.next_cursor, is_mine=is_mine),
        has_chapters=count > 0,
        assigned=assigned,
        overdue={one.id for given in assigned.values() for one in given if is_overdue(one.due_on, day)},
        language_name=language_name,
        tabs=_tabs(count, len(mine), is_mine=is_mine) if assigned else [],
        languages=[LANGUAGE_NAMES[locale] for locale in LOCALES],
        steps=STEPS,
        latest=find_latest_edition(programme.id),
        may_write=may_write_handbook(current_user, programme.id),
    )


def _url(cursor: str | None, *, is_mine: bool) -> str:
    """Return the address of another page of chapters; nothing where there is none."""
    return url_for(".show_handbook_desk", cursor=cursor, who="me" if is_mine else None) if cursor else ""


def _tabs(every: int, mine: int, *, is_mine: bool) -> list[dict[str, object]]:
    """Return the ways to look at the list: every chapter, or those that one has taken on."""
    return [
        {"label": _("All chapters"), "count": every, "url": url_for(".show_handbook_desk"), "is_current": not is_mine},
        {
            "label": _("Assigned to me"),
            "count": mine,
            "url": url_for(".show_handbook_desk", who="me"),
            "is_current": is_mine,
        },
    ]


@pages.post("/organise/handbook/<uuid:chapter_id>/hand-in")
@requires(may_see_handbook_desk)
def hand_in_chapter(chapter_id: uuid.UUID) -> Response:
    """Ask somebody else to look at a chapter."""
    sentence = _("Chapter %(number)d is handed in; somebody else can approve it now.")
    return _do(chapter_id, actions.hand_in, sentence)


@pages.post("/organise/handbook/<uuid:chapter_id>/approve")
@requires(may_see_handbook_desk)
def approve_chapter(chapter_id: uuid.UUID) -> Response:
    """Let a chapter go into the next edition."""
    return _do(chapter_id, actions.approve, _("Chapter %(number)d is approved; it goes into the next edition."))


@pages.post("/organise/handbook/<uuid:chapter_id>/send-back")
@requires(may_see_handbook_desk)
def send_back_chapter(chapter_id: uuid.UUID) -> Response:
    """Make a chapter a draft again."""
    return _do(chapter_id, actions.send_back, _("Chapter %(number)d is a draft again."))


def _do(chapter_id: uuid.UUID, action: Callable[..., Chapter], sentence: str) -> Response:
    """Take a chapter a step on its way to the next edition, or say why not."""
    chapter = chapter_to_write(chapter_id)
    number = chapter.number
    try:
        with transaction():
            action(chapter_id, actor_id=current_user.id)
    except (NothingToPublish, OwnText, NotInReview) as refusal:
        flash(refusal.explain(), "problem")
    else:
        flash(sentence % {"number": number}, "done")
    return redirect(url_for(".show_handbook_desk"), 303)
