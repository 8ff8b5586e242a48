"""Forms of a term's words, folded, so that it is found however it is inflected."""

from collections import defaultdict
from collections.abc import Sequence

from app.handbook.rules.search.inflections import Inflections
from app.handbook.rules.search.words import STOP_WORDS, WORD, fold, list_words

Forms = list[list[list[str]]]
"""For each phrase, for each of its words, the forms."""
FEW = 3
"""With fewer forms than this the dictionary does not know the word well, and usual endings help out."""
ENDINGS = {
    "sl": "a,e,i,o,u,om,em,ov,ev,ih,im,ma,mi,am,ah,ami,ama,oma,ema,jo",
    "de": "e,en,er,ern,es,s,n,ns,nen,se,sen,ses",
    "en": "s,es",
}
VOWELS = "aeo"
GERUND = "ing"
"""In English a noun of its own: `letting` is no form of "let us see"."""


def begin_forms(phrases: Sequence[str]) -> Forms:
    """Return the words as they are written, until a worker has looked them up."""
    return [[[fold(word)] for word in list_words(phrase)] for phrase in phrases]


def complete_forms(phrases: Sequence[str], inflections: Inflections, language: str) -> Forms:
    """Return all forms of the words of some phrases."""
    by_lemma = defaultdict(set)
    for form, lemma in inflections.forms:
        if WORD.fullmatch(form):
            by_lemma[lemma].add(form)

    def list_forms(word: str) -> list[str]:
        folded = fold(word)
        if is_abbreviation(word) or folded in STOP_WORDS:
            return [folded]
        if language == "en" and folded.endswith(GERUND):
            return [folded, f"{folded}s"]
        known = {folded} | by_lemma[inflections.lemmas.get(word, folded)]
        return sorted(known | _guess(folded, language) if len(known) < FEW else known)

    return [[list_forms(word) for word in list_words(phrase)] for phrase in phrases]


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is one like OPN, which stays as it is."""
    return len(word) > 1 and word.isupper()


def needs_capital(word: str, language: str) -> bool:
    """Tell whether a word counts only with a capital: German nouns, so that verbs are not taken for them."""
    return word[:1].isupper() and (language == "de" or is_abbreviation(word))


def _guess(folded: str, language: str) -> set[str]:
    stem = folded[:-1] if language == "sl" and folded[-1] in VOWELS else folded
    return {stem + ending for ending in ENDINGS[language].split(",")}
