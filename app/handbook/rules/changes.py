"""Compare two states of a chapter's working text, and put an earlier one back where nothing was done since.

An *entry* is one thing of the text as plain values: the chapter (`chapter`), a section (`section:<id>`) or a block
(`block:<id>`). Comparing entries tells what a change touched.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection, Text
from app.handbook.rules.refusals import CannotUndo
from app.kernel.locales import LocalizedText

Entries = dict[str, Any]
CHAPTER = "chapter"


def entries_of(manuscript: Manuscript) -> Entries:
    """Return the text as entries."""
    entries: Entries = {
        CHAPTER: {"title": dict(manuscript.title), "sections": [str(section.id) for section in manuscript.sections]}
    }
    for section in manuscript.sections:
        blocks = [str(block.id) for block in section.blocks]
        entries[f"section:{section.id}"] = {"title": dict(section.title), "blocks": blocks}
        entries.update({f"block:{block.id}": _block_entry(block) for block in section.blocks})
    return entries


def compare(before: Manuscript, after: Manuscript) -> tuple[Entries, Entries]:
    """Return what differs, as it was and as it became; None stands for what was not there, or is no longer."""
    old, new = entries_of(before), entries_of(after)
    touched = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return {key: old.get(key) for key in touched}, {key: new.get(key) for key in touched}


def undo(manuscript: Manuscript, *, before: Entries, after: Entries) -> Manuscript:
    """Put back what a change touched; refuse if any of it was changed since."""
    now = entries_of(manuscript)
    if any(now.get(key) != entry for key, entry in after.items()):
        raise CannotUndo
    restored = {**now, **before}
    return _manuscript({key: entry for key, entry in restored.items() if entry is not None})


def _block_entry(block: ManuscriptBlock) -> Entries:
    return {
        "kind": block.kind.value,
        "label": block.label.value if block.label else None,
        "source": block.source_locale,
        "texts": {language: [text.body, text.made_from] for language, text in sorted(block.texts.items())},
    }


def _manuscript(entries: Mapping[str, Any]) -> Manuscript:
    chapter = entries[CHAPTER]
    sections = tuple(_section(key, entries) for key in chapter["sections"])
    return Manuscript(LocalizedText(chapter["title"]), sections)


def _section(key: str, entries: Mapping[str, Any]) -> ManuscriptSection:
    section = entries[f"section:{key}"]
    blocks = tuple(_block(block, entries[f"block:{block}"]) for block in section["blocks"])
    return ManuscriptSection(uuid.UUID(key), LocalizedText(section["title"]), blocks)


def _block(key: str, entry: Mapping[str, Any]) -> ManuscriptBlock:
    return ManuscriptBlock(
        uuid.UUID(key),
        BlockKind(entry["kind"]),
        CalloutKind(entry["label"]) if entry["label"] else None,
        entry["source"],
        {language: Text(*text) for language, text in entry["texts"].items()},
    )
