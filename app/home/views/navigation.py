"""What stands above and below every page: programme, navigation."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_login import current_user

from app.home.views.blueprint import pages
from app.kernel.clock import now
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.programmes.models import Programme
from app.programmes.permissions import may_see_staff_pages, may_set_up
from app.programmes.queries import find_current_programme, strip_of

PUBLIC_CHECK = {"certificates.show_check", "certificates.show_certificate"}
OWN_PAGES = {"home.show_my_page", "home.show_training", "certificates.show_changes"}


@dataclass(frozen=True)
class Link:
    """An entry of a navigation."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class ShownLogos:
    """The programme's logos in one picture, with its address and the names in the reader's language."""

    url: str
    text: str
    width: int
    height: int


@dataclass(frozen=True)
class ProgrammeFacts:
    """What every page says of the programme, in the reader's language."""

    code: str
    title: str
    subtitle: str
    funding_sentence: str
    funding_words: str
    logos: ShownLogos | None


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
        logos=_shown_logos(programme),
    )


def _shown_logos(programme: Programme) -> ShownLogos | None:
    strip = strip_of(programme)
    if strip is None:
        return None
    url = url_for("programmes.show_logo_strip", programme_id=programme.id, mark=strip.mark)
    return ShownLogos(url, ", ".join(logo.text.text(current_locale()) for logo in strip.logos), *strip.size)


def _navigation() -> list[Link]:
    links = [
        _link("courses.list_modules", _("Modules"), {"courses", "assessments", "registration"}),
        _link("handbook.show_handbook", _("Handbook"), {"handbook"}),
        _link("events.show_calendar", _("Calendar"), {"events"}),
        _link("visits.list_visits", _("Study visits"), {"visits"}),
        _link("certificates.show_check", _("Check a certificate"), PUBLIC_CHECK),
    ]
    if current_user.is_authenticated:
        links.insert(0, _link("home.show_my_page", _("My training"), OWN_PAGES))
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
