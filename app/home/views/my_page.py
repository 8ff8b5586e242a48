"""My page: everything of one's own, with one clear next step."""

from flask import render_template

from app.accounts.permissions import may_act_in_own_name
from app.home.views.blueprint import pages
from app.kernel.access import requires


@pages.get("/my")
@requires(may_act_in_own_name)
def show_my_page() -> str:
    """Show one's own training."""
    return render_template("home/show_my_page.html")
