"""An edition or a chapter as one value, ready to be set as a book; PDF and EPUB are made from the same."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from app.handbook.documents.markup import as_xhtml
from app.handbook.models import BlockKind
from app.handbook.queries import ChapterEntry, SectionEntry, Version, list_chapters, list_kept_pictures, read_sections
from app.handbook.rules.figures import PictureName, read_figure
from app.handbook.rules.languages import ordinary
from app.handbook.rules.shown import SectionText
from app.handbook.rules.shown_text import PageBlock, show_parts
from app.handbook.rules.words import PILLAR_NAMES, language_name
from app.kernel.errors import NotFound
from app.kernel.files import StoredFile
from app.kernel.i18n import gettext, use_locale
from app.kernel.locales import LocalizedText
from app.programmes.models import Programme
from app.programmes.queries import list_partners

WIDE_TABLE = 3
"""Columns from which a table takes the margin's room too."""
WIDE_PICTURE = 440
"""Width on a page of the web from which a picture does so."""


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


def gather_book(version: Version, programme: Programme, *, language: str, chapter_number: int | None = None) -> Book:
    """Read what a book of an edition holds; raise NotFound for a chapter the edition does not have."""
    assert version.edition_id is not None
    assert version.published_at is not None
    locale = ordinary(language)
    entries = [one for one in list_chapters(version) if chapter_number in (None, one.number)]
    if not entries:
        raise NotFound
    texts = read_sections(version, language, chapter_number=chapter_number)
    with use_locale(locale):
        chapters = _Setter(language, _kept_pictures(programme.id, texts)).set_chapters(entries, texts)
        return Book(
            edition_id=version.edition_id,
            edition_number=version.number,
            published_at=version.published_at,
            language=language,
            locale=locale,
            language_name=language_name(language),
            chapter=chapters[0] if chapter_number else None,
            chapters=chapters,
            programme_title=_words(programme.title, locale),
            funding_sentence=_words(programme.funding_sentence, locale),
            partners=tuple(Partner(one.name, one.region or "") for one in list_partners(programme.id)),
            logos=tuple((logo.key, logo.text.text(locale)) for logo in programme.logos),
        )


def _kept_pictures(programme_id: uuid.UUID, texts: Mapping[uuid.UUID, SectionText]) -> dict[str, StoredFile]:
    shown = (block for text in texts.values() for block in text.blocks if block.kind is BlockKind.FIGURE)
    pictures = (read_figure(block.body).picture for block in shown)
    names = {picture.name for picture in pictures if picture}
    return {one.name: one.file for one in list_kept_pictures(programme_id, names)} if names else {}


def _words(text: LocalizedText, locale: str) -> Words:
    found, lang = text.shown_in(locale)
    return Words(found, "" if lang == locale else lang)


@dataclass(frozen=True)
class _Setter:
    """Set the text of a book in its language, with the files of its pictures."""

    language: str
    files: Mapping[str, StoredFile]

    def set_chapters(
        self, entries: Iterable[ChapterEntry], texts: Mapping[uuid.UUID, SectionText]
    ) -> tuple[BookChapter, ...]:
        chapters = []
        for pillar, members in groupby(entries, key=lambda entry: entry.pillar):
            for index, entry in enumerate(members):
                chapters.append(
                    BookChapter(
                        anchor=f"c{entry.number}",
                        number=entry.number,
                        pillar=str(PILLAR_NAMES[pillar]),
                        opens_pillar=index == 0,
                        title=_words(entry.title, ordinary(self.language)),
                        sections=tuple(self._set_section(entry, one, texts.get(one.id)) for one in entry.sections),
                    )
                )
        return tuple(chapters)

    def _set_section(self, chapter: ChapterEntry, section: SectionEntry, text: SectionText | None) -> BookSection:
        parts = show_parts(chapter, section.number, text, asked=self.language) if text else []
        return BookSection(
            anchor=f"c{chapter.number}s{section.number}",
            number=f"{chapter.number}.{section.number}",
            title=_words(section.title, ordinary(self.language)),
            parts=tuple(
                BookPart(
                    tuple(self._set_block(block) for block in part.blocks),
                    part.message,
                    "" if part.lang == ordinary(self.language) else part.lang,
                )
                for part in parts
            ),
        )

    def _set_block(self, block: PageBlock) -> BookBlock:
        is_table = block.kind is BlockKind.TABLE
        return BookBlock(
            anchor=block.anchor,
            kind=block.kind.value,
            label=block.label.value if block.label else "",
            number=block.number,
            level=block.level,
            html=as_xhtml(block.html),
            title=as_xhtml(block.title_html),
            is_wide=(is_table and block.html.count("<th") >= WIDE_TABLE)
            or (block.picture is not None and block.picture.size[0] > WIDE_PICTURE),
            stale_note=block.stale_note,
            picture=self._find_picture(block.picture),
            alt=block.alt,
            notes=tuple(BookNote(one.number, one.anchor, one.reference, as_xhtml(one.html)) for one in block.notes),
        )

    def _find_picture(self, picture: PictureName | None) -> BookPicture | None:
        file = self.files.get(picture.name) if picture else None
        return BookPicture(picture.name, file.key, file.media_type, picture.size) if picture and file else None
