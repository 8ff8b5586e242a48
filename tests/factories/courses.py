"""Modules, their activities and people's progress with valid defaults."""

from datetime import UTC, datetime
from itertools import count

from app.courses.models import (
    ActivityKind,
    Material,
    Module,
    ModuleActivity,
    ModuleState,
    ReadingMark,
)
from app.kernel.database import db
from app.kernel.locales import LOCALES
from tests.factories.programmes import in_three_languages

numbers = count(1)
LONG_AGO = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)


def make_module(programme, *, sections=(), quiz=None, **facts: object) -> Module:
    """Make a published module whose steps are the given sections and quiz, in this order."""
    number = next(numbers)
    state = facts.get("state", ModuleState.PUBLISHED)
    module = Module(
        **{
            "programme_id": programme.id,
            "number": number,
            "title": in_three_languages(f"Module {number}"),
            "summary": in_three_languages("What one learns here."),
            "outcomes": {locale: ["You describe a location."] for locale in LOCALES},
            "workload_minutes": 20 * programme.unit_minutes,
            "languages": list(LOCALES),
            "least_attendance_percent": 75,
            "state": state,
            "published_at": None if state in (ModuleState.DRAFT, ModuleState.ANNOUNCED) else LONG_AGO,
            **facts,
        }
    )
    db.session.add(module)
    db.session.flush()
    for section in sections:
        make_activity(module, section=section)
    if quiz is not None:
        make_activity(module, quiz=quiz)
    return module


def make_activity(module, *, section=None, material=None, quiz=None, **facts: object) -> ModuleActivity:
    """Make one step of a module from a section, a material or a quiz."""
    things = {ActivityKind.READING: section, ActivityKind.MATERIAL: material, ActivityKind.QUIZ: quiz}
    kind, thing = next((kind, thing) for kind, thing in things.items() if thing is not None)
    key = {ActivityKind.READING: "section_id", ActivityKind.MATERIAL: "material_id", ActivityKind.QUIZ: "quiz_id"}
    activity = ModuleActivity(
        **{
            "module_id": module.id,
            "position": next(numbers),
            "kind": kind,
            "is_required": kind is not ActivityKind.MATERIAL,
            key[kind]: thing.id,
            **facts,
        }
    )
    db.session.add(activity)
    db.session.flush()
    return activity


def make_material(**facts: object) -> Material:
    """Make a link, unless `file` or `file_id` is given."""
    has_file = facts.get("file") is not None or facts.get("file_id") is not None
    material = Material(
        **{
            "title": in_three_languages("Worksheet"),
            "locale": "de",
            "url": None if has_file else "https://example.org/worksheet",
            **facts,
        }
    )
    db.session.add(material)
    db.session.flush()
    return material


def make_reading_mark(person, section, marked_at: datetime = LONG_AGO) -> ReadingMark:
    mark = ReadingMark(person_id=person.id, section_id=section.id, marked_at=marked_at)
    db.session.add(mark)
    db.session.flush()
    return mark
