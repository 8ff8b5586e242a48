"""The terms of a section: each is linked once in each language, where it stands first."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.handbook.models import BlockKind
from app.handbook.rules.glossary.finding import Finder, Occurrence, SpokenTerm
from app.handbook.rules.glossary.links import Mark, Run
from app.handbook.rules.languages import ordinary
from app.handbook.rules.rendering import read_runs
from app.handbook.rules.shown import ShownBlock

NOT_LINKED = {BlockKind.HEADING, BlockKind.QUOTATION}
"""Headings stand for themselves, and quotations are somebody else's words."""


def make_finders(terms: Iterable[SpokenTerm]) -> dict[str, Finder]:
    """Return what finds the terms of each language."""
    by_locale = defaultdict(list)
    for term in terms:
        by_locale[term.locale].append(term)
    return {locale: Finder(members) for locale, members in by_locale.items()}


class SectionTerms:
    """Tell which words of each block lead to the glossary; the blocks must come in order."""

    def __init__(self, finders: Mapping[str, Finder], url_of: Callable[[uuid.UUID], str]) -> None:
        self._finders = finders
        self._url_of = url_of
        self.found: dict[tuple[str, uuid.UUID], SpokenTerm] = {}
        """What was linked so far."""

    def mark(self, block: ShownBlock) -> tuple[Mark, ...]:
        """Return the words of a block to link."""
        finder = self._finders.get(ordinary(block.locale))
        if finder is None or block.kind in NOT_LINKED:
            return ()
        runs = read_runs(block.kind, block.body)
        return tuple(self._mark(run, found) for run in runs for found in self._first_ones(finder, run))

    def _first_ones(self, finder: Finder, run: Run) -> Iterator[Occurrence]:
        for found in finder.find(run.text):
            key = (found.term.locale, found.term.term_id)
            if key not in self.found:
                self.found[key] = found.term
                yield found

    def _mark(self, run: Run, found: Occurrence) -> Mark:
        return Mark(run.token, run.child, found.start, found.end, self._url_of(found.term.term_id))
