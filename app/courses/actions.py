"""What can be done with modules and with one's own progress."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.assessments.actions import create_quiz, open_quiz
from app.assessments.models import Quiz
from app.courses.models import (
    ActivityKind,
    Material,
    Module,
    ModuleActivity,
    ModuleState,
    ReadingMark,
    ReadingPlace,
)
from app.courses.queries import is_number_taken
from app.courses.rules.editions import EditionNotLatest, is_behind
from app.courses.rules.files import FileKind, name_for_download
from app.courses.rules.publishing import (
    UNPUBLISHED,
    MaterialIsOptional,
    NumberTaken,
    Readiness,
    StateDoesNotFit,
    refuse_announcing,
    refuse_publishing,
)
from app.handbook.models import Section
from app.handbook.queries import find_latest_edition
from app.kernel import files
from app.kernel.activity import record
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.kernel.queue import publish as publish_topic


@dataclass(frozen=True)
class ModuleFacts:
    """What a trainer writes about a module."""

    number: int
    title: LocalizedText
    summary: LocalizedText
    outcomes: dict[str, list[str]]
    workload_minutes: int
    languages: list[str]
    least_attendance_percent: int


@dataclass(frozen=True)
class Upload:
    """A file whose content was recognised."""

    content: bytes
    name: str
    kind: FileKind


def create_module(
    programme_id: uuid.UUID,
    *,
    number: int,
    title: LocalizedText,
    sections: Sequence[uuid.UUID],
    workload_minutes: int,
    actor_id: uuid.UUID,
) -> Module:
    """Begin a draft that refers to the sections in the given order; its languages are those of the title."""
    _refuse_taken_number(programme_id, number)
    module = Module(
        programme_id=programme_id,
        number=number,
        title=title,
        summary=LocalizedText(),
        outcomes={},
        workload_minutes=workload_minutes,
        languages=list(title),
        edition_id=_latest_edition_id(programme_id),
        activities=[_reading(section_id, position) for position, section_id in enumerate(sections, start=1)],
    )
    db.session.add(module)
    record(actor_id, "created", module)
    return module


def change_module(module: Module, facts: ModuleFacts, *, actor_id: uuid.UUID) -> None:
    """Write what is said about a module."""
    _refuse_taken_number(module.programme_id, facts.number, by_other_than=module.id)
    module.number = facts.number
    module.title = facts.title
    module.summary = facts.summary
    module.outcomes = facts.outcomes
    module.workload_minutes = facts.workload_minutes
    module.languages = facts.languages
    module.least_attendance_percent = facts.least_attendance_percent
    record(actor_id, "changed", module)


def _refuse_taken_number(programme_id: uuid.UUID, number: int, *, by_other_than: uuid.UUID | None = None) -> None:
    if is_number_taken(programme_id, number, by_other_than=by_other_than):
        raise NumberTaken(number)


def announce(module: Module, *, actor_id: uuid.UUID) -> None:
    """Show everybody what a module will teach; its steps stay the staff's. Raise NotReady."""
    refuse_announcing(module)
    module.state = ModuleState.ANNOUNCED
    record(actor_id, "announced", module)


def publish(module: Module, readiness: Readiness, *, at: datetime, actor_id: uuid.UUID) -> None:
    """Show a module to everybody and open its quizzes; raise NotReady while the checklist has open points."""
    refuse_publishing(module, readiness)
    module.state = ModuleState.PUBLISHED
    module.published_at = at
    module.edition_id = module.edition_id or _latest_edition_id(module.programme_id)
    for activity in module.activities:
        if activity.quiz is not None:
            open_quiz(activity.quiz, at)
    record(actor_id, "published", module)
    publish_topic("module.published", module_id=module.id)


def close(module: Module, *, actor_id: uuid.UUID) -> None:
    """Take no new deliveries; what is running goes on."""
    if module.state is not ModuleState.PUBLISHED:
        raise StateDoesNotFit
    module.state = ModuleState.CLOSED
    record(actor_id, "closed", module)


def add_sections(module: Module, section_ids: Sequence[uuid.UUID], *, actor_id: uuid.UUID) -> None:
    """Add readings at the end; a section that the module has already is not added twice.

    With the first ones the module takes the latest edition.
    """
    _lock(module.id)
    if not any(activity.section_id for activity in module.activities):
        module.edition_id = _latest_edition_id(module.programme_id)
    known = {activity.section_id for activity in module.activities}
    last = max((activity.position for activity in module.activities), default=0)
    new = [section_id for section_id in section_ids if section_id not in known]
    for position, section_id in enumerate(new, start=last + 1):
        module.activities.append(_reading(section_id, position))
    record(actor_id, "changed", module)


def _reading(section_id: uuid.UUID, position: int) -> ModuleActivity:
    return ModuleActivity(kind=ActivityKind.READING, section_id=section_id, position=position, is_required=True)


def move_up(module: Module, number: int, *, actor_id: uuid.UUID) -> None:
    """Take the module's readings from the latest edition, the one that the person has looked at.

    Raise EditionNotLatest if it is not the latest, or the module keeps it already. Reading marks stay.
    """
    _lock(module.id)
    db.session.refresh(module, ["edition_id", "edition"])
    latest = find_latest_edition(module.programme_id)
    kept = module.edition.number if module.edition else None
    if latest is None or latest.number != number or not is_behind(kept, number):
        raise EditionNotLatest
    module.edition_id = latest.edition_id
    record(actor_id, "moved_up", module)


def _latest_edition_id(programme_id: uuid.UUID) -> uuid.UUID | None:
    latest = find_latest_edition(programme_id)
    return latest.edition_id if latest else None


def add_quiz(module: Module, *, title: LocalizedText, at: datetime, actor_id: uuid.UUID) -> Quiz:
    """Add an empty quiz at the end; in a published module it is open once it has questions."""
    quiz = create_quiz(module.programme_id, title=title, actor_id=actor_id)
    if module.state not in UNPUBLISHED:
        open_quiz(quiz, at)
    _append(module, ModuleActivity(kind=ActivityKind.QUIZ, quiz=quiz, is_required=True))
    record(actor_id, "changed", module)
    return quiz


def add_file(
    module: Module, upload: Upload, *, title: LocalizedText, locale: str | None, actor_id: uuid.UUID
) -> Material:
    """Store a file and add it at the end as a material, which is always optional."""
    name = name_for_download(upload.name, upload.kind)
    file = files.store(upload.content, name=name, media_type=upload.kind.media_type)
    return _add_material(module, Material(title=title, locale=locale, file=file), actor_id=actor_id)


def add_link(module: Module, url: str, *, title: LocalizedText, locale: str | None, actor_id: uuid.UUID) -> Material:
    """Add a link at the end as a material."""
    return _add_material(module, Material(title=title, locale=locale, url=url), actor_id=actor_id)


def _add_material(module: Module, material: Material, *, actor_id: uuid.UUID) -> Material:
    _append(module, ModuleActivity(kind=ActivityKind.MATERIAL, material=material, is_required=False))
    db.session.flush()
    record(actor_id, "changed", module)
    return material


def _append(module: Module, activity: ModuleActivity) -> None:
    _lock(module.id)
    activity.position = max((known.position for known in module.activities), default=0) + 1
    module.activities.append(activity)


def move_step(module: Module, activity_id: uuid.UUID, *, up: bool) -> None:
    """Let a step change places with its neighbour; at the end of the list it stays."""
    steps = list(module.activities)
    place = next((index for index, step in enumerate(steps) if step.id == activity_id), None)
    neighbour = None if place is None else place + (-1 if up else 1)
    if place is None or neighbour is None or not 0 <= neighbour < len(steps):
        return
    steps[place].position, steps[neighbour].position = steps[neighbour].position, steps[place].position


def remove_step(module: Module, activity_id: uuid.UUID, *, actor_id: uuid.UUID) -> None:
    """Take a step out; the section stays in the handbook, and reading marks and attempts stay with their people."""
    for step in [step for step in module.activities if step.id == activity_id]:
        module.activities.remove(step)
        if step.material is not None:
            db.session.delete(step.material)
    record(actor_id, "changed", module)


def require_step(module: Module, activity_id: uuid.UUID, *, is_required: bool, actor_id: uuid.UUID) -> None:
    """Make a reading or quiz required or optional; raise MaterialIsOptional for a material."""
    for step in [step for step in module.activities if step.id == activity_id]:
        if is_required and step.kind is ActivityKind.MATERIAL:
            raise MaterialIsOptional
        step.is_required = is_required
    record(actor_id, "changed", module)


def _lock(module_id: uuid.UUID) -> None:
    """Keep the positions of a module's steps from being given twice."""
    db.session.execute(sa.select(Module.id).where(Module.id == module_id).with_for_update())


def mark_as_read(section: Section, *, person_id: uuid.UUID, at: datetime) -> None:
    """Note that a person has read the section, and that reading goes on from there; marking twice is marking once."""
    marked = insert(ReadingMark).values(id=uuid.uuid4(), person_id=person_id, section_id=section.id, marked_at=at)
    new = db.session.scalar(marked.on_conflict_do_nothing(constraint="uq_reading_mark_once").returning(ReadingMark.id))
    keep_reading_place(section, person_id=person_id, at=at)
    if new is None:
        return
    record(person_id, "read", section)
    publish_topic("section.read", section_id=section.id, person_id=person_id)


def unmark_as_read(section: Section, *, person_id: uuid.UUID) -> None:
    """Take the mark back."""
    db.session.execute(
        sa.delete(ReadingMark).where(ReadingMark.person_id == person_id, ReadingMark.section_id == section.id)
    )


def keep_reading_place(section: Section, *, person_id: uuid.UUID, at: datetime, anchor: str | None = None) -> None:
    """Remember where the person read last: the section, which comes with its chapter, and the block in it."""
    facts = {"section_id": section.id, "anchor": anchor, "read_at": at}
    place = insert(ReadingPlace).values(
        id=uuid.uuid4(), person_id=person_id, programme_id=section.chapter.programme_id, **facts
    )
    db.session.execute(place.on_conflict_do_update(constraint="uq_reading_place_once", set_=facts))
