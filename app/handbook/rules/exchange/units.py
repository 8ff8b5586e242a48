"""What a translation office gets of a chapter: its titles and texts in one language, with what there is in another."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.handbook.rules.exchange.refusals import NothingToTranslate
from app.handbook.rules.languages import LANGUAGES, ordinary
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.locales import LOCALES, LocalizedText

CHAPTER, SECTION, BLOCK = "c", "s", "b"
"""First letters of the keys of units: `b-<id of the block>`."""


@dataclass(frozen=True)
class Unit:
    """One text to translate.

    `source_hash` is what a translation will be made from: the block's source, also where the office reads another
    language of it; empty if that wording is no longer known. `target_hash` is empty where there is no text yet.
    """

    key: str
    kind: str
    source: str
    source_hash: str
    target: str
    target_hash: str
    state: TextState


@dataclass(frozen=True)
class UnitGroup:
    """The units of a section; or the chapter's title alone."""

    key: str
    title: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class TranslationJob:
    """What goes to the office in one file."""

    chapter_id: uuid.UUID
    source: str
    target: str
    made_at: datetime
    groups: tuple[UnitGroup, ...]


def is_pair(source: str, target: str) -> bool:
    """Tell whether texts are translated from one language to the other; easy language is made from its own."""
    if source not in LOCALES or target not in LANGUAGES or source == target:
        return False
    return target == ordinary(target) or source == ordinary(target)


def list_job(
    manuscript: Manuscript, chapter_id: uuid.UUID, *, source: str, target: str, only_work: bool, made_at: datetime
) -> TranslationJob:
    """Return what there is to translate, or only what is missing or stale.

    Left out are blocks whose source is the target language, and those without a text in the asked source language.
    Raise NothingToTranslate if nothing is left.
    """
    title = _title(f"{CHAPTER}-{chapter_id}", manuscript.title, source=source, target=target)
    groups = [
        UnitGroup(f"{CHAPTER}-{chapter_id}", manuscript.title.get(source, ""), tuple(title)),
        *(_group(section, source, target) for section in manuscript.sections),
    ]
    chosen = [_choose(group, only_work=only_work) for group in groups]
    filled = tuple(group for group in chosen if group.units)
    if not filled:
        raise NothingToTranslate
    return TranslationJob(chapter_id, source, target, made_at, filled)


def _choose(group: UnitGroup, *, only_work: bool) -> UnitGroup:
    wanted = tuple(unit for unit in group.units if not only_work or unit.state is not TextState.CURRENT)
    return UnitGroup(group.key, group.title, wanted)


def _group(section: ManuscriptSection, source: str, target: str) -> UnitGroup:
    key = f"{SECTION}-{section.id}"
    units = list(_title(key, section.title, source=source, target=target))
    for block in section.blocks:
        units.extend(_block(block, source, target))
    return UnitGroup(key, section.title.get(source, ""), tuple(units))


def _title(key: str, title: LocalizedText, *, source: str, target: str) -> Iterator[Unit]:
    """Yield a title's unit; easy language has no titles of its own."""
    if target not in LOCALES or source not in title:
        return
    had = title.get(target, "")
    state = TextState.CURRENT if had else TextState.MISSING
    yield Unit(key, "title", title[source], hash_of(title[source]), had, hash_of(had) if had else "", state)


def _block(block: ManuscriptBlock, source: str, target: str) -> Iterator[Unit]:
    made_from, read, had = block.source_of(target), block.texts.get(source), block.texts.get(target)
    if made_from == target or read is None or not read.body:
        return
    yield Unit(
        key=f"{BLOCK}-{block.id}",
        kind=f"{block.kind.value}: {block.label.value}" if block.label else block.kind.value,
        source=read.body,
        source_hash=read.hash if source == made_from else read.made_from or "",
        target=had.body if had else "",
        target_hash=had.hash if had else "",
        state=block.state(target),
    )
