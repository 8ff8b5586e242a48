"""Quizzes and modules with their steps and materials."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.assessments.models import Option, Question, QuestionKind, Quiz
from app.cli.demonstration.handbook import Sections
from app.cli.demonstration.reading import localized, read_table
from app.cli.demonstration.work_sheets import WORK_SHEETS
from app.courses.models import ActivityKind, Material, Module, ModuleActivity, ModuleState
from app.handbook.queries import list_editions
from app.kernel.database import db
from app.programmes.models import Programme

LANGUAGE_OF_LINK = {1: "en", 2: "de"}
KEPT_EDITIONS = {2: 1}
"""By module: the edition it was made from, where it has not moved up to the latest."""

Quizzes = dict[int, Quiz]
"""Quizzes by the number of their module."""
Modules = dict[int, Module]
"""Modules by number."""


def load_quizzes(programme: Programme, sections: Sections, *, at: datetime) -> Quizzes:
    """Add the quizzes with their questions, open since `at`."""
    quizzes: Quizzes = {}
    for facts in read_table("quizzes")["quizzes"]:
        quiz = Quiz(
            programme_id=programme.id,
            title=localized(facts["title"]),
            pass_percent=facts["pass_percent"],
            most_attempts=facts["most_attempts"],
            opened_at=at,
            questions=[_question(position, entry, sections) for position, entry in enumerate(facts["questions"], 1)],
        )
        quizzes[facts["module"]] = quiz
    db.session.add_all(quizzes.values())
    db.session.flush()
    return quizzes


def _question(position: int, facts: dict[str, Any], sections: Sections) -> Question:
    kind = QuestionKind(facts["kind"])
    is_number = kind is QuestionKind.NUMBER
    return Question(
        position=position,
        kind=kind,
        prompt=localized(facts["prompt"]),
        explanation=localized(facts.get("explanation")),
        section_id=sections[facts["section"]].id,
        number_answer=Decimal(str(facts["answer"])) if is_number else None,
        tolerance=Decimal(str(facts["tolerance"])) if is_number else Decimal(0),
        accepted_texts=facts.get("accepted", {}),
        options=[
            Option(
                position=place,
                text=localized(option["text"]),
                feedback=localized(option.get("feedback")),
                is_correct=option["correct"],
            )
            for place, option in enumerate(facts.get("options", []), 1)
        ],
    )


def load_modules(programme: Programme, sections: Sections, quizzes: Quizzes, *, at: datetime) -> Modules:
    """Add the modules; the published ones with their reading, materials and quiz."""
    modules: Modules = {}
    editions = {edition.number: edition.edition_id for edition in list_editions(programme.id)}
    for facts in read_table("modules")["modules"]:
        module = _module(programme, facts, at)
        module.edition_id = editions[KEPT_EDITIONS.get(module.number, max(editions))]
        db.session.add(module)
        db.session.flush()
        _add_steps(module, facts, sections=sections, quiz=quizzes.get(module.number))
        modules[module.number] = module
    db.session.flush()
    return modules


def _module(programme: Programme, facts: dict[str, Any], at: datetime) -> Module:
    state = ModuleState(facts["state"])
    return Module(
        programme_id=programme.id,
        number=facts["number"],
        title=localized(facts["title"]),
        summary=localized(facts["summary"]),
        outcomes=facts["outcomes"],
        workload_minutes=facts["workload_minutes"],
        languages=facts["languages"],
        least_attendance_percent=facts["least_attendance_percent"],
        state=state,
        published_at=at if state is ModuleState.PUBLISHED else None,
    )


def _add_steps(module: Module, facts: dict[str, Any], *, sections: Sections, quiz: Quiz | None) -> None:
    steps: list[dict[str, Any]] = [
        {"kind": ActivityKind.READING, "section_id": sections[key].id} for key in facts.get("sections", [])
    ]
    for material in _materials(module, facts):
        steps.append({"kind": ActivityKind.MATERIAL, "material_id": material.id, "is_required": False})
    if quiz is not None:
        quiz.opened_at = module.published_at
        steps.append({"kind": ActivityKind.QUIZ, "quiz_id": quiz.id})
    db.session.add_all(
        ModuleActivity(module_id=module.id, position=position, **step) for position, step in enumerate(steps, 1)
    )


def _materials(module: Module, facts: dict[str, Any]) -> list[Material]:
    materials = []
    if link := facts.get("link"):
        locale = LANGUAGE_OF_LINK[module.number]
        materials.append(Material(title=localized(link["title"]), url=link["url"], locale=locale))
    if sheet := facts.get("work_sheet"):
        file = WORK_SHEETS[module.number](sheet)
        materials.append(Material(title=localized(sheet["title"]), file_id=file.id))
    db.session.add_all(materials)
    db.session.flush()
    return materials
