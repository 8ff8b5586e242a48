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
from app.handbook.queries import Version, find_latest_edition, list_chapters, list_open_assignments, list_progress
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
    chapters, assigned = list_chapters(Version(programme.id)), list_open_assignments(programme.id)
    mine = {key for key, given in assigned.items() if any(one.person_id == current_user.id for one in given)}
    is_mine = request.args.get("who") == "me"
    return render_template(
        "handbook/show_handbook_desk.html",
        chapters=[chapter for chapter in chapters if not is_mine or chapter.id in mine],
        has_chapters=bool(chapters),
        assigned=assigned,
        overdue={one.id for given in assigned.values() for one in given if is_overdue(one.due_on, day)},
        language_name=language_name,
        tabs=_tabs(len(chapters), len(mine), is_mine=is_mine) if assigned else [],
        progress=list_progress(programme.id),
        languages=[LANGUAGE_NAMES[locale] for locale in LOCALES],
        steps=STEPS,
        latest=find_latest_edition(programme.id),
        may_write=may_write_handbook(current_user, programme.id),
    )


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
