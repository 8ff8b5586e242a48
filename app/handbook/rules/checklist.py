"""What is missing before an edition can be published: what a reader, or somebody who listens, would run into."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.handbook.models import BlockKind
from app.handbook.rules.figures import read_figure
from app.handbook.rules.footnotes import list_references, separate_notes
from app.kernel.locales import LOCALES

CELL_BORDER = "|"


class GapKind(StrEnum):
    """What is missing."""

    PICTURE = "picture"
    ALTERNATIVE_TEXT = "alternative_text"
    TRANSLATION = "translation"
    """A figure says nothing in a language at all; readers of it see another's words."""
    TABLE_HEADER = "table_header"
    TEXT = "text"
    NOTE = "note"
    """A text refers to a note that is not there, or a note is referred to by nothing."""


@dataclass(frozen=True)
class CheckedText:
    """A block's text in one language, or a block without any (`language` None)."""

    chapter_id: uuid.UUID
    is_approved: bool
    place: str
    """`3.2-05`, the fifth block of section 3.2."""
    block_id: uuid.UUID
    kind: BlockKind
    source_locale: str
    language: str | None
    body: str


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and where it can be mended."""

    kind: GapKind
    chapter_id: uuid.UUID
    block_id: uuid.UUID
    place: str
    language: str
    is_approved: bool = True

    def is_blocking(self, languages: Collection[str]) -> bool:
        """Tell whether it keeps an edition that is complete in these languages from being published."""
        if self.kind is GapKind.TRANSLATION:
            return self.language in languages
        return self.kind is not GapKind.NOTE


def find_gaps(texts: Sequence[CheckedText], *, pictures: Collection[str]) -> list[Gap]:
    """Return what is missing, in the order of the texts, which are grouped by block; `pictures` are those kept."""
    return [
        gap for _, members in groupby(texts, key=lambda text: text.block_id) for gap in _check(list(members), pictures)
    ]


def list_pictures(texts: Sequence[CheckedText]) -> set[str]:
    """Return the names of the pictures that figures show."""
    figures = (read_figure(text.body) for text in texts if text.kind is BlockKind.FIGURE)
    return {figure.picture.name for figure in figures if figure.picture}


def _check(texts: Sequence[CheckedText], pictures: Collection[str]) -> Iterator[Gap]:
    for text in texts:
        kind = _check_text(text, pictures)
        if kind:
            yield _gap(text, kind, text.language or text.source_locale)
    first, written = texts[0], {text.language for text in texts}
    if first.kind is BlockKind.FIGURE:
        for language in LOCALES:
            if language not in written:
                yield _gap(first, GapKind.TRANSLATION, language)


def _gap(text: CheckedText, kind: GapKind, language: str) -> Gap:
    return Gap(kind, text.chapter_id, text.block_id, text.place, language, text.is_approved)


def _check_text(text: CheckedText, pictures: Collection[str]) -> GapKind | None:
    """Return what is missing in a text."""
    if not text.body.strip():
        return GapKind.TEXT
    if text.kind is BlockKind.FIGURE:
        figure = read_figure(text.body)
        if figure.picture is None or figure.picture.name not in pictures:
            return GapKind.PICTURE
        if not figure.alt:
            return GapKind.ALTERNATIVE_TEXT
    if text.kind is BlockKind.TABLE and not has_header(text.body):
        return GapKind.TABLE_HEADER
    words, notes = separate_notes(text.body)
    return GapKind.NOTE if set(list_references(words)) != notes.keys() else None


def has_header(body: str) -> bool:
    """Tell whether a table has a first row that names its columns."""
    lines = [line.strip() for line in body.split("\n") if line.strip() and not line.startswith("Table:")]
    if len(lines) < 2 or set(lines[1]) - set("|-: ") or "-" not in lines[1]:
        return False
    return any(cell.strip() for cell in lines[0].strip(CELL_BORDER).split(CELL_BORDER))
