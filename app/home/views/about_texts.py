"""The texts about the installation, written by its administrators: one page for each text and language."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.home.actions import write_about_text
from app.home.forms import AboutTextForm
from app.home.models import AboutSubject
from app.home.permissions import may_write_about_texts
from app.home.queries import list_about_texts
from app.home.views.blueprint import pages
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES

SUBJECTS = {
    AboutSubject.ACCESSIBILITY: _l("Accessibility statement"),
    AboutSubject.PRIVACY: _l("Privacy notice"),
    AboutSubject.CONTACT: _l("Contact"),
}


@pages.get("/organise/texts")
@requires(may_write_about_texts)
def list_about() -> str:
    """Show which text stands in which language, and since when."""
    return render_template(
        "home/list_about.html", subjects=SUBJECTS, languages=LANGUAGE_NAMES, texts=list_about_texts()
    )


@pages.get("/organise/texts/<subject>/<locale>")
@requires(may_write_about_texts)
def edit_about(subject: str, locale: str) -> str:
    """Show a text as it is written."""
    chosen = _chosen(subject, locale)
    text = list_about_texts().get((chosen, locale))
    return _page(chosen, locale, AboutTextForm(data={"body": text.body if text else f"# {SUBJECTS[chosen]}\n\n"}))


@pages.post("/organise/texts/<subject>/<locale>")
@requires(may_write_about_texts)
def save_about(subject: str, locale: str) -> str | tuple[str, int] | Response:
    """Put the text in the place of the one before, or only show what it would look like."""
    chosen, form = _chosen(subject, locale), AboutTextForm()
    if not form.validate():
        return _page(chosen, locale, form), 422
    body = (form.body.data or "").replace("\r\n", "\n").strip() + "\n"
    if "preview" in request.form:
        return _page(chosen, locale, form, preview=body)
    with transaction():
        write_about_text(chosen, locale, body=body, actor_id=current_user.id, at=now())
    flash(_("Saved. Everybody reads this text now."), "done")
    return redirect(url_for("home.list_about"), 303)


def _chosen(subject: str, locale: str) -> AboutSubject:
    if subject not in set(AboutSubject) or locale not in LOCALES:
        abort(404)
    return AboutSubject(subject)


def _page(subject: AboutSubject, locale: str, form: AboutTextForm, *, preview: str = "") -> str:
    return render_template(
        "home/edit_about.html",
        subject=subject,
        title=SUBJECTS[subject],
        locale=locale,
        language=LANGUAGE_NAMES[locale],
        form=form,
        preview=preview,
        endpoint=f"home.{ADDRESSES[subject]}",
    )


ADDRESSES = {
    AboutSubject.ACCESSIBILITY: "show_accessibility_statement",
    AboutSubject.PRIVACY: "show_privacy_notice",
    AboutSubject.CONTACT: "show_contact",
}
