"""A handbook as large as any will be, straight into the tables: by default 3 languages, 40 chapters of 200 blocks.

The sentences are the demonstration's, put together anew, so that words and lengths are as in a real text; the same
seed gives the same texts. A few are stale, with the wording they were made from, and a few are missing.
"""

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from random import Random
from typing import Any

from app.cli.demonstration.bulk import copy_rows
from app.cli.demonstration.reading import read_table, read_text
from app.handbook.models import Block, BlockKind, BlockText, Chapter, ChapterState, Pillar, Section, Wording
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.database import db
from app.kernel.locales import LOCALES
from app.programmes.models import Programme
from tests.factories.handbook import LONG_AGO
from tests.handbook.pictures import figure_of

Bodies = dict[str, str]
"""The same text by language."""

SHARES = {
    BlockKind.PARAGRAPH: 56,
    BlockKind.LIST: 14,
    BlockKind.HEADING: 10,
    BlockKind.CALLOUT: 9,
    BlockKind.TABLE: 6,
    BlockKind.QUOTATION: 3,
    BlockKind.FIGURE: 2,
}
STALE = 0.05
MISSING = 0.03
WITH_NOTE = 0.08
IN_EASY_LANGUAGE = 8
"""Each so many-th chapter is written in easy language too."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
COLOURS = ("green", "navy", "teal", "olive", "maroon")


@dataclass(frozen=True)
class Corpus:
    """What the demonstration's handbook says, block by block in all languages."""

    blocks: Mapping[BlockKind, list[tuple[str | None, Bodies]]]
    titles: list[Bodies]


@cache
def read_corpus() -> Corpus:
    blocks: dict[BlockKind, list[tuple[str | None, Bodies]]] = defaultdict(list)
    titles = []
    for facts in read_table("programme")["handbook"]["chapters"]:
        chapters = [parse_markdown(read_text(f"handbook/{facts['number']}-{locale}")) for locale in LOCALES]
        for sections in zip(*(chapter.sections for chapter in chapters), strict=True):
            titles.append({locale: section.title for locale, section in zip(LOCALES, sections, strict=True)})
            for same in zip(*(section.blocks for section in sections), strict=True):
                bodies = {locale: block.body for locale, block in zip(LOCALES, same, strict=True)}
                label = same[0].label.value if same[0].label else None
                blocks[same[0].kind].append((label, bodies))
    return Corpus(blocks, titles)


def make_large_handbook(
    programme: Programme, *, chapters: int = 40, sections: int = 10, blocks: int = 20, seed: int = 1, after: int = 0
) -> list[uuid.UUID]:
    """Add approved chapters, numbered after the number `after`, with so many sections of so many blocks each."""
    writer = _Writer(
        Random(seed + after), count(after * 10_000 + 1), [figure_of(programme, "", colour=colour) for colour in COLOURS]
    )
    chapter_rows = [writer.chapter(programme.id, after + number) for number in range(1, chapters + 1)]
    section_rows = [
        writer.section(chapter["id"], number) for chapter in chapter_rows for number in range(1, sections + 1)
    ]
    for place, section in enumerate(section_rows):
        is_easy = place // sections % IN_EASY_LANGUAGE == 0
        for position in range(1, blocks + 1):
            writer.add_block(section, position, is_easy=is_easy)
    db.session.flush()
    for chapter in chapter_rows:
        chapter["progress"] = json.dumps(writer.progress[chapter["id"]])
    tables = {Chapter: chapter_rows, Section: section_rows, Block: writer.blocks, BlockText: writer.texts}
    for table, rows in {**tables, Wording: writer.wordings}.items():
        copy_rows(table, rows)
    return [chapter["id"] for chapter in chapter_rows]


class _Writer:
    """Puts sentences together and gathers the rows."""

    def __init__(self, random: Random, numbers: Iterator[int], pictures: list[str]) -> None:
        self.random, self.numbers, self.pictures, self.corpus = random, numbers, pictures, read_corpus()
        self.blocks: list[dict[str, Any]] = []
        self.texts: list[dict[str, Any]] = []
        self.wordings: list[dict[str, Any]] = []
        states = list(TextState)
        self.progress: dict[uuid.UUID, dict[str, dict[str, int]]] = defaultdict(
            lambda: {locale: dict.fromkeys(states, 0) for locale in LOCALES}
        )

    def chapter(self, programme_id: uuid.UUID, number: int) -> dict[str, Any]:
        facts = {"programme_id": programme_id, "number": number, "pillar": list(Pillar)[1 + number % 3].value}
        return self._row(**facts, title=self._title(), state=ChapterState.APPROVED.value, published_at=LONG_AGO)

    def section(self, chapter_id: uuid.UUID, number: int) -> dict[str, Any]:
        return self._row(chapter_id=chapter_id, number=number, title=self._title())

    def add_block(self, section: dict[str, Any], position: int, *, is_easy: bool) -> None:
        kind = self.random.choices(list(SHARES), list(SHARES.values()))[0] if position > 1 else BlockKind.PARAGRAPH
        label, bodies = self._bodies(kind)
        source = self.random.choices(LOCALES, (8, 1, 1))[0]
        block = self._row(
            section_id=section["id"], position=position, kind=kind.value, label=label, source_locale=source
        )
        self.blocks.append(block)
        for locale in LOCALES:
            state = self._state(kind, is_source=locale == source)
            self.progress[section["chapter_id"]][locale][state] += 1
            if state is not TextState.MISSING:
                self._add_text(block["id"], locale, bodies[locale], source=bodies[source], state=state)
                if is_easy and kind is BlockKind.PARAGRAPH:
                    easy = "\n\n".join(SENTENCE.split(bodies[locale].partition("[^")[0]))
                    self._add_text(block["id"], f"{locale}-simple", easy, source=bodies[locale])

    def _state(self, kind: BlockKind, *, is_source: bool) -> TextState:
        """Return what a text is; a figure without words in a language could not be published."""
        if is_source:
            return TextState.CURRENT
        chance = self.random.random()
        if chance < MISSING and kind is not BlockKind.FIGURE:
            return TextState.MISSING
        return TextState.STALE if chance > 1 - STALE else TextState.CURRENT

    def _add_text(
        self, block_id: uuid.UUID, locale: str, body: str, *, source: str, state: TextState = TextState.CURRENT
    ) -> None:
        made_from = source
        if state is TextState.STALE:
            made_from = f"{_beginning(source, 0.7)} ({next(self.numbers)})"
            self.wordings.append(self._row(hash=hash_of(made_from), body=made_from))
        hashes = {"body_hash": hash_of(body), "source_hash": hash_of(made_from)}
        self.texts.append(self._row(block_id=block_id, locale=locale, body=body, **hashes, changed_at=LONG_AGO))

    def _bodies(self, kind: BlockKind) -> tuple[str | None, Bodies]:
        if kind is BlockKind.PARAGRAPH:
            bodies = self._sentences()
            return None, self._with_note(bodies) if self.random.random() < WITH_NOTE else bodies
        if kind is BlockKind.HEADING:
            return None, self.random.choice(self.corpus.titles)
        if kind is BlockKind.FIGURE:
            picture, words = self.random.choice(self.pictures), self._sentences()
            return None, {
                locale: f"{picture.replace('[]', '[' + _plain(text) + ']')}\n{_plain(text)}"
                for locale, text in words.items()
            }
        label, bodies = self.random.choice(self.corpus.blocks[kind])
        if kind is BlockKind.CALLOUT:
            more = self._sentences()
            bodies = {locale: f"{body}\n\n{more[locale]}" for locale, body in bodies.items()}
        return label, bodies

    def _sentences(self) -> Bodies:
        """Return the beginnings of one to three paragraphs in a row."""
        chosen = [bodies for _, bodies in self.random.sample(self.corpus.blocks[BlockKind.PARAGRAPH], 3)]
        shares = [self.random.random() for _ in chosen[: self.random.randint(1, 3)]]
        return {
            locale: " ".join(_beginning(bodies[locale], share) for share, bodies in zip(shares, chosen, strict=False))
            for locale in LOCALES
        }

    def _with_note(self, bodies: Bodies) -> Bodies:
        note = self._sentences()
        return {locale: f"{body}[^1]\n\n[^1]: {_plain(note[locale])}" for locale, body in bodies.items()}

    def _title(self) -> str:
        number, title = next(self.numbers), self.random.choice(self.corpus.titles)
        return json.dumps({locale: f"{text} ({number})" for locale, text in title.items()})

    def _row(self, **facts: Any) -> dict[str, Any]:
        return {"id": uuid.uuid4(), "created_at": LONG_AGO, **facts}


def _beginning(text: str, share: float) -> str:
    sentences = SENTENCE.split(text)
    return " ".join(sentences[: max(1, round(share * len(sentences)))])


def _plain(text: str) -> str:
    """Return the first sentence without marks."""
    return re.sub(r"[*_`\[\]()|]", "", SENTENCE.split(text)[0])
