"""Quizzes, questions and attempts with valid defaults."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from app.assessments.models import Attempt, Option, Question, QuestionKind, Quiz
from app.kernel.database import db
from app.kernel.locales import LocalizedText
from tests.factories.programmes import in_three_languages

numbers = count(1)
OPTIONS = {
    QuestionKind.SINGLE_CHOICE: (("Right", True), ("Wrong", False), ("Also wrong", False)),
    QuestionKind.MULTIPLE_CHOICE: (("Right", True), ("Also right", True), ("Wrong", False)),
    QuestionKind.TRUE_FALSE: (("True", True), ("False", False)),
}


def make_quiz(programme, questions: int = 0, **facts: object) -> Quiz:
    """Make a quiz with so many single choice questions; their first option is right."""
    quiz = Quiz(
        **{
            "programme_id": programme.id,
            "title": in_three_languages("What have you learnt"),
            "pass_percent": 60,
            "most_attempts": 2,
            "opened_at": datetime(2026, 1, 15, 8, 0, tzinfo=UTC),
            **facts,
        }
    )
    db.session.add(quiz)
    db.session.flush()
    for _ in range(questions):
        make_question(quiz)
    return quiz


def make_question(quiz, kind: QuestionKind = QuestionKind.SINGLE_CHOICE, *, options=None, **facts: object) -> Question:
    """Make a question; `options` is a list of (English text, is_correct)."""
    number = next(numbers)
    if kind is QuestionKind.NUMBER:
        facts = {"number_answer": Decimal(45), "tolerance": Decimal(0), **facts}
    if kind is QuestionKind.SHORT_TEXT:
        facts = {"accepted_texts": {"sl": ["občina"], "de": ["Gemeinde"], "en": ["municipality"]}, **facts}
    question = Question(
        **{
            "quiz_id": quiz.id,
            "position": number,
            "kind": kind,
            "prompt": in_three_languages(f"Question {number}"),
            "explanation": LocalizedText(),
            "accepted_texts": {},
            **facts,
        }
    )
    db.session.add(question)
    db.session.flush()
    for position, (text, is_correct) in enumerate(OPTIONS.get(kind, ()) if options is None else options, start=1):
        make_option(question, position=position, text=in_three_languages(text), is_correct=is_correct)
    return question


def make_option(question, **facts: object) -> Option:
    option = Option(**{"question_id": question.id, "feedback": LocalizedText(), "is_correct": False, **facts})
    db.session.add(option)
    db.session.flush()
    return option


def make_attempt(quiz, person, *, points: int = 1, most_points: int = 1, **facts: object) -> Attempt:
    """Make a submitted attempt; it is passed when the points reach the quiz's pass mark."""
    attempt = Attempt(
        **{
            "quiz_id": quiz.id,
            "person_id": person.id,
            "number": next(numbers),
            "form_key": uuid.uuid4(),
            "locale": "en",
            "submitted_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
            "points": points,
            "most_points": most_points,
            "passed": 100 * points >= quiz.pass_percent * most_points,
            "answers": {},
            **facts,
        }
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt
