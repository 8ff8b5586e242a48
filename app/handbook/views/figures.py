"""Figures: the pictures they show, adding one, and the form of their texts."""

import uuid
from typing import Any

from flask import redirect, render_template, request, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.actions import Done
from app.handbook.forms import FigureForm, NewFigureForm, TextForm
from app.handbook.models import BlockKind, ChangeKind, Chapter
from app.handbook.permissions import may_read_chapter, may_see_handbook_desk
from app.handbook.queries import get_manuscript, list_pictures_named
from app.handbook.rules import editing
from app.handbook.rules.figures import read_figure
from app.handbook.rules.manuscript import ManuscriptBlock
from app.handbook.views.blueprint import chapter_to_write, pages
from app.handbook.views.working import ADDRESS, chapter_url
from app.kernel import files
from app.kernel.access import public, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale

A_YEAR = 365 * 24 * 3600


@pages.get("/handbook/figures/<name>")
@public
def show_figure(name: str) -> Response:
    """Hand out a picture: to everybody once it was published, before to the programme's staff; it never changes."""
    for picture in list_pictures_named(name):
        path, is_published = files.path_of(picture.file.key), picture.published_at is not None
        if path.exists() and may_read_chapter(current_user, picture.programme_id, is_published):
            answer = send_file(path, mimetype=picture.file.media_type, max_age=A_YEAR)
            who = "public" if is_published else "private"
            answer.headers["Cache-Control"] = f"{who}, max-age={A_YEAR}, immutable"
            return answer
    raise NotFound


@pages.route(f"{ADDRESS}/sections/<uuid:section_id>/figures", methods=["GET", "POST"])
@requires(may_see_handbook_desk)
def add_figure(chapter_id: uuid.UUID, section_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Put a figure into a section, after a block or first."""
    chapter, form = chapter_to_write(chapter_id), NewFigureForm(data={"language": current_locale()})
    section = editing.get_section(get_manuscript(chapter_id), section_id)
    if not form.validate_on_submit():
        keep_upload(form, chapter)
        page = render_template(
            "handbook/add_figure.html", chapter=chapter_to_write(chapter_id), section=section, form=form
        )
        return (page, 422) if request.method == "POST" else page
    block = editing.new_block(uuid.uuid4(), BlockKind.FIGURE, locale=form.language.data, body=form.text())
    after_id = request.args.get("after", type=uuid.UUID)
    done = Done(ChangeKind.ADDED, current_user.id, now(), block_id=block.id, locale=form.language.data)
    with transaction():
        actions.add_figure(
            chapter,
            lambda text: editing.add(text, block, section_id=section_id, after_id=after_id),
            picture=form.upload,
            done=done,
        )
    return redirect(chapter_url(chapter_id, block.id), 303)


def keep_upload(form: TextForm, chapter: Chapter) -> None:
    """Keep a picture that came with something that must be mended first, so that nobody has to send it twice."""
    if isinstance(form, FigureForm) and form.upload:
        with transaction():
            actions.keep_picture(chapter.programme_id, form.upload)
        form.picture.data = form.upload.name


def form_to_write(block: ManuscriptBlock, language: str, *, is_empty: bool) -> TextForm:
    """Return the form of a block's text, as it stands or (`is_empty`) as somebody sends it."""
    body = block.bodies.get(language, "")
    facts: dict[str, Any] = {"formdata": None} if is_empty else {}
    if block.kind is not BlockKind.FIGURE:
        return TextForm(data={"body": body, "seen": body}, **facts)
    source = read_figure(block.bodies.get(block.source_of(language), ""))
    figure = read_figure(body)
    picture = figure.picture or source.picture
    form = FigureForm(
        data={
            "seen": body,
            "picture": picture.name if picture else "",
            "alt": figure.alt,
            "caption": figure.caption,
        },
        **facts,
    )
    if picture is None or source.picture in {None, picture}:
        del form.shares
    elif not is_empty and form.shares.data and not form.file.data:
        form.picture.data = source.picture.name
    return form


def write(form: TextForm, chapter: Chapter, *, block_id: uuid.UUID, language: str) -> None:
    """Save what was written of a block in a language."""
    how = {"actor_id": current_user.id, "at": now(), **form.answers()}
    with transaction():
        if isinstance(form, FigureForm):
            actions.write_figure(chapter, block_id, language, **how)
        else:
            actions.write_text(chapter.id, block_id, language, **how)
