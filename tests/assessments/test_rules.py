"""What counts as right and what passes, by tables of cases."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

import pytest

from app.assessments.models import Option, Question, QuestionKind
from app.assessments.rules import (
    AlreadyPassed,
    NoAttemptsLeft,
    NotOpen,
    attempts_left,
    is_accepted,
    is_near,
    is_pass,
    is_question_complete,
    is_revealed,
    is_right,
    percent_of,
    read_numbers,
    refuse_attempt,
    score,
)
from app.kernel.locales import LocalizedText

IDS = [uuid.UUID(int=number) for number in range(1, 4)]
ACCEPTED = {"sl": ["občina", "lokalna skupnost"], "de": ["Gemeinde", "Straße"], "en": ["municipality", "e-mail"]}
THREE = {"sl": "besedilo", "de": "Text", "en": "text"}


@dataclass
class Tried:
    passed: bool


def question(kind: QuestionKind, right: str = "") -> Question:
    """Make a question with three options a, b, c of which those named are right."""
    options = [
        Option(id=identifier, position=place, text=LocalizedText(THREE), is_correct=name in right)
        for place, (identifier, name) in enumerate(zip(IDS, "abc", strict=True))
    ]
    return Question(
        id=uuid.uuid4(),
        kind=kind,
        prompt=LocalizedText(THREE),
        options=options if kind not in {QuestionKind.NUMBER, QuestionKind.SHORT_TEXT} else [],
        number_answer=Decimal("12.5") if kind is QuestionKind.NUMBER else None,
        tolerance=Decimal("0.5"),
        accepted_texts=ACCEPTED if kind is QuestionKind.SHORT_TEXT else {},
    )


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "expected"),
    [
        (QuestionKind.SINGLE_CHOICE, "b", "b", True),
        (QuestionKind.SINGLE_CHOICE, "b", "a", False),
        (QuestionKind.SINGLE_CHOICE, "b", "", False),
        (QuestionKind.SINGLE_CHOICE, "b", "ab", False),
        (QuestionKind.TRUE_FALSE, "a", "a", True),
        (QuestionKind.TRUE_FALSE, "a", "b", False),
        (QuestionKind.MULTIPLE_CHOICE, "ac", "ac", True),
        (QuestionKind.MULTIPLE_CHOICE, "ac", "ca", True),
        (QuestionKind.MULTIPLE_CHOICE, "ac", "a", False),
        (QuestionKind.MULTIPLE_CHOICE, "ac", "abc", False),
        (QuestionKind.MULTIPLE_CHOICE, "abc", "abc", True),
        (QuestionKind.MULTIPLE_CHOICE, "ac", "", False),
    ],
)
def test_a_choice_is_right_with_all_right_options_and_no_wrong_one(kind, right, chosen, expected):
    assert is_right(question(kind, right), [str(IDS["abc".index(name)]) for name in chosen]) is expected


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [
        ("45", ["45"]),
        ("45,5", ["45.5"]),
        ("45.5", ["45.5"]),
        ("1 234", ["1234"]),
        ("1\u00a0234,5", ["1234.5"]),
        ("1\u202f234.5", ["1234.5"]),
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1.234", ["1.234", "1234"]),
        ("12,500", ["12.5", "12500"]),
        ("1.234.567", ["1234567"]),
        ("1'234'567", ["1234567"]),
        ("-3", ["-3"]),
        ("\u22123,5", ["-3.5"]),
        ("+7", ["7"]),
        ("75 %", ["75"]),
        ("  8  ", ["8"]),
        ("", []),
        ("about 5", []),
        ("5 or 6", []),
        ("1,2,3", []),
        ("1.2.3", []),
        (",5", []),
        ("5,", []),
        ("1e5", []),
        ("nan", []),
        ("Infinity", []),
        ("٤٥", []),
        ("9" * 40, []),
    ],
)
def test_numbers_are_read_as_slovenes_austrians_and_britons_write_them(typed, meanings):
    assert read_numbers(typed) == {Decimal(meaning) for meaning in meanings}


@pytest.mark.parametrize(
    ("typed", "tolerance", "expected"),
    [
        ("12,5", "0", True),
        ("12.4", "0", False),
        ("12", "0.5", True),
        ("13", "0.5", True),
        ("13,01", "0.5", False),
        ("12,500", "0", True),
        ("a dozen", "0.5", False),
    ],
)
def test_a_number_is_right_within_its_tolerance(typed, tolerance, expected):
    assert is_near(read_numbers(typed), Decimal("12.5"), tolerance=Decimal(tolerance)) is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("občina", True),
        ("OBCINA", True),
        ("  Občina. ", True),
        ("gemeinde", True),
        ("strasse", True),
        ("Lokalna   skupnost!", True),
        ("lokalna-skupnost", True),
        ("email", True),
        ("občine", False),
        ("občina Kranj", False),
        ("...", False),
        ("", False),
    ],
)
def test_a_short_text_counts_in_any_language_without_case_accents_punctuation_and_spaces(typed, expected):
    assert is_accepted(typed, ACCEPTED) is expected


def test_an_attempt_counts_a_point_for_each_right_answer_and_none_for_what_is_unanswered():
    choice, number, text = (
        question(QuestionKind.SINGLE_CHOICE, "a"),
        question(QuestionKind.NUMBER),
        question(QuestionKind.SHORT_TEXT),
    )

    result = score([choice, number, text], {choice.id: [str(IDS[0])], number.id: ["12,5"]}, pass_percent=60)

    assert (result.points, result.most_points, result.passed) == (2, 3, True)
    assert result.right == {choice.id: True, number.id: True, text.id: False}


@pytest.mark.parametrize(
    ("points", "most_points", "pass_percent", "expected"),
    [
        (6, 10, 60, True),
        (5, 10, 60, False),
        (2, 3, 67, False),
        (2, 3, 66, True),
        (3, 3, 100, True),
        (0, 3, 1, False),
        (0, 0, 60, False),
    ],
)
def test_the_pass_mark_is_reached_without_rounding(points, most_points, pass_percent, expected):
    assert is_pass(points, most_points, pass_percent=pass_percent) is expected


@pytest.mark.parametrize(("points", "most_points", "percent"), [(2, 3, 66), (1, 1, 100), (0, 5, 0), (0, 0, 0)])
def test_percentages_are_rounded_down(points, most_points, percent):
    assert percent_of(points, most_points) == percent


@pytest.mark.parametrize(
    ("tried", "left", "revealed"),
    [([], 2, False), ([False], 1, False), ([False, False], 0, True), ([True], 0, True), ([False] * 3, 0, True)],
)
def test_right_answers_are_shown_when_passed_or_no_attempt_is_left(tried, left, revealed):
    attempts = [Tried(passed) for passed in tried]

    assert attempts_left(attempts, 2) == left
    assert is_revealed(attempts, 2) is revealed


@pytest.mark.parametrize(
    ("tried", "is_open", "refusal"),
    [
        ([], True, None),
        ([False], True, None),
        ([], False, NotOpen),
        ([False, False], True, NoAttemptsLeft),
        ([True], True, AlreadyPassed),
    ],
)
def test_an_attempt_is_refused_with_its_reason(tried, is_open, refusal):
    attempts = [Tried(passed) for passed in tried]

    if refusal is None:
        refuse_attempt(attempts, most_attempts=2, is_open=is_open)
    else:
        with pytest.raises(refusal):
            refuse_attempt(attempts, most_attempts=2, is_open=is_open)


@pytest.mark.parametrize(
    ("kind", "right", "expected"),
    [
        (QuestionKind.SINGLE_CHOICE, "a", True),
        (QuestionKind.SINGLE_CHOICE, "", False),
        (QuestionKind.SINGLE_CHOICE, "ab", False),
        (QuestionKind.MULTIPLE_CHOICE, "ab", True),
        (QuestionKind.MULTIPLE_CHOICE, "", False),
        (QuestionKind.NUMBER, "", True),
        (QuestionKind.SHORT_TEXT, "", True),
    ],
)
def test_a_question_is_complete_when_it_can_be_answered(kind, right, expected):
    assert is_question_complete(question(kind, right), ["sl", "de", "en"]) is expected


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_question_without_its_text_in_a_language_is_not_complete_in_it(kind):
    asked = question(kind, "a")
    asked.prompt = LocalizedText(sl="besedilo", de="Text")

    assert is_question_complete(asked, ["sl", "de"])
    assert not is_question_complete(asked, ["sl", "de", "en"])
