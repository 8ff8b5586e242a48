"""Set the text of a book: blocks rendered as the pages do, with the places of the glossary's terms for the index."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from app.handbook.documents.book import (
    BookBlock,
    BookChapter,
    BookNote,
    BookPart,
    BookPicture,
    BookSection,
    IndexedTerm,
    TermPlace,
    Words,
)
from app.handbook.documents.markup import as_xhtml, place_anchor, term_anchor
from app.handbook.models import BlockKind
from app.handbook.queries import ChapterEntry, SectionEntry
from app.handbook.rules.figures import PictureName
from app.handbook.rules.glossary.finding import SpokenTerm
from app.handbook.rules.glossary.letters import group_by_letter
from app.handbook.rules.glossary.section_terms import SectionTerms, make_finders
from app.handbook.rules.languages import ordinary
from app.handbook.rules.shown import SectionText
from app.handbook.rules.shown_text import PageBlock, show_parts
from app.handbook.rules.words import PILLAR_NAMES
from app.kernel.files import StoredFile
from app.kernel.locales import LocalizedText

WIDE_TABLE = 3
"""Columns from which a table takes the margin's room too."""
WIDE_PICTURE = 440
"""Width on a page of the web from which a picture does so."""


def words_in(text: LocalizedText, locale: str) -> Words:
    """Return a text in a language, or in the next that has it."""
    found, lang = text.shown_in(locale)
    return Words(found, "" if lang == locale else lang)


class Setter:
    """Set the text of a book in its language, with the files of its pictures; note where the terms stand."""

    def __init__(self, language: str, files: Mapping[str, StoredFile], terms: Sequence[SpokenTerm]) -> None:
        self.language, self.files, self.terms = language, files, terms
        self._finders = make_finders(terms)
        self._places: dict[uuid.UUID, list[TermPlace]] = defaultdict(list)

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
                        title=words_in(entry.title, ordinary(self.language)),
                        sections=tuple(self._set_section(entry, one, texts.get(one.id)) for one in entry.sections),
                    )
                )
        return tuple(chapters)

    def _set_section(self, chapter: ChapterEntry, section: SectionEntry, text: SectionText | None) -> BookSection:
        anchor, number = f"c{chapter.number}s{section.number}", f"{chapter.number}.{section.number}"
        terms = SectionTerms(self._finders, lambda term_id: f"#{term_anchor(term_id)}")
        parts = show_parts(chapter, section.number, text, asked=self.language, terms=terms) if text else []
        for _, term_id in terms.found:
            place = place_anchor(term_anchor(term_id), anchor)
            self._places[term_id].append(TermPlace(number, place, f"c{chapter.number}"))
        return BookSection(
            anchor=anchor,
            number=number,
            title=words_in(section.title, ordinary(self.language)),
            parts=tuple(
                BookPart(
                    tuple(self._set_block(block, anchor) for block in part.blocks),
                    part.message,
                    "" if part.lang == ordinary(self.language) else part.lang,
                )
                for part in parts
            ),
        )

    def _set_block(self, block: PageBlock, section: str) -> BookBlock:
        is_table = block.kind is BlockKind.TABLE
        return BookBlock(
            anchor=block.anchor,
            kind=block.kind.value,
            label=block.label.value if block.label else "",
            number=block.number,
            level=block.level,
            html=as_xhtml(block.html, section=section),
            title=as_xhtml(block.title_html, section=section),
            is_wide=(is_table and block.html.count("<th") >= WIDE_TABLE)
            or (block.picture is not None and block.picture.size[0] > WIDE_PICTURE),
            stale_note=block.stale_note,
            picture=self._find_picture(block.picture),
            alt=block.alt,
            notes=tuple(
                BookNote(one.number, one.anchor, one.reference, as_xhtml(one.html, section=section))
                for one in block.notes
            ),
        )

    def _find_picture(self, picture: PictureName | None) -> BookPicture | None:
        file = self.files.get(picture.name) if picture else None
        return BookPicture(picture.name, file.key, file.media_type, picture.size) if picture and file else None

    def set_index(self) -> tuple[tuple[str, tuple[IndexedTerm, ...]], ...]:
        """Return the terms of the chapters set so far, by letter, in the order of the language."""
        found = [term for term in self.terms if term.term_id in self._places]
        return tuple(
            (letter, tuple(self._set_term(term) for term in members))
            for letter, members in group_by_letter(found, lambda term: term.word)
        )

    def _set_term(self, term: SpokenTerm) -> IndexedTerm:
        places = tuple(self._places[term.term_id])
        return IndexedTerm(term_anchor(term.term_id), term.word, term.definition, places)
