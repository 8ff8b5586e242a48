"""An edition or a chapter as one value, ready to be set as a book; PDF and EPUB are made from the same."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.kernel.i18n import gettext


@dataclass(frozen=True)
class Words:
    """A short text; `lang` is empty where it is in the book's own language."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class BookPicture:
    """A figure's picture; `key` is that of its file, `size` what it takes on a page of the web."""

    name: str
    key: str
    media_type: str
    size: tuple[int, int]


@dataclass(frozen=True)
class BookNote:
    """A footnote, its place, and the place that refers to it."""

    number: int
    anchor: str
    reference: str
    html: Markup


@dataclass(frozen=True)
class BookBlock:
    """A block as a book sets it; the number of a figure or table says which it is."""

    anchor: str
    kind: str
    label: str
    number: str
    level: int
    html: Markup
    title: Markup
    is_wide: bool
    stale_note: str
    picture: BookPicture | None
    alt: str
    notes: tuple[BookNote, ...]


@dataclass(frozen=True)
class BookPart:
    """Blocks that follow each other; with a message and a language where the book's own misses them."""

    blocks: tuple[BookBlock, ...]
    message: str
    lang: str


@dataclass(frozen=True)
class BookSection:
    """A section with its number in the handbook, as 3.2."""

    anchor: str
    number: str
    title: Words
    parts: tuple[BookPart, ...]


@dataclass(frozen=True)
class BookChapter:
    """A chapter with its sections; `opens_pillar` where the pillar's name stands above it in the contents."""

    anchor: str
    number: int
    pillar: str
    opens_pillar: bool
    title: Words
    sections: tuple[BookSection, ...]


@dataclass(frozen=True)
class TermPlace:
    """Where a word of the glossary stands first in a section; `chapter` is the anchor of the chapter."""

    number: str
    anchor: str
    chapter: str


@dataclass(frozen=True)
class IndexedTerm:
    """A word of the glossary and where it stands."""

    anchor: str
    word: str
    definition: str
    places: tuple[TermPlace, ...]


@dataclass(frozen=True)
class Partner:
    """A partner as the title page names it."""

    name: str
    place: str


@dataclass(frozen=True)
class Book:
    """Everything a book says, in one language. `chapter` is its only one, or None for the whole handbook."""

    edition_id: uuid.UUID
    edition_number: int
    published_at: datetime
    language: str
    locale: str
    language_name: str
    chapter: BookChapter | None
    chapters: tuple[BookChapter, ...]
    index: tuple[tuple[str, tuple[IndexedTerm, ...]], ...]
    """The terms of the glossary that stand in it, by letter."""
    programme_title: Words
    funding_sentence: Words
    partners: tuple[Partner, ...]
    logos: tuple[tuple[str, str], ...]
    """Key of the file, and what somebody reads who does not see it."""

    @property
    def title(self) -> str:
        handbook = gettext("Handbook for location management")
        return f"{handbook}: {self.chapter.number} {self.chapter.title.text}" if self.chapter else handbook

    @property
    def pictures(self) -> dict[str, BookPicture]:
        """Return the pictures of all figures by their names."""
        blocks = (
            block
            for chapter in self.chapters
            for section in chapter.sections
            for part in section.parts
            for block in part.blocks
        )
        return {block.picture.name: block.picture for block in blocks if block.picture}

    @property
    def identifier(self) -> str:
        """Return a name that is always the same for the same book."""
        part = f"{self.chapter.number}" if self.chapter else ""
        return uuid.uuid5(self.edition_id, f"{self.language}/{part}").urn
