"""What stands above and below every page: programme, navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_login import current_user

from app.home.views.blueprint import pages
from app.kernel.clock import now
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages, may_set_up
from app.programmes.queries import find_current_programme


@dataclass(frozen=True)
class Link:
    """An entry of a navigation."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class ShownLogo:
    """A logo with its address and its words in the reader's language."""

    url: str
    text: str
    fits: Callable[..., tuple[int, int]]


@dataclass(frozen=True)
class ProgrammeFacts:
    """What every page says of the programme, in the reader's language."""

    code: str
    title: str
    subtitle: str
    funding_sentence: str
    funding_words: str
    logos: tuple[ShownLogo, ...]


@pages.app_context_processor
def navigation_facts() -> dict[str, Any]:
    """Give every template its programme and navigation."""
    return {
        "programme": _programme_facts(),
        "navigation": _navigation(),
        "staff_navigation": _staff_navigation(),
        "setup_links": _setup_links(),
    }


def _programme_facts() -> ProgrammeFacts | None:
    programme = None if "database_is_missing" in g else find_current_programme(now())
    locale = current_locale()
    if programme is None:
        return None
    return ProgrammeFacts(
        code=programme.code,
        title=programme.subtitle.text(locale),
        subtitle="",
        funding_sentence=programme.funding_sentence.text(locale),
        funding_words=programme.funding_words.text(locale),
        logos=tuple(
            ShownLogo(url_for("programmes.show_logo", logo_id=logo.id), logo.text.text(locale), logo.fits)
            for logo in programme.logos
        ),
    )


def _navigation() -> list[Link]:
    links = [
        _link("courses.list_modules", _("Modules"), {"courses", "assessments", "registration"}),
        _link("handbook.show_handbook", _("Handbook"), {"handbook"}),
        _link("events.show_calendar", _("Calendar"), {"events"}),
        _link("visits.list_visits", _("Study visits"), {"visits"}),
        _link("certificates.show_check", _("Check a certificate"), {"certificates"}),
    ]
    if current_user.is_authenticated:
        links.insert(0, _link("home.show_my_page", _("My training"), {"home.show_my_page", "home.show_training"}))
    if may_see_staff_pages(current_user):
        links.append(_link("home.show_overview", _("Organisers’ area"), set()))
    return links


def _staff_navigation() -> list[Link]:
    if not may_see_staff_pages(current_user):
        return []
    return [
        _link("home.show_overview", _("Overview"), {"home"}),
        _link("handbook.show_handbook_desk", _("Handbook"), {"handbook"}),
        _link("courses.list_modules_to_edit", _("Modules"), {"courses", "assessments"}),
        _link("events.list_deliveries", _("Deliveries"), {"events", "registration", "messages", "certificates"}),
        _link("trainings.list_my_sessions", _("Session days"), {"trainings", "attendance"}),
    ]


def _setup_links() -> list[Link]:
    """Return what a person's own menu offers to those who set up programmes."""
    if not may_set_up(current_user):
        return []
    return [_link("programmes.list_programmes", _("Programmes"), {"programmes"})]


def _link(endpoint: str, label: str, places: set[str]) -> Link:
    return Link(label, url_for(endpoint), bool(places & {request.blueprint, request.endpoint}))
