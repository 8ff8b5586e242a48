"""Replacing and revoking a certificate, each with a reason."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.certificates import actions
from app.certificates.forms import ReplaceForm, RevokeForm
from app.certificates.models import Certificate
from app.certificates.permissions import may_issue
from app.certificates.queries import get_certificate
from app.certificates.views.blueprint import pages
from app.kernel.access import ensure, requires
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes.permissions import may_see_staff_pages

Page = str | Response | tuple[str, int]


@pages.get("/organise/certificates/<uuid:certificate_id>/replace")
@requires(may_see_staff_pages)
def show_replace(certificate_id: uuid.UUID) -> Page:
    """Show the name as it was printed, to be corrected."""
    certificate = _get_own(certificate_id)
    first_name = certificate.facts["name"].removesuffix(certificate.facts["last_name"]).strip()
    form = ReplaceForm(
        first_name=first_name,
        last_name=certificate.facts["last_name"],
        organisation=certificate.facts["organisation"],
    )
    return render_template("certificates/show_replace.html", form=form, certificate=certificate)


@pages.post("/organise/certificates/<uuid:certificate_id>/replace")
@requires(may_see_staff_pages)
def replace_certificate(certificate_id: uuid.UUID) -> Page:
    """Issue the corrected certificate; the old one says that it was replaced."""
    certificate, form = _get_own(certificate_id), ReplaceForm()
    delivery_id = certificate.delivery_id
    if not form.validate():
        return render_template("certificates/show_replace.html", form=form, certificate=certificate), 422
    correction = actions.Correction(
        first_name=str(form.first_name.data).strip(),
        last_name=str(form.last_name.data).strip(),
        organisation=form.organisation.data or None,
        reason=str(form.reason.data),
    )
    with transaction():
        actions.replace(certificate_id, correction, actor_id=current_user.id, at=now())
    flash(_("The corrected certificate is on its way to its owner."), "done")
    return redirect(url_for("certificates.list_ready", delivery_id=delivery_id), 303)


@pages.get("/organise/certificates/<uuid:certificate_id>/revoke")
@requires(may_see_staff_pages)
def show_revoke(certificate_id: uuid.UUID) -> Page:
    """Ask for the reason before a certificate is declared void."""
    return render_template("certificates/show_revoke.html", form=RevokeForm(), certificate=_get_own(certificate_id))


@pages.post("/organise/certificates/<uuid:certificate_id>/revoke")
@requires(may_see_staff_pages)
def revoke_certificate(certificate_id: uuid.UUID) -> Page:
    """Declare a certificate void; its check says so from now on."""
    certificate, form = _get_own(certificate_id), RevokeForm()
    delivery_id = certificate.delivery_id
    if not form.validate():
        return render_template("certificates/show_revoke.html", form=form, certificate=certificate), 422
    with transaction():
        actions.revoke(certificate_id, reason=str(form.reason.data), actor_id=current_user.id, at=now())
    flash(_("The certificate is revoked. Its check says so, and its owner is told."), "done")
    return redirect(url_for("certificates.list_ready", delivery_id=delivery_id), 303)


def _get_own(certificate_id: uuid.UUID) -> Certificate:
    """Return a certificate of a programme in which the person may issue; otherwise it does not exist."""
    certificate = get_certificate(certificate_id)
    ensure(may_issue(current_user, certificate.programme_id))
    return certificate
