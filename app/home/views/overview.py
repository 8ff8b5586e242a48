"""The organisers' overview: what comes next, and what needs a person."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.events.queries import list_upcoming_events
from app.home.actions import retry_job
from app.home.permissions import may_retry_jobs, may_write_about_texts
from app.home.queries import list_given_up_jobs
from app.home.views.blueprint import pages
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_create_programmes, may_see_staff_pages, may_set_up
from app.programmes.queries import find_current_programme

EVENTS_SHOWN = 8


@pages.get("/organise")
@requires(may_see_staff_pages)
def show_overview() -> str:
    """Show the next events with their places, and the jobs that gave up."""
    programme = find_current_programme(now())
    events = list_upcoming_events(programme.id, now(), EVENTS_SHOWN) if programme else []
    may_retry = may_retry_jobs(current_user)
    jobs = list_given_up_jobs() if may_retry else []
    return render_template(
        "home/show_overview.html",
        events=events,
        jobs=jobs,
        may_retry=may_retry,
        links=_setup_links(),
        lacks_programme=programme is None and may_create_programmes(current_user),
    )


def _setup_links() -> list[tuple[str, str]]:
    """Return where the person sets up what everything else stands on."""
    links = []
    if may_set_up(current_user):
        links.append((_("Programmes, partners and people"), url_for("programmes.list_programmes")))
    if may_write_about_texts(current_user):
        links.append((_("Texts about the installation"), url_for("home.list_about")))
    return links


@pages.post("/organise/jobs/<int:job_id>/retry")
@requires(may_retry_jobs)
def retry_given_up(job_id: int) -> Response:
    """Let a job that gave up try again."""
    with transaction():
        retry_job(job_id, actor_id=current_user.id, at=now())
    flash(_("The job is in the queue again."), "done")
    return redirect(url_for("home.show_overview"), 303)
