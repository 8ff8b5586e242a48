"""One press to sign in as somebody of the demonstration; in no other mode does any of this exist."""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.wrappers import Response

from app.accounts.models import Role
from app.accounts.queries import list_people_by_email
from app.accounts.views.blueprint import pages
from app.accounts.views.browser_session import begin_session
from app.accounts.views.role_words import ADMINISTRATOR, ROLE_WORDS
from app.kernel.access import ensure, public
from app.kernel.i18n import lazy_gettext as _l

DEMONSTRATION_ROLES = {
    "participant": _l("Participant"),
    "coordinator": ROLE_WORDS[Role.COORDINATOR],
    "trainer": ROLE_WORDS[Role.TRAINER],
    "organiser": ROLE_WORDS[Role.ORGANISER],
    "auditor": ROLE_WORDS[Role.AUDITOR],
    "admin": ADMINISTRATOR,
}


@dataclass(frozen=True)
class DemonstrationAccount:
    """A button of the sign-in page."""

    name: str
    full_name: str
    role: str


def list_demonstration_accounts() -> list[DemonstrationAccount]:
    """Return the accounts one may try; none outside the demonstration."""
    if not current_app.config["IS_DEMONSTRATION"]:
        return []
    people = list_people_by_email([_email_of(name) for name in DEMONSTRATION_ROLES])
    names = [person.email.partition("@")[0] for person in people]
    return [
        DemonstrationAccount(name, person.full_name, str(DEMONSTRATION_ROLES[name]))
        for name, person in zip(names, people, strict=True)
    ]


@pages.post("/sign-in/demonstration/<name>")
@public
def sign_in_as_demonstration(name: str) -> Response:
    """Sign in as one of the demonstration's people."""
    ensure(current_app.config["IS_DEMONSTRATION"] and name in DEMONSTRATION_ROLES)
    people = list_people_by_email([_email_of(name)])
    ensure(bool(people))
    return begin_session(f"{people[0].id}:{people[0].session_stamp}", request.form.get("next"))


def _email_of(name: str) -> str:
    return f"{name}@example.org"
