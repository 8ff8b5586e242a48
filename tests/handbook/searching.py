"""The search as tests ask it: the demonstration's handbook, and questions with the sections that answer them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from app.handbook.queries import find_searchable_edition, list_chapters, list_matches, look_up_terms
from app.handbook.rules.search.ranking import rank
from app.handbook.rules.search.words import read_query

QUESTIONS = Path(__file__).with_name("search_questions.csv")


@dataclass(frozen=True)
class Question:
    """What somebody types, and the sections that answer it."""

    language: str
    text: str
    expected: frozenset[str]


def read_questions() -> list[Question]:
    with QUESTIONS.open(newline="") as file:
        return [
            Question(row["language"], row["question"], frozenset(row["sections"].split()))
            for row in csv.DictReader(file)
        ]


def answer(programme_id, question: Question) -> list[str]:
    """Return the sections found, best first, by "chapter.section"."""
    version = find_searchable_edition(programme_id)
    sections = sum(len(chapter.sections) for chapter in list_chapters(version))
    matches = list_matches(version, look_up_terms(read_query(question.text)))
    return [match.place for match in rank(matches, sections=sections, own_language=question.language)]
