"""What is new since the edition before, section by section: only what changed in meaning counts."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.locales import LocalizedText


class EditionChangeKind(StrEnum):
    """What happened to a section."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class SectionDigest:
    """A section by its number and title, and its blocks' source texts by their digests."""

    section_id: uuid.UUID
    chapter_number: int
    section_number: int
    title: LocalizedText
    blocks: Mapping[uuid.UUID, str]


@dataclass(frozen=True)
class PlannedChange:
    """What an edition would say of a section."""

    kind: EditionChangeKind
    section_id: uuid.UUID
    chapter_number: int
    section_number: int
    title: LocalizedText

    def as_facts(self) -> dict[str, object]:
        return {**vars(self), "kind": self.kind.value}


def decide_changes(
    before: Sequence[SectionDigest], now: Sequence[SectionDigest], *, cosmetic: Collection[uuid.UUID]
) -> list[PlannedChange]:
    """Return the changes in the order of the handbook, what is gone at the end; `cosmetic` blocks do not count.

    A block moved to another section is a change of neither.
    """
    earlier = {section.section_id: section for section in before}
    blocks_before, blocks_now = _all_blocks(before), _all_blocks(now)

    def is_changed(section: SectionDigest) -> bool:
        is_lost = earlier[section.section_id].blocks.keys() - blocks_now.keys()
        return bool(is_lost) or any(
            digest != blocks_before.get(key) and not (key in blocks_before and key in cosmetic)
            for key, digest in section.blocks.items()
        )

    added = {section.section_id for section in now} - earlier.keys()
    changes = [
        _planned(EditionChangeKind.ADDED if section.section_id in added else EditionChangeKind.CHANGED, section)
        for section in now
        if section.section_id in added or is_changed(section)
    ]
    there = {section.section_id for section in now}
    gone = [section for section in before if section.section_id not in there]
    return changes + [_planned(EditionChangeKind.REMOVED, section) for section in gone]


def _all_blocks(sections: Sequence[SectionDigest]) -> dict[uuid.UUID, str]:
    return {key: digest for section in sections for key, digest in section.blocks.items()}


def _planned(kind: EditionChangeKind, section: SectionDigest) -> PlannedChange:
    return PlannedChange(kind, section.section_id, section.chapter_number, section.section_number, section.title)
