"""The roles in the reader's words."""

from app.accounts.models import Role
from app.kernel.i18n import lazy_gettext as _l

ROLE_WORDS = {
    Role.COORDINATOR: _l("Coordinator of a municipality"),
    Role.TRAINER: _l("Trainer"),
    Role.ORGANISER: _l("Organiser"),
    Role.AUDITOR: _l("Auditor"),
}
ADMINISTRATOR = _l("Administrator")
