"""What a certificate states of people: the sessions they were at and their quiz results."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.assessments.models import Quiz
from app.assessments.queries import list_best_results
from app.attendance.models import Attendance, Presence
from app.attendance.queries import TAKES_PLACE
from app.certificates.queries.candidates import Candidate
from app.completion.rules import StepKind
from app.events.models import Event
from app.kernel.database import db


@dataclass(frozen=True)
class QuizResult:
    """The best result of a person, and what was asked for."""

    points: int
    most_points: int
    pass_percent: int


@dataclass(frozen=True)
class Evidence:
    """By person: day and town of the sessions attended, in order; and the quiz, if the module has one."""

    attended: dict[uuid.UUID, list[tuple[date, str]]]
    quizzes: dict[uuid.UUID, QuizResult]


def gather_evidence(delivery_id: uuid.UUID, candidates: Sequence[Candidate]) -> Evidence:
    """Return the evidence of these people in three statements."""
    return Evidence(attended=_sessions_attended(delivery_id), quizzes=_quiz_results(candidates))


def _sessions_attended(delivery_id: uuid.UUID) -> dict[uuid.UUID, list[tuple[date, str]]]:
    rows = db.session.execute(
        sa.select(Attendance.person_id, Attendance.day, Event.town)
        .join(Event, Event.id == Attendance.event_id)
        .where(
            Event.delivery_id == delivery_id,
            Event.state.in_(TAKES_PLACE),
            Attendance.presence == Presence.ATTENDED,
        )
        .distinct()
        .order_by(Attendance.person_id, Attendance.day, Event.town)
    )
    found: dict[uuid.UUID, list[tuple[date, str]]] = defaultdict(list)
    for person_id, day, town in rows:
        found[person_id].append((day, town))
    return found


def _quiz_results(candidates: Sequence[Candidate]) -> dict[uuid.UUID, QuizResult]:
    steps = [step for one in candidates[:1] for step in one.completion.steps if step.kind is StepKind.QUIZ]
    quiz_ids = [step.quiz_id for step in steps if step.quiz_id]
    quizzes = db.session.execute(sa.select(Quiz.id, Quiz.pass_percent).where(Quiz.id.in_(quiz_ids)))
    marks = {row.id: row.pass_percent for row in quizzes}
    results = list_best_results(quiz_ids, [one.id for one in candidates])
    return {
        person_id: QuizResult(best.points, best.most_points, marks[quiz_id])
        for (quiz_id, person_id), best in results.items()
    }
