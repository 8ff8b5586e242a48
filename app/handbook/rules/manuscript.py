"""The working text of a chapter as one value: sections of blocks, and for each text what it was made from.

A text is *made from* its source: in another language from the block's source language, in easy language from the
same language's ordinary text. It is stale when the source's hash has moved on since.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.languages import LANGUAGES, ordinary
from app.handbook.rules.texts import TextState, decide_state, hash_of
from app.kernel.locales import LocalizedText


@dataclass(frozen=True)
class Text:
    """A block's Markdown in one language.

    `made_from` is the source's hash at the time, None where that wording is no longer known; a source is made from
    itself.
    """

    body: str
    made_from: str | None

    @cached_property
    def hash(self) -> str:
        return hash_of(self.body)


@dataclass(frozen=True)
class ManuscriptBlock:
    """A block with its texts by language."""

    id: uuid.UUID
    kind: BlockKind
    label: CalloutKind | None
    source_locale: str
    texts: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def bodies(self) -> dict[str, str]:
        return {language: text.body for language, text in self.texts.items()}

    def source_of(self, language: str) -> str:
        """Return the language a text is made from; the source's own is itself."""
        return self.source_locale if language == ordinary(language) else ordinary(language)

    def list_made_from(self, language: str) -> list[str]:
        """Return the languages whose texts are made from this one, in order; none but the source has more than one."""
        return [other for other in LANGUAGES if other != language and self.source_of(other) == language]

    def state(self, language: str) -> TextState:
        text, source = self.texts.get(language), self.texts.get(self.source_of(language))
        if text is None:
            return TextState.MISSING
        if text is source:
            return TextState.CURRENT
        return decide_state(text.made_from or "", source.hash if source else None)


@dataclass(frozen=True)
class ManuscriptSection:
    """A section with its blocks in order."""

    id: uuid.UUID
    title: LocalizedText
    blocks: tuple[ManuscriptBlock, ...] = ()


@dataclass(frozen=True)
class Manuscript:
    """A chapter's working text."""

    title: LocalizedText = field(default_factory=LocalizedText)
    sections: tuple[ManuscriptSection, ...] = ()

    def iter_blocks(self) -> Iterator[ManuscriptBlock]:
        for section in self.sections:
            yield from section.blocks

    def list_states(self) -> dict[tuple[uuid.UUID, str], TextState]:
        """Return the state of every text a reader can ask for."""
        return {(block.id, language): block.state(language) for block in self.iter_blocks() for language in LANGUAGES}
