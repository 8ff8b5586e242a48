"""Pages to sign in, and a person's own page; each module holds the views of one corner."""

from app.accounts.views.blueprint import pages

from app.accounts.views import demonstration, profile, sign_in  # isort: skip

__all__ = ["demonstration", "pages", "profile", "sign_in"]
