"""The checklist before publishing, in words, each open point with the place where it is mended."""

from typing import Any
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from app.courses.models import Module
from app.courses.rules.publishing import Check, Point, Readiness
from app.courses.views.words import PART, language_names, section_name, weave
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext

ANCHORS = {
    Point.LANGUAGES: "languages",
    Point.TITLE: "title",
    Point.SUMMARY: "summary",
    Point.OUTCOMES: "outcomes",
    Point.WORKLOAD: "workload_units",
}


def point_items(module: Module, readiness: Readiness, *, may_edit: bool) -> list[dict[str, Any]]:
    """Return the points as the checklist component shows them; who may not mend gets no way to it."""
    return [_item(module, check, may_edit=may_edit) for check in readiness.checks]


def _item(module: Module, check: Check, *, may_edit: bool) -> dict[str, Any]:
    item = {"text": _text(module, check), "state": "done" if check.is_met else "blocking"}
    return item if check.is_met or not may_edit else item | {"url": _url(module, check)}


def _text(module: Module, check: Check) -> str:
    if check.is_met:
        return _met(check.point)
    if check.missing and check.point not in {Point.QUIZ, Point.SECTIONS}:
        return _missing_text(check)
    return _open(module, check)


def _met(point: Point) -> str:
    return {
        Point.LANGUAGES: _("Languages are chosen"),
        Point.TITLE: _("Title in all languages"),
        Point.SUMMARY: _("Summary in all languages"),
        Point.OUTCOMES: _("Learning outcomes in all languages"),
        Point.WORKLOAD: _("Workload is set"),
        Point.STEPS: _("At least one step is required"),
        Point.SECTIONS: _("All sections exist in all languages"),
        Point.CHAPTERS: _("All chapters are published"),
        Point.QUIZ: _("Quiz is complete in all languages"),
    }[point]


def _missing_text(check: Check) -> str:
    languages = language_names(check.missing)
    return {
        Point.TITLE: _("The title is missing in: %(languages)s.", languages=languages),
        Point.SUMMARY: _("The summary is missing in: %(languages)s.", languages=languages),
        Point.OUTCOMES: _("Learning outcomes are missing in: %(languages)s.", languages=languages),
    }[check.point]


def _open(module: Module, check: Check) -> str:
    if check.point is Point.SECTIONS:
        sentence = ngettext(
            "%(num)d section is missing in a language: %(sections)s.",
            "%(num)d sections are missing in a language: %(sections)s.",
            len(check.things),
            sections=PART,
        )
        return weave(sentence, _section_names(module, check.things))
    if check.point is Point.CHAPTERS:
        sentence = _("Sections of unpublished chapters: %(sections)s.", sections=PART)
        return weave(sentence, _section_names(module, check.things))
    if check.point is Point.QUIZ and check.missing:
        return _("The quiz is not complete in: %(languages)s.", languages=language_names(check.missing))
    return {
        Point.LANGUAGES: _("No language is chosen."),
        Point.WORKLOAD: _("The workload is missing."),
        Point.STEPS: _("No step is required yet: add sections or a quiz."),
        Point.QUIZ: _("The quiz has no questions yet."),
    }[check.point]


def _section_names(module: Module, section_ids: tuple[UUID, ...]) -> Markup:
    sections = [step.section for step in module.activities if step.section is not None]
    return Markup(", ").join(section_name(section) for section in sections if section.id in section_ids)


def _url(module: Module, check: Check) -> str:
    if check.point is Point.QUIZ:
        return url_for("assessments.edit_quiz", quiz_id=check.things[0])
    if check.point is Point.STEPS:
        return url_for("courses.choose_sections", module_id=module.id)
    if check.point in {Point.SECTIONS, Point.CHAPTERS}:
        return url_for("handbook.show_handbook_desk")
    return f"#{ANCHORS[check.point]}"
