"""Who is ready, one press for all of them, and how far their documents are."""

import io
import uuid

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.certificates import actions, queries
from app.certificates.actions.facts import DeliveryFacts, freeze
from app.certificates.documents import Printed, certificate_pdf
from app.certificates.models import CertificateKind
from app.certificates.permissions import may_issue, may_see_certificates
from app.certificates.rules import decide_kind
from app.certificates.views.blueprint import pages
from app.completion.rules import missing_steps
from app.events.queries import get_delivery
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound, RuleBroken
from app.programmes.permissions import may_see_staff_pages


@pages.get("/organise/deliveries/<uuid:delivery_id>/certificates")
@requires(may_see_staff_pages)
def list_ready(delivery_id: uuid.UUID) -> str:
    """Show who is ready, who misses what, and who holds a certificate."""
    roll = queries.get_roll(delivery_id, now())
    ensure(may_see_certificates(current_user, roll.programme_id))
    ready = {kind.value: [one for one in roll.candidates if actions.is_ready(one, kind)] for kind in CertificateKind}
    return render_template(
        "certificates/list_ready.html",
        roll=roll,
        ready=ready,
        ready_ids={one.id for found in ready.values() for one in found},
        again={
            one.id: kind for one in roll.candidates for kind in CertificateKind if actions.is_ready_again(one, kind)
        },
        missing={one.id: missing_steps(one.completion) for one in roll.candidates},
        may_issue=may_issue(current_user, roll.programme_id),
    )


@pages.post("/organise/deliveries/<uuid:delivery_id>/certificates")
@requires(may_see_staff_pages)
def issue_certificates(delivery_id: uuid.UUID) -> Response:
    """Issue all certificates of a kind with one press, or a new one to a person whose own was revoked."""
    delivery = get_delivery(delivery_id)
    ensure(may_issue(current_user, delivery.programme_id))
    kind = _kind(request.form.get("kind", CertificateKind.TRAINING))
    again_to = _person_id(request.form.get("again_to", ""))
    try:
        with transaction():
            issue = actions.issue(
                get_delivery(delivery_id), kind, actor_id=current_user.id, at=now(), again_to=again_to
            )
    except RuleBroken as refusal:
        flash(refusal.explain(), "attention")
        return redirect(url_for("certificates.list_ready", delivery_id=delivery_id), 303)
    address = url_for("certificates.show_batch", delivery_id=delivery_id, batch_id=issue.batch_id)
    return redirect(address, 303)


@pages.get("/organise/deliveries/<uuid:delivery_id>/certificates/batches/<uuid:batch_id>")
@requires(may_see_staff_pages)
def show_batch(delivery_id: uuid.UUID, batch_id: uuid.UUID) -> str:
    """Show how far the documents of one press are; the part that changes is fetched again by itself."""
    delivery = get_delivery(delivery_id)
    ensure(may_see_certificates(current_user, delivery.programme_id))
    progress = queries.count_batch(delivery_id, batch_id)
    template = "_batch_progress.html" if "HX-Request" in request.headers else "show_batch.html"
    return render_template(f"certificates/{template}", delivery=delivery, progress=progress, batch_id=batch_id)


@pages.get("/organise/deliveries/<uuid:delivery_id>/certificates/preview/<uuid:person_id>")
@requires(may_see_staff_pages)
def preview_certificate(delivery_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Show what a person's certificate would look like; it has no number and says that it is a preview."""
    delivery = get_delivery(delivery_id)
    ensure(may_issue(current_user, delivery.programme_id))
    candidate = queries.get_roll(delivery_id, now()).get(person_id)
    kind = decide_kind(candidate.completion.earned) or CertificateKind.ATTENDANCE
    facts = freeze(candidate, DeliveryFacts.gather(delivery, [candidate], at=now()), kind=kind)
    content = certificate_pdf(facts, Printed(None, None, None), candidate.locale)
    return send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name="preview.pdf")


def _person_id(value: str) -> uuid.UUID | None:
    """Read whom a form names; None if nobody in particular, never everybody by mistake."""
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        raise NotFound from None


def _kind(value: str) -> CertificateKind:
    try:
        return CertificateKind(value)
    except ValueError:
        raise NotFound from None
