"""My page: everything of one's own, with one clear next step."""

import uuid
from dataclasses import dataclass

from flask import render_template, url_for
from flask_login import current_user

from app.accounts.permissions import may_act_in_own_name
from app.completion.rules import Step, StepKind, StepState, sentence
from app.home.queries import list_trainings
from app.home.rules import NextAction, Training, decide_foremost
from app.home.views.blueprint import pages
from app.kernel.access import requires
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import current_locale, format_percent, format_range
from app.kernel.i18n import gettext as _

STEP_PICTURES = {StepKind.READING: "chapter", StepKind.QUIZ: "quiz", StepKind.SESSION: "session"}


@dataclass(frozen=True)
class StepLine:
    """A step as the component `activity_list` takes it."""

    title: str
    kind: str
    url: str
    note: str
    state: str
    state_text: str
    is_next: bool


@pages.get("/my")
@requires(may_act_in_own_name)
def show_my_page() -> str:
    """Show one's trainings, the foremost next step first."""
    trainings = list_trainings(current_user.id, now())
    foremost = decide_foremost(trainings)
    return render_template(
        "home/show_my_page.html",
        foremost=foremost,
        current=[one for one in trainings if one.is_active and not one.certificate],
        finished=[one for one in trainings if one.certificate],
        ended=[one for one in trainings if not one.is_active and not one.certificate],
        sentence_of=sentence_of,
        action_url=action_url,
    )


@pages.get("/my/trainings/<uuid:registration_id>")
@requires(may_act_in_own_name)
def show_training(registration_id: uuid.UUID) -> str:
    """Show one training: what is missing, the steps in order, the places."""
    found = [one for one in list_trainings(current_user.id, now()) if one.registration_id == registration_id]
    if not found or found[0].completion is None:
        raise NotFound
    (training,) = found
    assert training.completion is not None
    return render_template(
        "home/show_training.html",
        training=training,
        completion=training.completion,
        sentence=sentence_of(training),
        action_url=action_url(training),
        steps=[_step_line(step, training) for step in training.completion.steps],
    )


def sentence_of(training: Training) -> str:
    """Say in one sentence how a training stands."""
    if not training.is_active:
        return _("You are not registered for this any more.")
    if not training.takes_part and not training.certificate:
        return _("You are on the waiting list. As soon as a place is free, it is yours, and we write to you.")
    if training.completion is None:
        return _("Your place is confirmed.")
    return sentence(training.completion, is_issued=training.certificate is not None)


def action_url(training: Training) -> str:
    """Return where the next step of a training is done; empty if there is nothing to press."""
    step = training.next_step
    if training.next_action is NextAction.DOWNLOAD and training.certificate:
        return url_for("certificates.download_certificate", certificate_id=training.certificate.id)
    if step is None or training.next_action not in {NextAction.READ, NextAction.QUIZ, NextAction.COME}:
        return ""
    return _url_of(step, anchor=training.next_anchor)


def _url_of(step: Step, *, anchor: str | None = None) -> str:
    if step.kind is StepKind.READING:
        return url_for("handbook.find_section", section_id=step.section_id, edition=step.edition_number, _anchor=anchor)
    if step.kind is StepKind.QUIZ:
        return url_for("assessments.show_quiz", quiz_id=step.quiz_id)
    return url_for("events.show_event", event_id=step.event_id) if step.event_id else ""


def _step_line(step: Step, training: Training) -> StepLine:
    state, text = _state_of(step)
    title = step.title.text(current_locale())
    if step.kind is StepKind.READING:
        title = f"{step.chapter_number}.{step.section_number} {title}"
    return StepLine(
        title=title,
        kind=STEP_PICTURES.get(step.kind, "session"),
        url=_url_of(step),
        note=_note_of(step, training),
        state=state,
        state_text=text,
        is_next=step is training.next_step and not training.certificate,
    )


def _state_of(step: Step) -> tuple[str, str]:
    if step.state is StepState.DONE:
        words = {StepKind.READING: _("read"), StepKind.QUIZ: _("passed")}
        return ("attended", "") if step.kind is StepKind.SESSION else ("done", words.get(step.kind, ""))
    states = {
        StepState.AHEAD: ("planned", _("still to come")),
        StepState.UNCONFIRMED: ("open", _("list not confirmed yet")),
        StepState.MISSED: ("absent", ""),
    }
    return states.get(step.state, ("open", ""))


def _note_of(step: Step, training: Training) -> str:
    if step.kind is StepKind.READING:
        return _("Handbook")
    if step.kind is StepKind.QUIZ and step.best_percent is not None:
        return _("Best result so far: %(percent)s", percent=format_percent(step.best_percent))
    place = next((place for place in training.places if place.event_id == step.event_id), None)
    return f"{format_range(place.starts_at, place.ends_at, place.time_zone)}, {place.town}" if place else ""
