"""A term of a query, with all that counts as the same word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

LEMMA_MARK = "."
"""Before a lemma in the index, so that it is not taken for a word of the text."""
SHORTEST_PREFIX = 4
SHORTEST_STEM = 6
ENDING = 3


@dataclass(frozen=True)
class Term:
    """What is looked for: the word itself, its lemmas, their other forms, and beginnings of related words."""

    word: str
    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Return how related words begin: longer ones, compounds, and those made from the same stem."""
        found = {self.word} if len(self.word) >= SHORTEST_PREFIX else set()
        for base in self.lemmas or {self.word}:
            if len(base) >= SHORTEST_STEM:
                found.add(base[: max(len(base) - ENDING, SHORTEST_STEM - 1)])
        return frozenset(found)

    def is_met_by(self, folded: str) -> bool:
        """Tell whether a word of the text, folded, is to be marked."""
        return folded == self.word or folded in self.forms or folded.startswith(self._beginnings)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(self.prefixes)


def make_terms(words: Sequence[str], known: Iterable[tuple[str, str]]) -> list[Term]:
    """Return the terms of a query; `known` are pairs of a form and its lemma."""
    pairs = list(known)
    terms = []
    for word in words:
        lemmas = frozenset(lemma for form, lemma in pairs if form == word)
        terms.append(Term(word, lemmas, frozenset(form for form, lemma in pairs if lemma in lemmas)))
    return terms
