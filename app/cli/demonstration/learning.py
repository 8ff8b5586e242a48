"""How far people have come: what they have read, and their attempts at the quiz."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.actions import submit_attempt
from app.assessments.models import Question, QuestionKind, Quiz
from app.assessments.queries import get_quiz
from app.cli.demonstration.courses import Modules, Quizzes
from app.cli.demonstration.deliveries import Deliveries
from app.cli.demonstration.people import People
from app.cli.demonstration.reading import read_table
from app.courses.actions import mark_as_read
from app.courses.models import Module, ModuleActivity
from app.events.models import Event
from app.handbook.models import Section
from app.kernel.database import db

FEWEST_READ = 3
WRONG_NUMBER = "-1"
WRONG_TEXT = "?"
READS_EVERY = timedelta(hours=9)
QUIZ_AFTER_SESSION = timedelta(days=4)


def load_learning(deliveries: Deliveries, modules: Modules, quizzes: Quizzes, *, people: People, at: datetime) -> None:
    """Let those who came read and take the quiz: all of it, or as far as they have come."""
    for facts in read_table("deliveries")["deliveries"]:
        came = [row for row in facts["registrations"] if "attendance" in row]
        if not came:
            continue
        module = modules[facts["module"]]
        sections = _list_sections(module)
        quiz = get_quiz(quizzes[module.number].id)
        first_session = _first_session(deliveries[facts["key"]].id)
        for place, row in enumerate(came):
            person = people[row["person"]]
            count = _count_read(row, place, len(sections))
            for number, section in enumerate(sections[:count]):
                mark_as_read(section, person_id=person.id, at=min(at, first_session + number * READS_EVERY))
            if "quiz_points" in row:
                moment = min(at, first_session + QUIZ_AFTER_SESSION)
                _take_quiz(quiz, person, points=row["quiz_points"], at=moment)


def _count_read(row: dict[str, Any], place: int, sections: int) -> int:
    """Return how many sections a person has read: all before the quiz, else some, another number for each."""
    if "quiz_points" in row:
        return sections
    return FEWEST_READ + 2 * place % (sections - FEWEST_READ)


def _take_quiz(quiz: Quiz, person: Person, *, points: int, at: datetime) -> None:
    """Answer so many questions rightly and the rest wrongly."""
    answers = {
        question.id: answer_of(question, person.locale, is_right=number < points)
        for number, question in enumerate(quiz.questions)
    }
    submit_attempt(quiz, person_id=person.id, answers=answers, form_key=uuid.uuid4(), locale=person.locale, at=at)


def answer_of(question: Question, locale: str, *, is_right: bool) -> tuple[str, ...]:
    """Return a right or wrong answer as the quiz's form would send it."""
    if question.kind is QuestionKind.NUMBER:
        return (str(question.number_answer) if is_right else WRONG_NUMBER,)
    if question.kind is QuestionKind.SHORT_TEXT:
        return (question.accepted_texts[locale][0] if is_right else WRONG_TEXT,)
    right = tuple(str(option.id) for option in question.options if option.is_correct)
    wrong = tuple(str(option.id) for option in question.options if not option.is_correct)
    return right if is_right else wrong[:1]


def _list_sections(module: Module) -> list[Section]:
    return list(
        db.session.scalars(
            sa.select(Section)
            .join(ModuleActivity, ModuleActivity.section_id == Section.id)
            .where(ModuleActivity.module_id == module.id)
            .order_by(ModuleActivity.position)
            .options(joinedload(Section.chapter))
            .execution_options(populate_existing=True)
        )
    )


def _first_session(delivery_id: uuid.UUID) -> datetime:
    starts_at = sa.select(sa.func.min(Event.starts_at)).where(Event.delivery_id == delivery_id)
    return db.session.execute(starts_at).scalar_one()
