"""Finding the terms of a glossary in a text: the longest one first, each word of it in any form."""

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.handbook.rules.glossary.forms import Forms, needs_capital
from app.handbook.rules.search.words import WORD, fold, list_words

BETWEEN = re.compile(r"[\s\u2010-\u2013-]{1,3}")
"""What may stand between the words of one term."""


@dataclass(frozen=True)
class SpokenTerm:
    """A term in one language, as it is looked for in texts."""

    term_id: uuid.UUID
    locale: str
    word: str
    other_words: tuple[str, ...]
    definition: str
    forms: Forms

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.word, *self.other_words)


@dataclass(frozen=True)
class TextWord:
    """A word of a text, folded; `follows` tells whether it belongs with the word before."""

    folded: str
    is_capital: bool
    start: int
    end: int
    follows: bool


@dataclass(frozen=True)
class Occurrence:
    """Where a term stands in a text."""

    term: SpokenTerm
    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    term: SpokenTerm
    rank: int
    """0 for the agreed word: it goes before other terms' other words."""
    forms: tuple[frozenset[str], ...]
    capitals: tuple[bool, ...]

    def stands_at(self, words: Sequence[TextWord], place: int) -> bool:
        """Tell whether the words from a place on are this phrase."""
        if place + len(self.forms) > len(words):
            return False
        return all(
            words[place + number].folded in forms
            and (number == 0 or words[place + number].follows)
            and (words[place + number].is_capital or not capital)
            for number, (forms, capital) in enumerate(zip(self.forms, self.capitals, strict=True))
        )


class Finder:
    """Find the terms of one language."""

    def __init__(self, terms: Iterable[SpokenTerm]) -> None:
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in (phrase for term in terms for phrase in _phrases(term)):
            for form in phrase.forms[0]:
                self._by_first[form].append(phrase)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: (-len(phrase.forms), phrase.rank))

    def find(self, text: str) -> Iterator[Occurrence]:
        """Yield the terms of a text in order; none lies within another."""
        words, place = read_words(text), 0
        while place < len(words):
            phrase = self._phrase_at(words, place)
            if phrase:
                last = place + len(phrase.forms) - 1
                yield Occurrence(phrase.term, words[place].start, words[last].end)
                place = last
            place += 1

    def _phrase_at(self, words: Sequence[TextWord], place: int) -> _Phrase | None:
        candidates = self._by_first.get(words[place].folded, ())
        return next((phrase for phrase in candidates if phrase.stands_at(words, place)), None)


def _phrases(term: SpokenTerm) -> Iterator[_Phrase]:
    for rank, (phrase, forms) in enumerate(zip(term.phrases, term.forms, strict=True)):
        if forms:
            capitals = tuple(needs_capital(word, term.locale) for word in list_words(phrase))
            yield _Phrase(term, rank, tuple(map(frozenset, forms)), capitals)


@lru_cache(maxsize=8192)
def read_words(text: str) -> tuple[TextWord, ...]:
    """Return the words of a text; equal texts are read once per process."""
    words, reached = [], 0
    for match in WORD.finditer(text):
        between = text[reached : match.start()]
        plain = unicodedata.normalize("NFC", match[0])
        words.append(
            TextWord(fold(plain), plain[0].isupper(), match.start(), match.end(), bool(BETWEEN.fullmatch(between)))
        )
        reached = match.end()
    return tuple(words)
