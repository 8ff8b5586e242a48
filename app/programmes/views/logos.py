"""The logos of a programme: uploaded and put in order by its organisers, shown to everybody."""

import uuid

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.kernel import files
from app.kernel.access import public, requires
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.programmes import actions
from app.programmes.forms import LogoForm
from app.programmes.models import Programme
from app.programmes.permissions import may_set_up
from app.programmes.queries import get_logo, get_programme, strip_of, strip_picture
from app.programmes.views.blueprint import own_programme, pages

A_YEAR = 365 * 24 * 3600


@pages.get("/logos/<uuid:logo_id>")
@public
def show_logo(logo_id: uuid.UUID) -> Response:
    """Hand out a logo; its address never shows another picture, so browsers may keep it."""
    file = get_logo(logo_id).file
    path = files.path_of(file.key)
    if not path.exists():
        raise NotFound
    answer = send_file(path, mimetype=file.media_type, max_age=A_YEAR)
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


@pages.get("/logos/of/<uuid:programme_id>/<mark>.png")
@public
def show_logo_strip(programme_id: uuid.UUID, mark: str) -> Response:
    """Hand out all logos of a programme as one picture; other logos have another address."""
    strip = strip_of(get_programme(programme_id))
    if strip is None or strip.mark != mark:
        raise NotFound
    answer = Response(strip_picture(strip), mimetype="image/png")
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


@pages.get("/organise/programmes/<uuid:programme_id>/logos")
@requires(may_set_up)
def list_logos(programme_id: uuid.UUID) -> str:
    """Show the logos in order, and the form to add one."""
    return _page(own_programme(programme_id), LogoForm())


@pages.post("/organise/programmes/<uuid:programme_id>/logos")
@requires(may_set_up)
def add_logo(programme_id: uuid.UUID) -> tuple[str, int] | Response:
    """Keep a logo."""
    shown, form = own_programme(programme_id), LogoForm()
    if not form.validate() or form.picture is None:
        return _page(shown, form), 422
    with transaction():
        actions.add_logo(shown, form.picture, form.text.data, actor_id=current_user.id)
    flash(_("The logo is added. It stands on every page and on new documents now."), "done")
    return _back(programme_id)


@pages.post("/organise/programmes/<uuid:programme_id>/logos/<uuid:logo_id>/move")
@requires(may_set_up)
def move_logo(programme_id: uuid.UUID, logo_id: uuid.UUID) -> Response:
    """Move a logo by one place."""
    shown = own_programme(programme_id)
    with transaction():
        by = -1 if request.form.get("direction") == "up" else 1
        actions.move_logo(shown, logo_id, by=by, actor_id=current_user.id)
    return _back(programme_id)


@pages.post("/organise/programmes/<uuid:programme_id>/logos/<uuid:logo_id>/remove")
@requires(may_set_up)
def remove_logo(programme_id: uuid.UUID, logo_id: uuid.UUID) -> Response:
    """Show a logo no longer."""
    shown = own_programme(programme_id)
    with transaction():
        actions.remove_logo(shown, logo_id, actor_id=current_user.id)
    flash(_("The logo is removed. Documents that are already made keep it."), "done")
    return _back(programme_id)


def _page(shown: Programme, form: LogoForm) -> str:
    return render_template("programmes/list_logos.html", shown=shown, form=form, logos=shown.logos)


def _back(programme_id: uuid.UUID) -> Response:
    return redirect(url_for("programmes.list_logos", programme_id=programme_id), 303)
