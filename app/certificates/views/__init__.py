"""Pages about certificates: checking them, one's own, and issuing them."""

from app.certificates.views.blueprint import pages

from app.certificates.views import changing, checking, issuing, rereading  # isort: skip

__all__ = ["changing", "checking", "issuing", "pages", "rereading"]
