"""Pair two lists in order, so that the pairs are worth as much as possible."""

from collections.abc import Callable, Sequence
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")
Pairs = list[tuple[One | None, Other | None]]


def align(ones: Sequence[One], others: Sequence[Other], score: Callable[[One, Other], float]) -> Pairs[One, Other]:
    """Return every element once, alone or paired; a pair worth 0 is never made.

    The order of both lists is kept; of what stays alone, `others` come first.
    """
    worth = [[score(one, other) for other in others] for one in ones]
    best = _best_sums(worth, len(ones), len(others))
    pairs: Pairs[One, Other] = []
    i = j = 0
    while i < len(ones) or j < len(others):
        if i < len(ones) and j < len(others) and worth[i][j] > 0 and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((ones[i], others[j]))
            i, j = i + 1, j + 1
        elif j < len(others) and best[i][j] == best[i][j + 1]:
            pairs.append((None, others[j]))
            j += 1
        else:
            pairs.append((ones[i], None))
            i += 1
    return pairs


def _best_sums(worth: Sequence[Sequence[float]], ones: int, others: int) -> list[list[float]]:
    """Return for every pair of places the most that the rest of both lists can be worth."""
    best = [[0.0] * (others + 1) for _ in range(ones + 1)]
    for i in range(ones - 1, -1, -1):
        for j in range(others - 1, -1, -1):
            paired = worth[i][j] + best[i + 1][j + 1] if worth[i][j] > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best
