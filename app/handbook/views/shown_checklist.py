"""The checklist of the next edition made ready for its page."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import url_for

from app.handbook.rules.checklist import Gap
from app.handbook.rules.words import say_gap
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext

MOST_LINES = 50
"""More than these are mended in several goes."""


@dataclass(frozen=True)
class ShownChecklist:
    """What must be mended in what would be published, and what to know of the rest; as `check_list` takes it."""

    blocking: list[dict[str, str]]
    others: list[dict[str, str]]


def show_checklist(gaps: Sequence[Gap], languages: Collection[str], *, alone: Collection[uuid.UUID]) -> ShownChecklist:
    """Return the checklist of an edition in some languages; chapters in `alone` go into it unapproved."""
    blocking = [gap for gap in gaps if gap.is_blocking(languages) and (gap.is_approved or gap.chapter_id in alone)]
    others = [gap for gap in gaps if gap not in blocking]
    return ShownChecklist(_lines(blocking, "blocking"), _lines(others, "attention"))


def _lines(gaps: Sequence[Gap], state: str) -> list[dict[str, str]]:
    lines = [
        {"text": say_gap(gap), "state": state, "url": _address(gap), "url_text": _("Mend %(place)s", place=gap.place)}
        for gap in gaps[:MOST_LINES]
    ]
    left = len(gaps) - len(lines)
    if left:
        lines.append({"text": ngettext("and %(num)d more", "and %(num)d more", left), "state": state})
    return lines


def _address(gap: Gap) -> str:
    return url_for("handbook.edit_block", chapter_id=gap.chapter_id, block_id=gap.block_id, language=gap.language)
