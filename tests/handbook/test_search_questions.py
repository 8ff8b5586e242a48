"""How well the search answers the questions that people type, over the demonstration's handbook.

Most questions have one right section, so that no search can reach more than a fifth of precision in five: what tells
is how many of the right sections stand among the first five (recall), and how high the first right one stands
(reciprocal rank). The bars lie a little below what was measured when the questions were written, before anything was
tuned to them; the questions that miss stay in the file.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import mean

import pytest

from app.cli.demonstration.handbook import load_handbook
from app.handbook.queries import find_searchable_edition, list_chapters
from app.kernel.database import transaction
from app.kernel.locales import LOCALES
from tests.factories.accounts import make_person
from tests.handbook.searching import Question, answer, read_questions
from tests.jobs import run_jobs

FIRST = 5
LEAST_RECALL = {"sl": 0.95, "de": 0.84, "en": 0.91}
LEAST_PRECISION = {"sl": 0.21, "de": 0.18, "en": 0.2}
LEAST_RANK = {"sl": 0.84, "de": 0.74, "en": 0.86}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Score:
    """How well a question was answered."""

    precision: float
    recall: float
    rank: float


def judge(question: Question, found: list[str]) -> Score:
    right = [place for place in found[:FIRST] if place in question.expected]
    places = [number for number, place in enumerate(found, start=1) if place in question.expected]
    return Score(len(right) / FIRST, len(right) / len(question.expected), 1 / places[0] if places else 0)


@pytest.fixture
def handbook(programme):
    """The demonstration's handbook, indexed by the job that follows its publishing."""
    with transaction():
        writer, reader = make_person(), make_person()
        at = datetime(2026, 1, 10, tzinfo=UTC)
        load_handbook(programme, writer_id=writer.id, reader_id=reader.id, at=at)
    run_jobs()
    return programme


def test_the_questions_name_sections_that_exist(handbook):
    chapters = list_chapters(find_searchable_edition(handbook.id))
    places = {f"{chapter.number}.{section.number}" for chapter in chapters for section in chapter.sections}

    assert {place for question in read_questions() for place in question.expected} <= places
    assert all([question.language for question in read_questions()].count(locale) >= 20 for locale in LOCALES)


def test_the_right_sections_are_found(handbook, capsys):
    scores: dict[str, list[Score]] = defaultdict(list)
    for question in read_questions():
        scores[question.language].append(judge(question, answer(handbook.id, question)))
    measured = {
        locale: Score(*(mean(getattr(one, name) for one in scores[locale]) for name in ("precision", "recall", "rank")))
        for locale in LOCALES
    }

    with capsys.disabled():
        for locale, score in measured.items():
            print(
                f"\n{locale}: {len(scores[locale])} questions, precision@{FIRST} {score.precision:.2f},"
                f" recall@{FIRST} {score.recall:.2f}, mean reciprocal rank {score.rank:.2f}",
                end="",
            )
    assert [locale for locale in LOCALES if measured[locale].recall < LEAST_RECALL[locale]] == []
    assert [locale for locale in LOCALES if measured[locale].precision < LEAST_PRECISION[locale]] == []
    assert [locale for locale in LOCALES if measured[locale].rank < LEAST_RANK[locale]] == []
