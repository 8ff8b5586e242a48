"""Pages of registration: the form, a person's own registration, and the organisers' desk."""

from app.registration.views import apply, bulk, desk, invite, own, single
from app.registration.views.blueprint import pages

__all__ = ["apply", "bulk", "desk", "invite", "own", "pages", "single"]
