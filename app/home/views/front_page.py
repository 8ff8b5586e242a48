"""The front page: what the programme is, what comes next, where to go."""

from flask import render_template

from app.home.views.blueprint import pages
from app.kernel.access import public


@pages.get("/")
@public
def show_front_page() -> str:
    """Show the programme to everybody."""
    return render_template("home/show_front_page.html")
