"""When an assignment is overdue, and when its person is reminded."""

from datetime import date, timedelta
from enum import StrEnum

from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext as _

REMINDED_BEFORE = timedelta(days=3)
REMINDED_UNTIL = timedelta(days=2)
"""After the day itself, for a worker that stood still."""


class Reminder(StrEnum):
    """The two times a person is reminded."""

    SOON = "soon"
    DUE = "due"


class AssignedAlready(RuleBroken):
    """The person has this chapter in this language already."""

    def explain(self) -> str:
        return _("This person has the chapter in this language already. Finish or remove that first.")


class NotOnTheStaff(RuleBroken):
    """Only who may write the handbook can take a chapter on."""

    def explain(self) -> str:
        return _("Choose a trainer or an organiser of the programme.")


def is_overdue(due_on: date, today: date) -> bool:
    """Decide whether the day has passed; on the day itself there is time."""
    return due_on < today


def decide_reminder(due_on: date, today: date) -> Reminder | None:
    """Decide which reminder is due, if any: some days before, and on the day or shortly after."""
    if today < due_on <= today + REMINDED_BEFORE:
        return Reminder.SOON
    return Reminder.DUE if today - REMINDED_UNTIL <= due_on <= today else None
