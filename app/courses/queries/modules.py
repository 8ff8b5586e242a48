"""What we know of modules, and of people's progress in them."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, with_expression

from app.assessments.models import Attempt, Question
from app.courses.models import (
    ActivityKind,
    Material,
    Module,
    ModuleActivity,
    ModuleState,
    ReadingMark,
)
from app.courses.queries.readings import select_readings
from app.courses.rules.editions import Reading
from app.courses.rules.progress import quiz_minutes, reading_minutes
from app.handbook.models import Block, BlockText, Chapter, Edition, EditionText, Section
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class ModuleRow:
    """A module as lists show it."""

    id: uuid.UUID
    number: int
    title: LocalizedText
    summary: LocalizedText
    workload_minutes: int
    languages: list[str]
    state: ModuleState
    published_at: datetime | None
    steps: int


@dataclass(frozen=True)
class StepSize:
    """How long a step takes, and where it is read; questions are those of a quiz."""

    minutes: int
    questions: int
    reading: Reading | None = None
    """None for what is no reading, or is in no edition yet."""


def list_modules(programme_id: uuid.UUID, *, with_drafts: bool = False, with_closed: bool = False) -> list[ModuleRow]:
    """Return a programme's modules by number: the announced and published ones, and more if asked for."""
    states = [ModuleState.ANNOUNCED, ModuleState.PUBLISHED]
    states += [ModuleState.DRAFT] if with_drafts else []
    states += [ModuleState.CLOSED] if with_closed else []
    steps = (
        sa.select(sa.func.count())
        .where(ModuleActivity.module_id == Module.id)
        .correlate(Module)
        .scalar_subquery()
        .label("steps")
    )
    rows = db.session.execute(
        sa.select(
            Module.id,
            Module.number,
            Module.title,
            Module.summary,
            Module.workload_minutes,
            Module.languages,
            Module.state,
            Module.published_at,
            steps,
        )
        .where(Module.programme_id == programme_id, Module.state.in_(states))
        .order_by(Module.number, Module.id)
    )
    return [ModuleRow(**row._mapping) for row in rows]


def get_module(module_id: uuid.UUID) -> Module:
    """Return a module with its programme and its activities: their section and chapter, material and file, quiz."""
    module = db.session.scalars(
        sa.select(Module)
        .where(Module.id == module_id)
        .options(
            joinedload(Module.programme),
            joinedload(Module.edition),
            with_expression(Module.latest_edition_number, _latest_edition_number()),
            selectinload(Module.activities).options(
                joinedload(ModuleActivity.section).joinedload(Section.chapter),
                joinedload(ModuleActivity.material).joinedload(Material.file),
                joinedload(ModuleActivity.quiz),
            ),
        )
    ).one_or_none()
    if module is None:
        raise NotFound
    return module


def _latest_edition_number() -> sa.ScalarSelect[int]:
    """Return the number of the edition that everybody reads."""
    latest = sa.select(sa.func.max(Edition.number)).where(Edition.published_at.is_not(None))
    return latest.where(Edition.programme_id == Module.programme_id).correlate(Module).scalar_subquery()


def get_material(material_id: uuid.UUID) -> tuple[Material, Module]:
    """Return a material with its file, and the module it belongs to."""
    row = db.session.execute(
        sa.select(Material, Module)
        .join(ModuleActivity, ModuleActivity.material_id == Material.id)
        .join(Module, Module.id == ModuleActivity.module_id)
        .where(Material.id == material_id)
        .options(joinedload(Material.file))
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def is_number_taken(programme_id: uuid.UUID, number: int, *, by_other_than: uuid.UUID | None = None) -> bool:
    """Tell whether a module of the programme has the number already."""
    others = sa.select(Module.id).where(Module.programme_id == programme_id, Module.number == number)
    if by_other_than is not None:
        others = others.where(Module.id != by_other_than)
    return db.session.scalar(sa.select(others.exists())) or False


def next_free_number(programme_id: uuid.UUID) -> int:
    """Return the number after the last module's."""
    last = db.session.scalar(sa.select(sa.func.max(Module.number)).where(Module.programme_id == programme_id))
    return 1 if last is None else last + 1


def list_sections_by_chapter(programme_id: uuid.UUID) -> list[tuple[Chapter, list[Section]]]:
    """Return every chapter of the handbook with its sections, drafts included, to choose from."""
    rows = db.session.execute(
        sa.select(Chapter, Section)
        .outerjoin(Section, sa.and_(Section.chapter_id == Chapter.id, Section.removed_at.is_(None)))
        .where(Chapter.programme_id == programme_id)
        .order_by(Chapter.number, Section.number, Section.id)
    )
    found: dict[Chapter, list[Section]] = defaultdict(list)
    for chapter, section in rows:
        found[chapter] += [section] if section else []
    return list(found.items())


def list_sections_characters(section_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the length of each section's text, in the average of its languages."""
    length = sa.func.sum(sa.func.length(BlockText.body)) / sa.func.count(sa.distinct(BlockText.locale))
    rows = db.session.execute(
        sa.select(Block.section_id, length)
        .join(BlockText, BlockText.block_id == Block.id)
        .where(Block.section_id.in_(section_ids))
        .group_by(Block.section_id)
    )
    return {section_id: int(characters) for section_id, characters in rows}


def list_step_sizes(module_id: uuid.UUID, locale: str) -> dict[uuid.UUID, StepSize]:
    """Return how long each reading and quiz of a module takes; a text missing in the language counts in another.

    What is in no edition yet is measured as it is worked on.
    """
    questions = (
        sa.select(sa.func.count())
        .where(Question.quiz_id == ModuleActivity.quiz_id)
        .correlate(ModuleActivity)
        .scalar_subquery()
    )
    shown = select_readings(ModuleActivity.module_id == module_id)
    characters = sa.func.coalesce(EditionText.letters, _letters_at_work(locale))
    place = (shown.c.edition_number, shown.c.chapter_number, shown.c.section_number, shown.c.title)
    rows = db.session.execute(
        sa.select(ModuleActivity.id, ModuleActivity.kind, characters, questions, *place)
        .outerjoin(shown, shown.c.activity_id == ModuleActivity.id)
        .outerjoin(
            EditionText,
            sa.and_(EditionText.edition_section_id == shown.c.edition_section_id, EditionText.language == locale),
        )
        .where(ModuleActivity.module_id == module_id)
    )
    return {
        key: StepSize(
            quiz_minutes(asked) if kind is ActivityKind.QUIZ else reading_minutes(int(length)),
            asked,
            Reading(*where) if where[0] else None,
        )
        for key, kind, length, asked, *where in rows
    }


def _letters_at_work(locale: str) -> sa.ScalarSelect[int]:
    in_locale = sa.func.sum(sa.func.length(BlockText.body)).filter(BlockText.locale == locale)
    in_any = sa.func.sum(sa.func.length(BlockText.body)) / sa.func.count(sa.distinct(BlockText.locale))
    return (
        sa.select(sa.func.coalesce(in_locale, in_any, 0))
        .select_from(Block)
        .join(BlockText, BlockText.block_id == Block.id)
        .where(Block.section_id == ModuleActivity.section_id)
        .correlate(ModuleActivity)
        .scalar_subquery()
    )


def list_steps_done(module_id: uuid.UUID, person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the ids of the activities each person has done: sections marked as read, quizzes passed. One statement.

    Materials are never in it: opening one changes nothing, so nothing is known of it.
    """
    read = (
        sa.select(ReadingMark.person_id, ModuleActivity.id)
        .join(ModuleActivity, ModuleActivity.section_id == ReadingMark.section_id)
        .where(ModuleActivity.module_id == module_id, ReadingMark.person_id.in_(person_ids))
    )
    passed = (
        sa.select(Attempt.person_id, ModuleActivity.id)
        .join(ModuleActivity, ModuleActivity.quiz_id == Attempt.quiz_id)
        .where(ModuleActivity.module_id == module_id, Attempt.person_id.in_(person_ids), Attempt.passed)
    )
    done: dict[uuid.UUID, set[uuid.UUID]] = {person_id: set() for person_id in person_ids}
    for person_id, activity_id in db.session.execute(sa.union(read, passed)):
        done[person_id].add(activity_id)
    return done


def list_modules_with_quiz(quiz_id: uuid.UUID) -> list[sa.Row[tuple[uuid.UUID, int, LocalizedText, ModuleState, int]]]:
    """Return id, number, title, state and edition_number of the modules a quiz belongs to."""
    return list(
        db.session.execute(
            sa.select(Module.id, Module.number, Module.title, Module.state, Edition.number.label("edition_number"))
            .join(ModuleActivity, ModuleActivity.module_id == Module.id)
            .outerjoin(Edition, Edition.id == Module.edition_id)
            .where(ModuleActivity.quiz_id == quiz_id)
            .order_by(Module.number, Module.id)
        )
    )
