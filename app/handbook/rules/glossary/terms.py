"""A term as it is written down: what each language calls it and says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST_LETTERS = 300
"""Of a definition: one or two sentences."""
MOST_WORD_LETTERS = 100


@dataclass(frozen=True)
class TermText:
    """A term in one language; the first of its phrases is the agreed one."""

    word: str
    other_words: tuple[str, ...] = ()
    definition: str = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.word, *self.other_words)


@dataclass(frozen=True)
class TermDraft:
    """What is typed of a term, by language, and the number of the chapter that treats of it."""

    texts: Mapping[str, TermText] = field(default_factory=dict)
    chapter: int | None = None


def split_words(text: str) -> tuple[str, ...]:
    """Return the words that a line names, apart by semicolons, each once."""
    words = (" ".join(word.split()) for word in text.split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


def join_words(words: Sequence[str]) -> str:
    """Return words as one line."""
    return "; ".join(words)


def key_of(word: str) -> str:
    """Return what a word is compared by: one language does not agree on it twice, in capitals or not."""
    return " ".join(word.casefold().split())
