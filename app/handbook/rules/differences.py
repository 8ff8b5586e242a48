"""The difference of two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s+|[\w\u00ad]+|[^\w\s]")


class DifferenceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """Words that follow each other and have the same fate."""

    kind: DifferenceKind
    text: str


def compare_words(before: str, after: str) -> list[Difference]:
    """Return both texts woven into one: what stayed, what was removed, what was added."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    parts: list[Difference] = []
    for name, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            parts.append(Difference(DifferenceKind.SAME, "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            parts.append(Difference(DifferenceKind.REMOVED, "".join(old[old_from:old_to])))
        if new_to > new_from:
            parts.append(Difference(DifferenceKind.ADDED, "".join(new[new_from:new_to])))
    return parts
