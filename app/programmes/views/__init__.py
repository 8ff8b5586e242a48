"""Setting up programmes; each module holds the views of one corner."""

from app.programmes.views.blueprint import pages

from app.programmes.views import logos, partners, people, setup  # isort: skip

__all__ = ["logos", "pages", "partners", "people", "setup"]
