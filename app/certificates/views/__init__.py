"""Pages about certificates: checking them, one's own, and issuing them."""

from app.certificates.views.blueprint import pages

from app.certificates.views import changing, checking, issuing  # isort: skip

__all__ = ["changing", "checking", "issuing", "pages"]
