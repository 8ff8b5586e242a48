"""Compare a file with what stands in the handbook: which block is which, and what becomes of each.

Texts in the same language are matched by likeness; a language that is new to a block is matched by structure.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from app.handbook.models import BlockKind
from app.handbook.rules.alignment import Pairs, align
from app.handbook.rules.figures import fill_gaps, has_same_picture, words_of
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.parsed import ParsedBlock, ParsedChapter, ParsedSection
from app.handbook.rules.texts import hash_of

LIKE = 0.5
"""From this likeness on (share of common words, in order), a text is a changed one and not another."""
SAME_SECTION = 0.3
"""A renamed section that keeps this share of its blocks is the same one."""
LENGTHS_APART = 0.45
"""A translation shorter than this share of the other text is doubtful; languages differ by a fifth or so."""
SHORT_LETTERS = 60


class Fate(StrEnum):
    """What becomes of a block when a file is taken over."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    TRANSLATED = "translated"
    GONE = "gone"
    """It has a text in the file's language, and the file no longer holds it."""
    UNTOUCHED = "untouched"
    """It has no text in the file's language, and the file brings none."""


@dataclass(frozen=True)
class BlockPair:
    """A block of the file, one of the handbook, or both."""

    parsed: ParsedBlock | None
    stored: ManuscriptBlock | None
    fate: Fate
    is_doubtful: bool = False


@dataclass(frozen=True)
class SectionPair:
    """A section of the file, one of the handbook, or both; blocks in the order they will have."""

    parsed: ParsedSection | None
    stored: ManuscriptSection | None
    blocks: tuple[BlockPair, ...]

    def count(self, fate: Fate) -> int:
        return sum(pair.fate is fate for pair in self.blocks)

    def list_pairs(self, fate: Fate) -> list[BlockPair]:
        """Return the pairs of one fate, in order."""
        return [pair for pair in self.blocks if pair.fate is fate]

    @property
    def doubtful(self) -> list[BlockPair]:
        return [pair for pair in self.blocks if pair.is_doubtful]


@dataclass(frozen=True)
class ImportPlan:
    """What taking over a file would do; `fingerprint` tells whether the handbook has changed since."""

    title: str
    locale: str
    sections: tuple[SectionPair, ...]
    fingerprint: str

    def count(self, fate: Fate) -> int:
        return sum(section.count(fate) for section in self.sections)

    def list_pairs(self, fate: Fate) -> list[BlockPair]:
        """Return the pairs of one fate, in order."""
        return [pair for section in self.sections for pair in section.list_pairs(fate)]

    @property
    def doubtful(self) -> list[BlockPair]:
        return [pair for section in self.sections for pair in section.doubtful]


def plan_import(parsed: ParsedChapter, stored: Manuscript, locale: str) -> ImportPlan:
    """Decide what a file in a language would change in a chapter; nothing is stored for a new one."""
    pairs = _pair_sections(parsed.sections, stored.sections, locale)
    return ImportPlan(
        title=parsed.title,
        locale=locale,
        sections=tuple(_plan_section(new, old, locale) for new, old in pairs),
        fingerprint=fingerprint_of(stored),
    )


def fingerprint_of(stored: Manuscript) -> str:
    """Return what changes whenever any text of the chapter does."""
    facts = [
        (
            str(section.id),
            dict(section.title),
            [(str(block.id), sorted(block.bodies.items())) for block in section.blocks],
        )
        for section in stored.sections
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _pair_sections(
    parsed: Sequence[ParsedSection], stored: Sequence[ManuscriptSection], locale: str
) -> Pairs[ParsedSection, ManuscriptSection]:
    """Pair sections by their titles or texts, and those without a title in the language by their place."""

    def score(new: ParsedSection, old: ManuscriptSection) -> float:
        if locale not in old.title:
            return 0.5 + SequenceMatcher(None, _kinds(new.blocks), _kinds(old.blocks), autojunk=False).ratio()
        likeness = measure_likeness(new.title, old.title[locale])
        return 1 + likeness if likeness >= LIKE else _share_of_same_blocks(new, old, locale)

    if len(parsed) == len(stored) and not any(locale in section.title for section in stored):
        return list(zip(parsed, stored, strict=True))
    return align(parsed, stored, score)


def _share_of_same_blocks(new: ParsedSection, old: ManuscriptSection, locale: str) -> float:
    """Return how much of a renamed section is the same; 0 if it is rather another one."""
    ours = {block.body for block in new.blocks}
    theirs = {block.bodies[locale] for block in old.blocks if locale in block.bodies}
    share = len(ours & theirs) / max(len(ours | theirs), 1)
    return share if share >= SAME_SECTION else 0


def _plan_section(new: ParsedSection | None, old: ManuscriptSection | None, locale: str) -> SectionPair:
    pairs = pair_blocks(new.blocks if new else (), old.blocks if old else (), locale)
    return SectionPair(new, old, tuple(_decide_fate(parsed, stored, locale) for parsed, stored in pairs))


def pair_blocks(
    parsed: Sequence[ParsedBlock], stored: Sequence[ManuscriptBlock], locale: str
) -> list[tuple[ParsedBlock | None, ManuscriptBlock | None]]:
    """Pair the blocks of a section in order."""
    is_new_language = not any(locale in block.bodies for block in stored)
    if is_new_language and _kinds(parsed) == _kinds(stored):
        return list(zip(parsed, stored, strict=True))

    def score(new: ParsedBlock, old: ManuscriptBlock) -> float:
        if new.kind is not old.kind:
            return 0
        if locale not in old.bodies:
            return 1 + _compare_lengths(new, old) / 2 - (0.4 if new.label is not old.label else 0)
        likeness = _compare_bodies(new, old.bodies[locale])
        return 1 + likeness if likeness >= LIKE else 0

    return align(parsed, stored, score)


def _compare_bodies(new: ParsedBlock, body: str) -> float:
    """Return how like two texts are; figures that show the same picture are the same, whatever they say."""
    if new.kind is BlockKind.FIGURE and has_same_picture(new.body, body):
        return 1.0
    return measure_likeness(words_of(new.body), words_of(body))


def _kinds(blocks: Sequence[ParsedBlock] | Sequence[ManuscriptBlock]) -> list[tuple[str, str | None]]:
    return [(block.kind.value, block.label.value if block.label else None) for block in blocks]


def measure_likeness(one: str, other: str) -> float:
    """Return the share of common words in order, from 0 to 1."""
    if one == other:
        return 1.0
    words, others = _count_words(one), _count_words(other)
    if 2 * (words & others).total() < LIKE * (words.total() + others.total()):
        return 0.0
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


@lru_cache(maxsize=2048)
def _count_words(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def _decide_fate(new: ParsedBlock | None, old: ManuscriptBlock | None, locale: str) -> BlockPair:
    if new is None or old is None:
        fate = Fate.NEW if new else Fate.GONE if old and locale in old.bodies else Fate.UNTOUCHED
        return BlockPair(new, old, fate)
    if locale not in old.bodies:
        return BlockPair(new, old, Fate.TRANSLATED, is_doubtful=_is_doubtful(new, old))
    if new.kind is BlockKind.FIGURE:
        new = replace(new, body=fill_gaps(new.body, old.bodies[locale]))
    is_same = hash_of(new.body) == hash_of(old.bodies[locale])
    return BlockPair(new, old, Fate.UNCHANGED if is_same else Fate.CHANGED)


def _is_doubtful(new: ParsedBlock, old: ManuscriptBlock) -> bool:
    """Decide whether a person should look at a translation that was paired by structure."""
    if new.label is not old.label or _shape(new.kind, new.body) != _shape(old.kind, _source_body(old)):
        return True
    is_short = max(len(new.body), len(_source_body(old))) <= SHORT_LETTERS
    return not is_short and _compare_lengths(new, old) < LENGTHS_APART


def _compare_lengths(new: ParsedBlock, old: ManuscriptBlock) -> float:
    lengths = sorted((len(new.body), len(_source_body(old))))
    return lengths[0] / lengths[1] if lengths[1] else 1.0


def _source_body(block: ManuscriptBlock) -> str:
    return block.bodies.get(block.source_locale) or next(iter(block.bodies.values()), "")


def _shape(kind: BlockKind, body: str) -> tuple[int, ...]:
    """Return what a list or table must share with its translation: entries, or rows and columns."""
    lines = [line for line in body.split("\n") if line.strip()]
    if kind is BlockKind.LIST:
        return (sum(line.lstrip().startswith(("-", "*", "+")) or line.lstrip()[:1].isdigit() for line in lines),)
    if kind is BlockKind.TABLE:
        rows = [line for line in lines if "|" in line]
        return (len(rows), rows[0].strip().strip("|").count("|")) if rows else (0,)
    return ()
