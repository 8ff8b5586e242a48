"""What a file becomes when it is read: a chapter of sections of blocks, and remarks on what could not be kept."""

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.pictures import KeptPicture


class RemarkKind(StrEnum):
    """What a person must know before they take a file over."""

    SEVERAL_CHAPTER_TITLES = "several_chapter_titles"
    TITLE_FROM_FILE_NAME = "title_from_file_name"
    TEXT_BEFORE_FIRST_SECTION = "text_before_first_section"
    DEEP_HEADINGS = "deep_headings"
    IMAGES_DROPPED = "images_dropped"
    PICTURES_TOO_LARGE = "pictures_too_large"
    PICTURES_WITHOUT_WORDS = "pictures_without_words"
    RULES_DROPPED = "rules_dropped"
    UNKNOWN_CALLOUT = "unknown_callout"
    TRACKED_CHANGES_ACCEPTED = "tracked_changes_accepted"
    COMMENTS_DROPPED = "comments_dropped"
    FOOTNOTES_IN_BRACKETS = "footnotes_in_brackets"
    FIRST_ROW_AS_HEADER = "first_row_as_header"
    MERGED_CELLS_SPLIT = "merged_cells_split"
    CELLS_ON_ONE_LINE = "cells_on_one_line"
    OUTSIDE_REFERENCES_IGNORED = "outside_references_ignored"
    FORMULAS_DROPPED = "formulas_dropped"


@dataclass(frozen=True)
class Remark:
    """One thing that was changed or left out, and how often."""

    kind: RemarkKind
    count: int = 1


@dataclass(frozen=True)
class ParsedBlock:
    """A block as a file has it.

    Body: Markdown. A heading is its text alone; a table may begin with a line `Table: caption`; a call-out begins
    with a line `### title` if it has one; call-outs and quotations stand without their `>`. Notes stand at the end.
    """

    kind: BlockKind
    body: str
    label: CalloutKind | None = None


@dataclass(frozen=True)
class ParsedSection:
    """A section as a file has it."""

    title: str
    blocks: tuple[ParsedBlock, ...] = ()


@dataclass(frozen=True)
class ParsedChapter:
    """A chapter as a file has it."""

    title: str
    sections: tuple[ParsedSection, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    pictures: tuple[KeptPicture, ...] = ()
    """What its figures show; kept with the draft, as files."""

    @property
    def structure(self) -> list[list[tuple[BlockKind, CalloutKind | None]]]:
        """Return the kinds of blocks per section; alike in all languages of a chapter."""
        return [[(block.kind, block.label) for block in section.blocks] for section in self.sections]

    @property
    def block_count(self) -> int:
        return sum(len(section.blocks) for section in self.sections)

    def count_kinds(self) -> dict[BlockKind, int]:
        """Count blocks by kind, in the order of BlockKind."""
        kinds = [block.kind for section in self.sections for block in section.blocks]
        return {kind: kinds.count(kind) for kind in BlockKind if kind in kinds}

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a draft, without the pictures."""
        return asdict(replace(self, pictures=()))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "ParsedChapter":
        """Return the chapter that `as_json` wrote."""
        return cls(
            title=facts["title"],
            sections=tuple(
                ParsedSection(section["title"], tuple(_block_from_json(block) for block in section["blocks"]))
                for section in facts["sections"]
            ),
            remarks=tuple(Remark(RemarkKind(remark["kind"]), remark["count"]) for remark in facts["remarks"]),
        )


def _block_from_json(facts: dict[str, Any]) -> ParsedBlock:
    label = facts["label"]
    return ParsedBlock(BlockKind(facts["kind"]), facts["body"], CalloutKind(label) if label else None)
