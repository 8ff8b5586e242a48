"""Which section answers a query best: all terms before some, titles before headings before text, rare words first."""

import math
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

OFTEN = 0.15
"""What it adds that a section speaks of a term in more than one place."""
OWN_LANGUAGE = 1.5
"""How much better a text in the reader's language must be beaten by one in another."""


@dataclass(frozen=True)
class SectionMatch:
    """How a section, in one language, meets each term."""

    edition_section_id: uuid.UUID
    language: str
    chapter_number: int
    section_number: int
    weights: tuple[float, ...]
    """By term: the best place it is found in; 0 where it is not."""
    counts: tuple[int, ...]
    """By term: in how many places."""
    together: float
    """How many of the terms the best single place has."""

    @property
    def met(self) -> int:
        return sum(weight > 0 for weight in self.weights)

    @property
    def place(self) -> str:
        """Return what an address calls it."""
        return f"{self.chapter_number}.{self.section_number}"


def rank(matches: Sequence[SectionMatch], *, sections: int, own_language: str) -> list[SectionMatch]:
    """Return the sections that meet at least half of the terms, best first, each in the language that fits best."""
    if not matches:
        return []
    least = math.ceil(len(matches[0].weights) / 2)
    rarity = _rarity(matches, sections)

    def worth(match: SectionMatch) -> tuple[int, float]:
        score = _score(match, rarity) * (OWN_LANGUAGE if _is_in(match, own_language) else 1)
        return match.met, score

    best = [max(group, key=worth) for group in _by_section(match for match in matches if match.met >= least)]
    return sorted(
        best, key=lambda match: (*(-part for part in worth(match)), match.chapter_number, match.section_number)
    )


def _rarity(matches: Sequence[SectionMatch], sections: int) -> list[float]:
    """Return what each term tells: the fewer sections have it, the more."""
    by_term = zip(*(match.weights for match in matches), strict=True)
    found_in = [sum(weight > 0 for weight in weights) for weights in by_term]
    total = max(sections, *found_in)
    return [math.log(1 + total / max(1, count)) for count in found_in]


def _score(match: SectionMatch, rarity: Sequence[float]) -> float:
    by_term = zip(rarity, match.weights, match.counts, strict=True)
    score = sum(rare * (weight + OFTEN * math.log(1 + count)) for rare, weight, count in by_term)
    return score + match.together / len(rarity) * sum(rarity)


def _is_in(match: SectionMatch, language: str) -> bool:
    return match.language.partition("-")[0] == language


def _by_section(matches: Iterable[SectionMatch]) -> list[list[SectionMatch]]:
    def key(match: SectionMatch) -> tuple[int, int]:
        return match.chapter_number, match.section_number

    return [list(group) for _, group in groupby(sorted(matches, key=key), key=key)]


PAGE_SIZE = 10


@dataclass(frozen=True)
class Page:
    """Some of the sections found; `previous` and `following` are the places that those pages come after."""

    shown: Sequence[SectionMatch]
    first: int
    total: int
    previous: str | None
    following: str | None


def cut_page(ranked: Sequence[SectionMatch], *, after: str, size: int = PAGE_SIZE) -> Page:
    """Return the page that comes after a place; the first one where nothing is found there."""
    places = [match.place for match in ranked]
    start = places.index(after) + 1 if after in places else 0
    return Page(
        shown=ranked[start : start + size],
        first=start + 1,
        total=len(ranked),
        previous=(places[start - size - 1] if start > size else "") if start else None,
        following=places[start + size - 1] if start + size < len(ranked) else None,
    )
