"""What a search found, made ready for its page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.handbook.queries import ChapterEntry, Passage, SectionEntry, Version
from app.handbook.rules.languages import ordinary
from app.handbook.rules.search.excerpts import Piece, cut_out, mark_words
from app.handbook.rules.search.ranking import Page, SectionMatch
from app.handbook.rules.search.terms import Term
from app.handbook.rules.shown import anchor_of
from app.handbook.rules.words import language_name
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES

MOST_PASSAGES = 2


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    text: str
    chapter: int | None
    language: str | None
    after: str

    def address(self, **changes: object) -> str:
        """Return the address of the same search, changed; the first page unless told."""
        facts = {"q": self.text, "chapter": self.chapter, "language": self.language, "after": None, **changes}
        given: dict[str, Any] = {name: value or None for name, value in facts.items()}
        return url_for("handbook.show_search", **given)


@dataclass(frozen=True)
class ShownPassage:
    """Words of a block, and the way to it."""

    pieces: list[Piece]
    url: str


@dataclass(frozen=True)
class ShownResult:
    """A section that was found; `lang` is empty where it was found in the page's own language."""

    number: str
    title: list[Piece]
    title_lang: str
    chapter_title: tuple[str, str]
    url: str
    lang: str
    language_name: str
    passages: list[ShownPassage]


@dataclass(frozen=True)
class ResultPage:
    """A page of results: those that have all the words, then those that have some."""

    complete: list[ShownResult]
    partial: list[ShownResult]
    first: int
    last: int
    total: int
    previous_url: str
    next_url: str
    is_one_word: bool


def show_filters(asked: Asked, chapters: Sequence[ChapterEntry]) -> list[dict[str, object]]:
    """Return the fields of the search."""
    numbers = [(chapter.number, f"{chapter.number} {chapter.title.text(current_locale())}") for chapter in chapters]
    languages = [(locale, LANGUAGE_NAMES[locale]) for locale in LOCALES]
    return [
        {"name": "q", "label": _("Words to look for"), "value": asked.text, "kind": "search"},
        {"name": "chapter", "label": _("All chapters"), "value": asked.chapter, "options": numbers},
        {"name": "language", "label": _("All languages"), "value": asked.language, "options": languages},
    ]


@dataclass(frozen=True)
class Found:
    """What is needed to show a section that was found."""

    version: Version
    chapters: Sequence[ChapterEntry]
    terms: Sequence[Term]
    passages: Mapping[uuid.UUID, Sequence[Passage]]

    def show(self, match: SectionMatch) -> ShownResult:
        chapter, section = self._place(match)
        title, title_locale = section.title.shown_in(ordinary(match.language))
        is_own = match.language == current_locale()
        return ShownResult(
            number=match.place,
            title=mark_words(title, self.terms),
            title_lang="" if title_locale == current_locale() else title_locale,
            chapter_title=chapter.title.shown_in(current_locale()),
            url=self._address(match),
            lang="" if is_own else match.language,
            language_name="" if is_own else language_name(match.language),
            passages=[
                ShownPassage(cut_out(passage.text, self.terms), self._address(match, passage.block_id))
                for passage in _choose(self.passages[match.edition_section_id])
            ],
        )

    def _place(self, match: SectionMatch) -> tuple[ChapterEntry, SectionEntry]:
        chapter = next(chapter for chapter in self.chapters if chapter.number == match.chapter_number)
        return chapter, next(section for section in chapter.sections if section.number == match.section_number)

    def _address(self, match: SectionMatch, block_id: uuid.UUID | None = None) -> str:
        return url_for(
            "handbook.show_section",
            edition=self.version.in_address,
            chapter=match.chapter_number,
            section=match.section_number,
            text=None if match.language == current_locale() else match.language,
            _anchor=anchor_of(block_id) if block_id else None,
        )


def show_results(page: Page, found: Found, asked: Asked) -> ResultPage:
    """Return the page's sections with their passages: those with all the words apart from the others."""
    shown = [(match.met == len(found.terms), found.show(match)) for match in page.shown]
    return ResultPage(
        complete=[result for is_complete, result in shown if is_complete],
        partial=[result for is_complete, result in shown if not is_complete],
        first=page.first,
        last=page.first + len(shown) - 1,
        total=page.total,
        previous_url="" if page.previous is None else asked.address(after=page.previous),
        next_url="" if page.following is None else asked.address(after=page.following),
        is_one_word=len(found.terms) == 1,
    )


def _choose(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages that have the most of the words, in the order of the text; else how the section begins."""
    blocks = [passage for passage in passages if passage.block_id]
    having = [passage for passage in blocks if any(passage.levels)]
    best = sorted(having, key=lambda passage: (sum(passage.levels), -passage.position), reverse=True)[:MOST_PASSAGES]
    return sorted(best, key=lambda passage: passage.position) or blocks[:1]
