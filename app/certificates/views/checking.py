"""Anyone checks a certificate; its owner downloads it."""

import uuid
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.permissions import may_act_in_own_name
from app.certificates import rules
from app.certificates.models import Certificate
from app.certificates.permissions import may_download
from app.certificates.queries import find_by_check_code, get_certificate
from app.certificates.views.blueprint import pages
from app.kernel.access import ensure, public, requires
from app.kernel.clock import now
from app.kernel.files import path_of
from app.kernel.i18n import format_date, format_number, ngettext
from app.kernel.locales import LocalizedText


@pages.get("/certificates/check")
@public
def show_check() -> str | Response | tuple[str, int]:
    """Ask for a code; a code that was typed leads to its certificate."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return render_template("certificates/show_check.html", typed="", unknown=False)
    code = rules.read_code(typed)
    if code is None or find_by_check_code(code) is None:
        return render_template("certificates/show_check.html", typed=typed, unknown=True), 404
    return redirect(url_for("certificates.show_certificate", code=code), 303)


@pages.get("/certificates/check/<code>")
@public
def show_certificate(code: str) -> str | tuple[str, int]:
    """Say whether a certificate holds; the name is shown in full to those who know the surname."""
    kept = rules.read_code(code)
    certificate = find_by_check_code(kept) if kept else None
    if certificate is None:
        return render_template("certificates/show_check.html", typed=code, unknown=True), 404
    typed = request.args.get("surname", "").strip()
    knows = rules.is_same_surname(typed, certificate.facts["last_name"])
    return render_template(
        "certificates/show_certificate.html",
        certificate=certificate,
        facts=certificate.facts,
        module=LocalizedText(certificate.facts["module"]),
        code=rules.show_code(certificate.check_code),
        name=certificate.facts["name"] if knows else rules.mask_name(certificate.facts["name"]),
        knows_surname=knows,
        wrong_surname=bool(typed) and not knows,
        successor=_successor(certificate),
        dates="; ".join(_session_words(one) for one in certificate.facts["sessions"]) or "–",
        workload=_workload_words(certificate.facts),
        checked_at=now(),
    )


@pages.get("/certificates/<uuid:certificate_id>/pdf")
@requires(may_act_in_own_name)
def download_certificate(certificate_id: uuid.UUID) -> Response:
    """Hand out the document to its owner and to the programme's staff."""
    certificate = get_certificate(certificate_id)
    ensure(may_download(current_user, owner_id=certificate.person_id, programme_id=certificate.programme_id))
    if certificate.file is None:
        abort(404)
    return send_file(
        path_of(certificate.file.key),
        mimetype=certificate.file.media_type,
        as_attachment=True,
        download_name=certificate.file.name,
    )


def _successor(certificate: Certificate) -> Certificate | None:
    return get_certificate(certificate.replaced_by_id) if certificate.replaced_by_id else None


def _session_words(session: dict[str, str]) -> str:
    return f"{format_date(date.fromisoformat(session['day']))}, {session['town']}"


def _workload_words(facts: dict[str, Any]) -> str:
    """Say the workload in the teaching units of its time, as the certificate does."""
    units = facts["workload_minutes"] / facts["unit_minutes"]
    return ngettext(
        "%(units)s teaching unit of %(minutes)s minutes",
        "%(units)s teaching units of %(minutes)s minutes",
        round(units),
        units=format_number(units, 1),
        minutes=facts["unit_minutes"],
    )
