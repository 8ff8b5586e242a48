"""Which words are forms of one another. The dictionaries are large: only the worker reads them, one at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.handbook.rules.search.words import fold


@dataclass(frozen=True)
class Inflections:
    """What is known of the words of a text: the lemma of each, and every form of those lemmas; all of them folded."""

    lemmas: Mapping[str, str]
    """By word as it is written."""
    forms: frozenset[tuple[str, str]]
    """Pairs of a form and its lemma."""


def read_inflections(language: str, words: Iterable[str]) -> Inflections:
    """Look the words up in a language's dictionary, and gather the other forms of what was found."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionaries = DefaultDictionaryFactory(cache_max_size=1)
    lemmatizer = Lemmatizer(cache_max_size=1, lemmatization_strategy=DefaultStrategy(dictionary_factory=dictionaries))
    found = {word: lemmatizer.lemmatize(word, lang=language) for word in sorted(set(words)) if not word.isdigit()}
    return gather_forms(found, dictionaries.get_dictionary(language))


def gather_forms(found: Mapping[str, str], dictionary: Mapping[str, str] | Any) -> Inflections:
    """Return the lemmas found, folded, with all their forms in the dictionary."""
    wanted = set(found.values())
    pairs = {(fold(word), fold(lemma)) for word, lemma in found.items()}
    pairs.update((fold(lemma), fold(lemma)) for lemma in wanted)
    pairs.update((fold(form), fold(lemma)) for form, lemma in dictionary.items() if lemma in wanted)
    return Inflections({word: fold(lemma) for word, lemma in found.items()}, frozenset(pairs))
