"""What a trainer says of a half-day: all are here, except."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from app.attendance.models import Half, Presence
from app.kernel.base_form import BaseForm


class AttendanceListForm(BaseForm):
    """The half-day, the revision of the list that was seen, and who is away.

    The rows stand beside the fields: `not_here` with the ids of those away, `reason-<id>` with why.
    """

    day = HiddenField()
    half = HiddenField()
    listed = HiddenField()
    """The ids of those on the list as it was seen: nothing is said of who came to it since."""
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0)])

    def found(self, sent: MultiDict[str, str], person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Presence]:
        """Return what was found of everybody on the list; whoever is not named as away is here."""
        away, listed = set(sent.getlist("not_here")), set((self.listed.data or "").split())
        return {
            person_id: _presence(sent, person_id) if str(person_id) in away else Presence.ATTENDED
            for person_id in person_ids
            if str(person_id) in listed
        }


def _presence(sent: Mapping[str, str], person_id: uuid.UUID) -> Presence:
    is_excused = sent.get(f"reason-{person_id}") == Presence.EXCUSED
    return Presence.EXCUSED if is_excused else Presence.ABSENT


def read_day(text: str | None) -> date | None:
    """Return a day from an address; None if it is missing or nonsense."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def read_half(text: str | None) -> Half | None:
    """Return a half-day from an address; None if it is missing or nonsense."""
    return next((half for half in Half if half == text), None)
