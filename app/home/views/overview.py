"""The organisers' overview: what needs a person."""

from flask import render_template

from app.home.views.blueprint import pages
from app.kernel.access import requires
from app.programmes.permissions import may_see_staff_pages


@pages.get("/organise")
@requires(may_see_staff_pages)
def show_overview() -> str:
    """Show what comes next and what went wrong."""
    return render_template("home/show_overview.html")
