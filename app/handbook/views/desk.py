"""The desk: how far each chapter is in each language; publish and withdraw."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.permissions import may_see_handbook_desk, may_write_handbook
from app.handbook.queries import list_chapters, list_progress
from app.handbook.rules.refusals import NothingToPublish
from app.handbook.views.blueprint import chapter_to_write, pages, programme_at_the_desk
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES


@pages.get("/organise/handbook")
@requires(may_see_handbook_desk)
def show_handbook_desk() -> str:
    """Show the chapters and, per language, what is current, stale and missing."""
    programme = programme_at_the_desk()
    return render_template(
        "handbook/show_handbook_desk.html",
        chapters=list_chapters(programme.id, with_drafts=True),
        progress=list_progress(programme.id),
        languages=[LANGUAGE_NAMES[locale] for locale in LOCALES],
        may_write=may_write_handbook(current_user, programme.id),
    )


@pages.post("/organise/handbook/<uuid:chapter_id>/publish")
@requires(may_see_handbook_desk)
def publish_chapter(chapter_id: uuid.UUID) -> Response:
    """Let everybody read a chapter."""
    chapter = chapter_to_write(chapter_id)
    number = chapter.number
    try:
        with transaction():
            actions.publish_chapter(chapter, actor_id=current_user.id, at=now())
    except NothingToPublish as refusal:
        flash(refusal.explain(), "problem")
    else:
        flash(_("Chapter %(number)d is published; everybody can read it now.", number=number), "done")
    return redirect(url_for(".show_handbook_desk"), 303)


@pages.post("/organise/handbook/<uuid:chapter_id>/withdraw")
@requires(may_see_handbook_desk)
def withdraw_chapter(chapter_id: uuid.UUID) -> Response:
    """Make a chapter a draft again."""
    chapter = chapter_to_write(chapter_id)
    number = chapter.number
    with transaction():
        actions.withdraw_chapter(chapter, actor_id=current_user.id)
    flash(_("Chapter %(number)d is a draft again; only the programme’s staff read it.", number=number), "done")
    return redirect(url_for(".show_handbook_desk"), 303)
