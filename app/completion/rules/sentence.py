"""The one sentence that says exactly what is missing, in the reader's language."""

from collections.abc import Sequence

from babel.lists import format_list

from app.completion.rules.completion import Completion, Standing, Step, StepKind, StepState
from app.kernel.i18n import REGIONAL, current_locale, format_date, format_percent, gettext, lazy_gettext, ngettext

MOST_NAMED_READINGS = 2
"""More readings are counted, not named; the list of steps below the sentence names them all."""
MISSING_STEPS = {
    1: lazy_gettext("One step is missing for your certificate: %(steps)s."),
    2: lazy_gettext("Two steps are missing for your certificate: %(steps)s."),
    3: lazy_gettext("Three steps are missing for your certificate: %(steps)s."),
    4: lazy_gettext("Four steps are missing for your certificate: %(steps)s."),
    5: lazy_gettext("Five steps are missing for your certificate: %(steps)s."),
    6: lazy_gettext("Six steps are missing for your certificate: %(steps)s."),
    7: lazy_gettext("Seven steps are missing for your certificate: %(steps)s."),
    8: lazy_gettext("Eight steps are missing for your certificate: %(steps)s."),
    9: lazy_gettext("Nine steps are missing for your certificate: %(steps)s."),
    10: lazy_gettext("Ten steps are missing for your certificate: %(steps)s."),
}
"""Numbers up to ten are words, and the verb follows them."""


def sentence(completion: Completion, *, is_issued: bool = False) -> str:
    """Say in one sentence how it stands; `is_issued` once there is a certificate."""
    if is_issued:
        return gettext("Everything is done. Your certificate is ready.")
    if completion.standing is Standing.COMPLETE:
        return gettext("Everything is done. Your certificate will be issued soon.")
    if completion.standing is Standing.OUT_OF_REACH:
        return _attendance_sentence(completion)
    if completion.standing is Standing.WAITING:
        return gettext(
            "Your part is done; only the list of attendance is still to be confirmed: %(sessions)s.",
            sessions=_join([name_of(step) for step in completion.missing]),
        )
    return _missing_sentence(completion.missing)


def missing_steps(completion: Completion) -> str:
    """Name what is missing for those who look after a person; empty if nothing is."""
    return _join(_names(completion.missing)) if completion.missing else ""


def _attendance_sentence(completion: Completion) -> str:
    attended, needed = format_percent(completion.attended_percent), format_percent(completion.least_percent)
    if any(step.kind is StepKind.SESSION and step.minutes for step in completion.steps):
        return gettext(
            "Your attendance so far is %(attended)s; %(needed)s is needed, and the sessions to come are not enough.",
            attended=attended,
            needed=needed,
        )
    return gettext(
        "Your attendance is %(attended)s; %(needed)s is needed, and no further session is planned.",
        attended=attended,
        needed=needed,
    )


def _missing_sentence(missing: Sequence[Step]) -> str:
    steps = _join(_names(missing))
    number = len(missing)
    if number in MISSING_STEPS:
        return str(MISSING_STEPS[number]) % {"steps": steps}
    return ngettext(
        "%(num)d step is missing for your certificate: %(steps)s.",
        "%(num)d steps are missing for your certificate: %(steps)s.",
        number,
        steps=steps,
    )


def _names(missing: Sequence[Step]) -> list[str]:
    readings = [step for step in missing if step.kind is StepKind.READING]
    others = [name_of(step) for step in missing if step.kind is not StepKind.READING]
    if len(readings) <= MOST_NAMED_READINGS:
        return [name_of(step) for step in readings] + others
    number = len(readings)
    return [ngettext("%(num)d section of the handbook", "%(num)d sections of the handbook", number), *others]


def name_of(step: Step) -> str:
    """Name a step as it stands within a sentence."""
    if step.kind is StepKind.READING:
        return gettext("the section “%(title)s”", title=step.title.text(current_locale()))
    if step.kind is StepKind.QUIZ:
        return gettext("the quiz")
    if step.kind is StepKind.SESSION and step.starts_at:
        facts = {"date": format_date(step.starts_at, "no_year", step.time_zone), "town": step.town}
        if step.state is StepState.UNCONFIRMED:
            return gettext("the one on %(date)s in %(town)s", **facts)
        return gettext("the session on %(date)s in %(town)s", **facts)
    return gettext("attendance")


def _join(names: Sequence[str]) -> str:
    return format_list(list(names), locale=REGIONAL[current_locale()])
