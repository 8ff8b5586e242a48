"""The certificate as a PDF: frozen facts, in two languages side by side."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from app.certificates.models import CertificateKind
from app.certificates.rules import languages_of, show_code
from app.kernel.i18n import format_date, format_number, format_percent, gettext, ngettext, use_locale
from app.kernel.locales import LocalizedText
from app.kernel.pdf import render_pdf
from app.programmes.queries import logo_picture

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
LONG_NAME = 30
VERY_LONG_NAME = 44
CHARACTERS_A_LINE = 44
"""Of a cell of the table at its usual size."""
MOST_LINES = {"usual": 14, "dense": 20, "densest": 25}
"""By density, how many lines table and award may have beside title, name and signatures; tried with real texts."""


@dataclass(frozen=True)
class Side:
    """All words of the document in one language."""

    locale: str
    title: str
    awarded_to: str
    before_module: str
    module: str
    after_module: str
    labels: dict[str, str]
    sessions: list[str]
    extent: str
    outcomes: str
    assessment: str
    issued: str
    funding_words: str


@dataclass(frozen=True)
class Printed:
    """What is printed once, whatever the language; without a number it is a preview."""

    number: str | None
    check_code: str | None
    check_url: str | None


def certificate_pdf(facts: dict[str, Any], printed: Printed, locale: str) -> bytes:
    """Make the document from frozen facts; the same facts give the same page."""
    sides = [_side(facts, code) for code in languages_of(locale)]
    return render_pdf(
        "certificate",
        {
            "facts": facts,
            "logos": [
                {"picture": logo_picture(logo["key"]), "text": LocalizedText(logo["text"]).text(locale)}
                for logo in facts["programme"].get("logos", [])  # certificates of earlier days have none
            ],
            "sides": sides,
            "number": printed.number,
            "code": show_code(printed.check_code) if printed.check_code else None,
            "check_url": printed.check_url,
            "shown_url": (printed.check_url or "").split("://", 1)[-1].rsplit("/", 1)[0],
            "qr_code": _qr_code(printed.check_url) if printed.check_url else None,
            "name_size": _name_size(facts["name"]),
            "density": _density(sides),
        },
        locale,
    )


def _side(facts: dict[str, Any], locale: str) -> Side:
    with use_locale(locale):
        before, after = _award_sentence(facts).split(HOLE)
        return Side(
            locale=locale,
            title=_title(facts["kind"]),
            awarded_to=gettext("Awarded to"),
            before_module=before,
            module=LocalizedText(facts["module"]).text(locale),
            after_module=after,
            labels=_labels(),
            sessions=[f"{one['town']}, {format_date(date.fromisoformat(one['day']))}" for one in facts["sessions"]],
            extent=_extent(facts),
            outcomes=_join(_in_language(facts["outcomes"], locale)),
            assessment=_assessment(facts),
            issued=f"{facts['place']}, {format_date(date.fromisoformat(facts['issued_on']))}",
            funding_words=LocalizedText(facts["programme"]["funding_words"]).text(locale),
        )


def _title(kind: str) -> str:
    titles = {
        CertificateKind.TRAINING: gettext("Certificate of training"),
        CertificateKind.ATTENDANCE: gettext("Certificate of attendance"),
    }
    return titles[CertificateKind(kind)]


def _award_sentence(facts: dict[str, Any]) -> str:
    """Say for what it is awarded; wordings that need no gender. The module's title stands in the hole."""
    quiz = facts["quiz"]
    if quiz is None:
        return gettext("for attending the sessions of the module %(module)s.", module=HOLE)
    return ngettext(
        "for completing the module %(module)s and passing the quiz: %(points)s of %(num)d point.",
        "for completing the module %(module)s and passing the quiz: %(points)s of %(num)d points.",
        quiz["most_points"],
        module=HOLE,
        points=quiz["points"],
    )


def _labels() -> dict[str, str]:
    return {
        "number": gettext("Number"),
        "check": gettext("Verification"),
        "place": gettext("Place and date"),
        "extent": gettext("Extent"),
        "outcomes": gettext("Learning outcomes"),
        "assessment": gettext("Evidence"),
        "issued": gettext("date of issue"),
        "trainer": gettext("conducted by"),
        "signatory": gettext("for the issuer"),
        "issuer": gettext("Issuer"),
        "preview": gettext("Preview: this is not a certificate yet."),
        "qr_code": gettext("QR code with the address for checking this certificate"),
    }


def _extent(facts: dict[str, Any]) -> str:
    unit = facts["unit_minutes"]
    return gettext(
        "%(units)s teaching units of %(minutes)s minutes, of which %(attended)s attended at sessions",
        units=format_number(facts["workload_minutes"] / unit, 1),
        minutes=unit,
        attended=format_number(facts["attended_minutes"] / unit, 1),
    )


def _assessment(facts: dict[str, Any]) -> str:
    attendance = gettext("attendance %(percent)s", percent=format_percent(facts["attendance_percent"]))
    if facts["quiz"] is None:
        return attendance
    quiz = gettext("quiz (pass mark %(percent)s)", percent=format_percent(facts["quiz"]["pass_percent"]))
    return f"{quiz}, {attendance}"


def _in_language(texts: dict[str, list[str]], locale: str) -> list[str]:
    return texts.get(locale) or next((found for found in texts.values() if found), [])


def _join(texts: Sequence[str]) -> str:
    """Put outcomes one after the other: whole sentences as they are, phrases as a list."""
    is_sentences = all(text.endswith(".") for text in texts)
    return " ".join(texts) if is_sentences else "; ".join(texts)


def _density(sides: Sequence[Side]) -> str:
    """Say how close the text is to be set so that the signatures stay below it; `flowing` takes a second page."""
    award = max(len(side.before_module + side.module + side.after_module) for side in sides)
    rows = [max(len(side.sessions) for side in sides)]
    rows += [
        max(ceil(len(getattr(side, row)) / CHARACTERS_A_LINE) for side in sides)
        for row in ("extent", "outcomes", "assessment")
    ]
    # A row has at least the two lines of its label; the award is set larger than the table.
    lines = sum(max(2, number) for number in rows) + 1.5 * ceil(award / CHARACTERS_A_LINE)
    return next((name for name, most in MOST_LINES.items() if lines <= most), "flowing")


def _name_size(name: str) -> str:
    if len(name) > VERY_LONG_NAME:
        return "smallest"
    return "smaller" if len(name) > LONG_NAME else "usual"


def _qr_code(url: str) -> str:
    """Draw the code one pixel a module; the style sheet enlarges it without blurring. Error level Q."""
    import zxingcpp  # for workers, not for every web process
    from PIL import Image

    barcode = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    drawn: Any = zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False)
    image = Image.frombytes("L", drawn.shape[:2], bytes(memoryview(drawn)))
    out = io.BytesIO()
    image.convert("1").save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
