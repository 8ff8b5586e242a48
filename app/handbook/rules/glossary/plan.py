"""What a table of terms would change: rows find the terms they speak of by any of their agreed words."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.handbook.rules.glossary.files import Problem, ProblemKind, ReadGlossary
from app.handbook.rules.glossary.terms import TermDraft, key_of


class RowChange(StrEnum):
    """What a row does."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class PlannedTerm:
    """A row, the term it changes if there is one, and the term as it would be; languages that it leaves out stay."""

    line: int
    term_id: uuid.UUID | None
    draft: TermDraft
    change: RowChange


@dataclass(frozen=True)
class TablePlan:
    """What a table would change, and what stands in the way."""

    terms: tuple[PlannedTerm, ...]
    problems: tuple[Problem, ...]

    def count(self, change: RowChange) -> int:
        return sum(term.change is change for term in self.terms)


def plan_table(read: ReadGlossary, known: Mapping[uuid.UUID, TermDraft], chapters: Sequence[int]) -> TablePlan:
    """Return what a table would do to the terms that are known."""
    owners = {key: term_id for term_id, draft in known.items() for key in _keys(draft)}
    terms, problems = [], list(read.problems)
    for line, draft in read.drafts:
        meant = {owners[key] for key in _keys(draft) if key in owners}
        if len(meant) > 1:
            problems.append(Problem(line, ProblemKind.SEVERAL_TERMS, next(iter(draft.texts.values())).word))
        elif draft.chapter is not None and draft.chapter not in chapters:
            problems.append(Problem(line, ProblemKind.NO_SUCH_CHAPTER, str(draft.chapter)))
        else:
            terms.append(_plan(line, draft, term_id=next(iter(meant), None), known=known))
    problems += _find_doubles(terms)
    return TablePlan(tuple(terms), tuple(sorted(problems, key=lambda problem: problem.line)))


def _keys(draft: TermDraft) -> list[tuple[str, str]]:
    return [(locale, key_of(text.word)) for locale, text in draft.texts.items()]


def _plan(
    line: int, draft: TermDraft, *, term_id: uuid.UUID | None, known: Mapping[uuid.UUID, TermDraft]
) -> PlannedTerm:
    if term_id is None:
        return PlannedTerm(line, None, draft, RowChange.ADDED)
    before = known[term_id]
    after = TermDraft({**before.texts, **draft.texts}, draft.chapter or before.chapter)
    return PlannedTerm(line, term_id, after, RowChange.SAME if after == before else RowChange.CHANGED)


def _find_doubles(terms: Iterable[PlannedTerm]) -> list[Problem]:
    """Return rows that speak of a term another row speaks of already."""
    seen: Counter[uuid.UUID] = Counter()
    problems = []
    for term in terms:
        if term.term_id:
            seen[term.term_id] += 1
            if seen[term.term_id] == 2:
                problems.append(Problem(term.line, ProblemKind.TWICE, next(iter(term.draft.texts.values())).word))
    return problems
