"""Pages about the installation: accessibility, privacy, contact; and the gallery of components."""

import nh3
from flask import abort, current_app, render_template
from flask_login import current_user
from markupsafe import Markup

from app.handbook.rules.markdown import PARSER
from app.home.forms import gallery_sides
from app.home.models import AboutSubject
from app.home.permissions import may_write_about_texts
from app.home.queries import find_about_text
from app.home.views.blueprint import pages
from app.kernel.access import public
from app.kernel.clock import today
from app.kernel.i18n import current_locale
from app.kernel.locales import LocalizedText
from config import Mode


@pages.app_template_filter("markdown")
def show_markdown(text: str) -> Markup:
    """Show Markdown as safe HTML."""
    return Markup(nh3.clean(PARSER.render(text)))  # noqa: S704 -- cleaned


@pages.get("/accessibility")
@public
def show_accessibility_statement() -> str:
    """Show how far the installation can be used by everyone, and whom to tell of barriers."""
    return _show(AboutSubject.ACCESSIBILITY)


@pages.get("/privacy")
@public
def show_privacy_notice() -> str:
    """Show what is kept of whom, why and how long."""
    return _show(AboutSubject.PRIVACY)


@pages.get("/contact")
@public
def show_contact() -> str:
    """Show whom to ask."""
    return _show(AboutSubject.CONTACT)


def _show(subject: AboutSubject) -> str:
    text = find_about_text(subject, current_locale())
    may_write = may_write_about_texts(current_user)
    return render_template("home/show_about_text.html", subject=subject, text=text, may_write=may_write)


@pages.get("/gallery")
@public
def show_gallery() -> str:
    """Show every component in every state; not in production."""
    if current_app.config["SETTINGS"].mode is Mode.PRODUCTION:
        abort(404)
    sample = LocalizedText(de="Standortentwicklung")
    return render_template("home/show_gallery.html", sides=gallery_sides(), sample_text=sample, sample_day=today())
