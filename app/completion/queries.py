"""What people have done of their modules, gathered from readings, quizzes and attendance; six statements at most."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.assessments.models import Quiz
from app.assessments.queries import BestResult, list_best_results
from app.attendance.queries import TAKES_PLACE, HalfKey, Presences, halves_of, list_presences
from app.attendance.rules import HalfDay
from app.completion.rules import (
    Completion,
    Step,
    StepKind,
    StepState,
    decide_completion,
    decide_session_state,
)
from app.courses.models import ActivityKind, Module, ModuleActivity, ReadingMark
from app.courses.queries import select_readings
from app.events.models import Delivery, Event
from app.handbook.models import Chapter, Section
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.registration.models import IS_ACTIVE, Place, PlaceState, Registration

HAS_DONE_SOMETHING = (ActivityKind.READING, ActivityKind.QUIZ)
"""Nothing is known of materials, so none is a step that can be missing."""


@dataclass(frozen=True)
class _Course:
    """What a delivery asks for, whoever does it."""

    least_percent: int
    activities: tuple[Any, ...]
    sessions: tuple[tuple[Event, tuple[HalfDay, ...]], ...]


@dataclass(frozen=True)
class _Evidence:
    """What some people have done."""

    read: Mapping[uuid.UUID, set[uuid.UUID]]
    results: Mapping[tuple[uuid.UUID, uuid.UUID], BestResult]
    presences: Presences


def get_completion(delivery_id: uuid.UUID, person_id: uuid.UUID, at: datetime) -> Completion:
    """Return what a person has done of a delivery's module; five statements."""
    course = _list_courses([delivery_id]).get(delivery_id)
    if course is None:
        raise NotFound
    return _judge(course, person_id, evidence=_gather([course], [person_id]), at=at)


def list_completions(
    delivery_id: uuid.UUID, at: datetime, *, person_ids: Sequence[uuid.UUID] | None = None
) -> dict[uuid.UUID, Completion]:
    """Return by person what those with a confirmed place have done, in order of name; six statements.

    A caller who knows the people already names them and saves one.
    """
    course = _list_courses([delivery_id]).get(delivery_id)
    if course is None:
        raise NotFound
    person_ids = _list_participants(delivery_id) if person_ids is None else person_ids
    evidence = _gather([course], person_ids)
    return {person_id: _judge(course, person_id, evidence=evidence, at=at) for person_id in person_ids}


def list_completions_of_person(
    person_id: uuid.UUID, at: datetime, *, delivery_ids: Sequence[uuid.UUID] | None = None
) -> dict[uuid.UUID, Completion]:
    """Return by delivery what a person has done of those with a place of theirs; six statements.

    A caller who knows the deliveries already names them and saves one; for none of them nothing is asked.
    """
    found = _list_deliveries_of(person_id) if delivery_ids is None else delivery_ids
    if not found:
        return {}
    courses = _list_courses(found)
    evidence = _gather(list(courses.values()), [person_id])
    return {delivery_id: _judge(course, person_id, evidence=evidence, at=at) for delivery_id, course in courses.items()}


def _list_deliveries_of(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the deliveries in which a person has an active place, the first registration first."""
    delivery_ids = db.session.scalars(
        sa.select(Registration.delivery_id)
        .where(
            Registration.person_id == person_id,
            Registration.delivery_id.is_not(None),
            sa.exists().where(Place.registration_id == Registration.id, Place.state.in_(IS_ACTIVE)),
        )
        .order_by(Registration.received_at, Registration.id)
    )
    return [delivery_id for delivery_id in delivery_ids if delivery_id]


def _list_participants(delivery_id: uuid.UUID) -> list[uuid.UUID]:
    has_place = sa.exists().where(Place.registration_id == Registration.id, Place.state == PlaceState.CONFIRMED)
    return list(
        db.session.scalars(
            sa.select(Person.id)
            .join(Registration, Registration.person_id == Person.id)
            .where(Registration.delivery_id == delivery_id, has_place)
            .order_by(Person.sort_key, Person.id)
        )
    )


def _list_courses(delivery_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, _Course]:
    """Return by delivery what it asks for, in the order given; two statements."""
    heads = _list_activities(delivery_ids)
    sessions: dict[uuid.UUID, list[Event]] = defaultdict(list)
    for event in db.session.scalars(
        sa.select(Event)
        .where(Event.delivery_id.in_(delivery_ids), Event.state.in_(TAKES_PLACE))
        .order_by(Event.starts_at, Event.id)
    ):
        if event.delivery_id:
            sessions[event.delivery_id].append(event)
    return {
        delivery_id: _Course(
            least_percent=heads[delivery_id][0].least_attendance_percent,
            activities=tuple(row for row in heads[delivery_id] if row.activity_id),
            sessions=tuple((event, halves_of(event)) for event in sessions[delivery_id]),
        )
        for delivery_id in delivery_ids
        if delivery_id in heads
    }


def _list_activities(delivery_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """Return by delivery its required readings and quizzes in order; one row without activity where there is none."""
    counts = sa.and_(
        ModuleActivity.module_id == Delivery.module_id,
        ModuleActivity.is_required,
        ModuleActivity.kind.in_(HAS_DONE_SOMETHING),
    )
    modules = sa.select(Delivery.module_id).where(Delivery.id.in_(delivery_ids))
    shown = select_readings(ModuleActivity.module_id.in_(modules))
    rows = db.session.execute(
        sa.select(
            Delivery.id.label("delivery_id"),
            Module.least_attendance_percent,
            ModuleActivity.id.label("activity_id"),
            ModuleActivity.kind,
            ModuleActivity.section_id,
            ModuleActivity.quiz_id,
            sa.func.coalesce(shown.c.title, Section.title, Quiz.title, type_=Section.title.type).label("title"),
            sa.func.coalesce(shown.c.chapter_number, Chapter.number).label("chapter_number"),
            sa.func.coalesce(shown.c.section_number, Section.number).label("section_number"),
            shown.c.edition_number,
        )
        .join(Module, Module.id == Delivery.module_id)
        .outerjoin(ModuleActivity, counts)
        .outerjoin(shown, shown.c.activity_id == ModuleActivity.id)
        .outerjoin(Section, Section.id == ModuleActivity.section_id)
        .outerjoin(Chapter, Chapter.id == Section.chapter_id)
        .outerjoin(Quiz, Quiz.id == ModuleActivity.quiz_id)
        .where(Delivery.id.in_(delivery_ids))
        .order_by(Delivery.id, ModuleActivity.position, ModuleActivity.id)
    )
    return {delivery_id: list(found) for delivery_id, found in groupby(rows, key=lambda row: row.delivery_id)}


def _gather(courses: Collection[_Course], person_ids: Sequence[uuid.UUID]) -> _Evidence:
    """Return what people have done of what the courses ask for; three statements."""
    activities = [row for course in courses for row in course.activities]
    read: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    section_ids = {row.section_id for row in activities if row.section_id}
    for person_id, section_id in db.session.execute(
        sa.select(ReadingMark.person_id, ReadingMark.section_id).where(
            ReadingMark.section_id.in_(section_ids), ReadingMark.person_id.in_(person_ids)
        )
    ):
        read[person_id].add(section_id)
    return _Evidence(
        read=read,
        results=list_best_results(list({row.quiz_id for row in activities if row.quiz_id}), person_ids),
        presences=list_presences([event.id for course in courses for event, _ in course.sessions], person_ids),
    )


def _judge(course: _Course, person_id: uuid.UUID, *, evidence: _Evidence, at: datetime) -> Completion:
    activities = [_activity_step(row, person_id, evidence) for row in course.activities]
    attended = evidence.presences.of(person_id)
    sessions = [
        _session_step(event, halves, attended=attended, confirmed=evidence.presences.confirmed, at=at)
        for event, halves in course.sessions
    ]
    return decide_completion(activities, sessions, least_percent=course.least_percent)


def _activity_step(row: Any, person_id: uuid.UUID, evidence: _Evidence) -> Step:
    best = evidence.results.get((row.quiz_id, person_id)) if row.quiz_id else None
    is_done = best.passed if best else row.section_id in evidence.read.get(person_id, ())
    return Step(
        kind=StepKind(row.kind.value),
        title=row.title,
        state=StepState.DONE if is_done else StepState.MISSING,
        activity_id=row.activity_id,
        section_id=row.section_id,
        quiz_id=row.quiz_id,
        chapter_number=row.chapter_number,
        section_number=row.section_number,
        edition_number=row.edition_number,
        best_percent=best.percent if best else None,
    )


def _session_step(
    event: Event,
    halves: Sequence[HalfDay],
    *,
    attended: frozenset[HalfKey],
    confirmed: frozenset[HalfKey],
    at: datetime,
) -> Step:
    been = sum(half.minutes for half in halves if (event.id, *half.key) in attended)
    still_open = sum(half.minutes for half in halves if (event.id, *half.key) not in confirmed)
    return Step(
        kind=StepKind.SESSION,
        title=event.title,
        state=decide_session_state(attended=been, open_minutes=still_open, ends_at=event.ends_at, at=at),
        event_id=event.id,
        starts_at=event.starts_at,
        time_zone=event.time_zone,
        town=event.town,
        minutes=still_open,
        attended_minutes=been,
        total_minutes=event.teaching_minutes,
    )
