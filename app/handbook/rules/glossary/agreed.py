"""The words that a source and its translation have agreed on."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.handbook.models import BlockKind
from app.handbook.rules.glossary.finding import Finder, SpokenTerm
from app.handbook.rules.languages import ordinary
from app.handbook.rules.search.plain import strip_marks


@dataclass(frozen=True)
class AgreedTerm:
    """A term that a source speaks of, and its words in the other language; empty if none is agreed on."""

    source: SpokenTerm
    target: SpokenTerm | None
    is_missed: bool
    """Whether the translation has none of the words, though there is one."""


@dataclass(frozen=True)
class BlockTexts:
    """A source and its translation as far as it is written."""

    kind: BlockKind
    source_language: str
    source: str
    language: str
    translation: str


def list_agreed(texts: BlockTexts, terms: Iterable[SpokenTerm]) -> list[AgreedTerm]:
    """Return the terms of a source in the order in which they stand there; none between two kinds of one language."""
    source, target = ordinary(texts.source_language), ordinary(texts.language)
    if source == target:
        return []
    known = list(terms)
    targets = {term.term_id: term for term in known if term.locale == target}
    said = _find(texts.kind, texts.source, [term for term in known if term.locale == source])
    return [AgreedTerm(term, targets.get(term.term_id), _misses(texts, targets.get(term.term_id))) for term in said]


def _misses(texts: BlockTexts, target: SpokenTerm | None) -> bool:
    """Look for a term alone, since a longer one would hide it."""
    return bool(target and texts.translation.strip() and not _find(texts.kind, texts.translation, [target]))


def _find(kind: BlockKind, text: str, terms: Iterable[SpokenTerm]) -> list[SpokenTerm]:
    """Return the terms of a text, each once."""
    found = Finder(terms).find(strip_marks(kind, text))
    return list({occurrence.term.term_id: occurrence.term for occurrence in found}.values())
