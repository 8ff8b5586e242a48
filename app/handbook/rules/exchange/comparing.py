"""Set what came back from a translation office beside the handbook, and take it over.

What the office left as it was changes nothing. What was changed both there and here waits for a decision.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.handbook.rules import editing
from app.handbook.rules.editing.places import put
from app.handbook.rules.exchange.refusals import AnotherChapter
from app.handbook.rules.exchange.returned import ReturnedFile, ReturnedText
from app.handbook.rules.exchange.units import BLOCK, CHAPTER, SECTION
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, Text
from app.handbook.rules.texts import hash_of, normalise
from app.kernel.locales import LocalizedText

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class TextFate(StrEnum):
    """What becomes of a text of the file."""

    NEW = "new"
    CHANGED = "changed"
    BEHIND = "behind"
    """New or changed, but made from an earlier source: it will be stale."""
    CLASHING = "clashing"
    """Changed in the file and in the handbook; or a title whose source was renamed."""
    SAME = "same"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    """Its block is gone, or is itself the source now."""


TAKEN = {TextFate.NEW, TextFate.CHANGED, TextFate.BEHIND}


@dataclass(frozen=True)
class PlannedText:
    """A text of the file beside what stands in the handbook; `section` is empty for the chapter's title."""

    key: str
    fate: TextFate
    stored: str
    body: str
    made_from: str | None
    section: LocalizedText


@dataclass(frozen=True)
class TranslationPlan:
    """What a file would change; `fingerprint` tells whether the handbook has changed since."""

    target: str
    texts: tuple[PlannedText, ...]

    @property
    def fingerprint(self) -> str:
        facts = [[text.key, text.fate.value, text.stored, text.body] for text in self.texts]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def list_texts(self, *fates: TextFate) -> list[PlannedText]:
        """Return texts by what becomes of them, in the order of the file."""
        return [text for text in self.texts if text.fate in fates]


@dataclass(frozen=True)
class _Stored:
    """What a text of the file is compared with; without one there is nothing of that key."""

    body: str
    hash: str
    source_hash: str
    section: LocalizedText
    is_title: bool


def plan_translation(file: ReturnedFile, manuscript: Manuscript, chapter_id: uuid.UUID) -> TranslationPlan:
    """Say what a file would change; raise AnotherChapter if it is of one."""
    if file.chapter_id != chapter_id:
        raise AnotherChapter
    stored = dict(_list_stored(manuscript, chapter_id, file))
    return TranslationPlan(file.target, tuple(_plan(text, stored.get(text.key)) for text in file.texts))


def _list_stored(manuscript: Manuscript, chapter_id: uuid.UUID, file: ReturnedFile) -> Iterator[tuple[str, _Stored]]:
    titles = [(f"{CHAPTER}-{chapter_id}", manuscript.title, LocalizedText())]
    titles.extend((f"{SECTION}-{section.id}", section.title, section.title) for section in manuscript.sections)
    for key, title, section in titles:
        body, source = title.get(file.target, ""), title.get(file.source, "")
        yield key, _Stored(body, hash_of(body) if body else "", hash_of(source), section, True)
    for one in manuscript.sections:
        for block in one.blocks:
            if block.source_of(file.target) != file.target:
                yield f"{BLOCK}-{block.id}", _stored_block(block, file.target, one.title)


def _stored_block(block: ManuscriptBlock, target: str, section: LocalizedText) -> _Stored:
    had, source = block.texts.get(target), block.texts.get(block.source_of(target))
    source_hash = source.hash if source else ""
    return _Stored(had.body if had else "", had.hash if had else "", source_hash, section, False)


def _plan(text: ReturnedText, stored: _Stored | None) -> PlannedText:
    if stored is None:
        return PlannedText(text.key, TextFate.UNKNOWN, "", text.body, None, LocalizedText())
    return PlannedText(
        text.key, _decide_fate(text, stored), stored.body, text.body, text.made_from or None, stored.section
    )


def _decide_fate(text: ReturnedText, stored: _Stored) -> TextFate:
    if not CONTROL.sub("", text.body).strip():
        return TextFate.EMPTY
    if hash_of(text.body) in (stored.hash, text.seen):
        return TextFate.SAME
    is_behind = text.made_from != stored.source_hash
    if stored.hash != text.seen or (stored.is_title and is_behind):
        return TextFate.CLASHING
    if is_behind:
        return TextFate.BEHIND
    return TextFate.CHANGED if stored.body else TextFate.NEW


def take_over(manuscript: Manuscript, plan: TranslationPlan, *, replaces: bool) -> Manuscript:
    """Return the text as the plan says; what clashes is replaced only if asked."""
    fates = TAKEN | {TextFate.CLASHING} if replaces else TAKEN
    for text in plan.list_texts(*fates):
        letter, _, name = text.key.partition("-")
        body = CONTROL.sub("", text.body)
        if letter == CHAPTER:
            manuscript = replace(manuscript, title=_titled(manuscript.title, plan.target, body))
        elif letter == SECTION:
            section = editing.get_section(manuscript, uuid.UUID(name))
            title = _titled(section.title, plan.target, body)
            manuscript = editing.name_section(manuscript, section.id, title)
        else:
            block = editing.get_block(manuscript, uuid.UUID(name))
            translated = Text(normalise(body), text.made_from)
            manuscript = put(manuscript, replace(block, texts={**block.texts, plan.target: translated}))
    return manuscript


def _titled(title: LocalizedText, target: str, body: str) -> LocalizedText:
    return LocalizedText({**title, target: " ".join(body.split())})
