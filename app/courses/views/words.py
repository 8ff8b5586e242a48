"""Steps, languages and rules of a module in the reader's words."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from babel import Locale
from babel.lists import format_list
from flask import url_for
from markupsafe import Markup

from app.courses.models import ActivityKind, Material, Module, ModuleActivity
from app.courses.queries import StepSize
from app.courses.rules.editions import Reading
from app.courses.rules.files import KINDS
from app.handbook.models import Section
from app.kernel.i18n import REGIONAL, current_locale, format_filesize, format_number, format_percent, ngettext
from app.kernel.i18n import gettext as _
from app.kernel.locales import LocalizedText
from app.kernel.web import show_localized

UNKNOWN_SIZE = StepSize(0, 0)
PART = "\N{OBJECT REPLACEMENT CHARACTER}"
KINDS_OF_PICTURES = {ActivityKind.READING: "chapter", ActivityKind.MATERIAL: "file", ActivityKind.QUIZ: "quiz"}


def language_names(codes: Sequence[str]) -> str:
    """Return languages by name, as a list in a sentence."""
    known = Locale.parse(REGIONAL[current_locale()]).languages
    return str(format_list([known[code] for code in codes], locale=REGIONAL[current_locale()])) if codes else "–"


def weave(sentence: str, part: Markup) -> Markup:
    """Put a text that may be marked with its own language into a translated sentence, in the place of PART."""
    before, _part, after = sentence.partition(PART)
    return Markup("{}{}{}").format(before, part, after)


def module_name(number: int, title: LocalizedText) -> Markup:
    """Return 'Module 1: Location development'."""
    return weave(_("Module %(number)s: %(title)s", number=number, title=PART), show_localized(title))


def workload_words(module: Module) -> str:
    """Return the workload in teaching units, and how long one is."""
    units = module.programme.units(module.workload_minutes)
    return ngettext(
        "%(units)s teaching unit of %(minutes)s minutes",
        "%(units)s teaching units of %(minutes)s minutes",
        round(units),
        units=format_number(units, 1),
        minutes=module.programme.unit_minutes,
    )


def section_name(section: Section) -> Markup:
    """Return '3.2 The plot profile'."""
    return Markup("{}.{} {}").format(section.chapter.number, section.number, show_localized(section.title))


def section_url(section_id: UUID | None, edition_number: int | None = None) -> str:
    """Return where a section is read: in the latest edition unless told."""
    return url_for("handbook.find_section", section_id=section_id, edition=edition_number)


def step_title(step: ModuleActivity, reading: Reading | None) -> Markup:
    """Return the name of what a step refers to; a section's is that of the edition it is read in."""
    if reading is not None:
        number = f"{reading.chapter_number}.{reading.section_number}"
        return Markup("{} {}").format(number, show_localized(reading.title))
    if step.section is not None:
        return section_name(step.section)
    thing = step.material or step.quiz
    return show_localized(thing.title) if thing else Markup("")


def step_url(step: ModuleActivity, reading: Reading | None) -> str:
    """Return where a step is done."""
    if step.section is not None:
        return section_url(step.section_id, reading.edition_number if reading else None)
    if step.quiz is not None:
        return url_for("assessments.show_quiz", quiz_id=step.quiz.id)
    if step.material is not None and step.material.url is not None:
        return step.material.url
    return url_for("courses.download_material", material_id=step.material_id)


def step_note(step: ModuleActivity, size: StepSize) -> str:
    """Return what a step takes: minutes, file type and size, questions."""
    note = _note_of_material(step.material) if step.material else _note_of_work(step, size)
    if step.is_required or step.material:
        return note
    return _("%(note)s, optional", note=note)


def _note_of_work(step: ModuleActivity, size: StepSize) -> str:
    if step.quiz is not None:
        percent = format_percent(step.quiz.pass_percent)
        return ngettext(
            "Quiz, %(num)d question, pass mark %(percent)s",
            "Quiz, %(num)d questions, pass mark %(percent)s",
            size.questions,
            percent=percent,
        )
    if not size.minutes:
        return _("Handbook")
    return ngettext("Handbook, about %(num)d minute", "Handbook, about %(num)d minutes", size.minutes)


def _note_of_material(material: Material) -> str:
    if material.file is not None:
        kind = KINDS.get(material.file.media_type)
        facts = [kind.label if kind else _("File"), format_filesize(material.file.size_bytes)]
    else:
        facts = [_("Link to %(host)s", host=urlsplit(material.url or "").hostname)]
    return ", ".join([*facts, *([language_names([material.locale])] if material.locale else [])])


def step_item(step: ModuleActivity, size: StepSize, *, done: Collection[UUID] | None, is_next: bool) -> dict[str, Any]:
    """Return a step as the list of activities shows it; `done` None: nothing is known of the reader."""
    kind = "link" if step.material and step.material.url else KINDS_OF_PICTURES[step.kind]
    title, url = step_title(step, size.reading), step_url(step, size.reading)
    item = {"title": title, "url": url, "note": step_note(step, size), "kind": kind}
    if done is None:
        return item
    if step.id in done:
        word = _("passed") if step.kind is ActivityKind.QUIZ else _("read")
        return item | {"state": "done", "state_text": word}
    return item | {"is_next": is_next, "state": "open" if step.is_required else ""}


def certificate_facts(module: Module) -> list[tuple[str, str]]:
    """Return what a module asks for its certificate."""
    required = [step for step in module.activities if step.is_required]
    readings = sum(step.kind is ActivityKind.READING for step in required)
    facts = []
    if module.least_attendance_percent:
        percent = format_percent(module.least_attendance_percent)
        facts.append((_("Attendance"), _("at least %(percent)s of the teaching time", percent=percent)))
    if readings:
        facts.append((_("Reading"), ngettext("%(num)d section", "%(num)d sections", readings)))
    for step in required:
        if step.quiz is not None:
            percent = format_percent(step.quiz.pass_percent)
            facts.append((_("Quiz"), _("at least %(percent)s of the points", percent=percent)))
    return facts


def row_of_step(step: ModuleActivity, reading: Reading | None) -> dict[str, Any]:
    """Return a step as the desk lists it."""
    if step.material is not None:
        note = _note_of_material(step.material)
    elif step.quiz is not None:
        note = _("Quiz")
    else:
        note = _("Handbook, edition %(number)d", number=reading.edition_number) if reading else _("Handbook")
    return {
        "id": step.id,
        "title": step_title(step, reading),
        "url": url_for("assessments.edit_quiz", quiz_id=step.quiz_id) if step.quiz_id else step_url(step, reading),
        "note": note,
        "is_required": step.is_required,
        "is_material": step.material is not None,
        "is_quiz": step.quiz is not None,
    }
