"""The translation desk: what is to do on the left, the source and the translation with their neighbours beside it."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from app.handbook.rules.figures import words_of
from app.handbook.rules.languages import ordinary
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.rendering import render_block
from app.handbook.rules.texts import TextState
from app.handbook.rules.work import count_states
from app.handbook.views.shown_work import kind_name
from app.kernel.i18n import gettext as _

EXCERPT_LETTERS = 44
MARKS = re.compile(r"[*_`#|>]|^\s*(?:-|\d+\.)\s", re.MULTILINE)
SHOWS = ("todo", "stale", "missing", "all")
STATES = {
    "todo": (TextState.STALE, TextState.MISSING),
    "stale": (TextState.STALE,),
    "missing": (TextState.MISSING,),
    "all": tuple(TextState),
}


@dataclass(frozen=True)
class DeskEntry:
    """A block in the list of what is to do."""

    number: str
    excerpt: str
    lang: str
    state: TextState
    url: str
    is_current: bool


@dataclass(frozen=True)
class Neighbour:
    """The block before or after, in both languages; an empty text where one is missing."""

    number: str
    kind_name: str
    state: TextState
    source_html: str
    source_lang: str
    html: str


@dataclass(frozen=True)
class Desk:
    """Everything on the desk but the text that is written."""

    number: str
    tabs: list[dict[str, object]]
    entries: list[DeskEntry]
    before: Neighbour | None
    after: Neighbour | None
    count: int
    current: int


def show_desk(
    manuscript: Manuscript, block: ManuscriptBlock, language: str, *, chapter: tuple[UUID, int], show: str
) -> Desk:
    """Return the desk for a block; `chapter` is its id and number, `show` says what the list holds."""
    chapter_id, chapter_number = chapter
    numbers = number_blocks(manuscript, chapter_number)
    blocks, counts = list(manuscript.iter_blocks()), count_states(manuscript, language)
    index = blocks.index(block)

    def url(other: ManuscriptBlock, shown: str = show) -> str:
        facts: dict[str, Any] = {"language": language, "desk": "1", "show": None if shown == "todo" else shown}
        return url_for("handbook.edit_block", chapter_id=chapter_id, block_id=other.id, **facts)

    shown = [other for other in blocks if other.state(language) in STATES[show] or other is block]
    return Desk(
        number=numbers[block.id],
        tabs=_tabs(counts, show, {name: url(block, name) for name in SHOWS}),
        entries=[_entry(other, block, language, number=numbers[other.id], url=url(other)) for other in shown],
        before=_neighbour(blocks[index - 1], numbers, language) if index else None,
        after=_neighbour(blocks[index + 1], numbers, language) if index + 1 < len(blocks) else None,
        count=len(blocks),
        current=counts[TextState.CURRENT],
    )


def number_blocks(manuscript: Manuscript, chapter_number: int) -> dict[UUID, str]:
    """Return each block's place for people: `3.2-05` is the fifth block of section 3.2."""
    return {
        block.id: f"{chapter_number}.{section_number}-{number:02}"
        for section_number, section in enumerate(manuscript.sections, start=1)
        for number, block in enumerate(section.blocks, start=1)
    }


def _tabs(counts: dict[TextState, int], show: str, urls: dict[str, str]) -> list[dict[str, object]]:
    labels = {"todo": _("To do"), "stale": _("Stale"), "missing": _("Missing"), "all": _("All")}
    return [
        {
            "label": labels[name],
            "count": sum(counts[state] for state in STATES[name]),
            "url": urls[name],
            "is_current": name == show,
        }
        for name in SHOWS
    ]


def _entry(block: ManuscriptBlock, open_block: ManuscriptBlock, language: str, *, number: str, url: str) -> DeskEntry:
    source = block.source_of(language)
    body = block.bodies.get(source) or next(iter(block.bodies.values()), "")
    text = " ".join(MARKS.sub("", words_of(body).removeprefix("Table: ")).split())
    excerpt = text if len(text) <= EXCERPT_LETTERS else f"{text[:EXCERPT_LETTERS].rstrip()} …"
    return DeskEntry(number, excerpt, ordinary(source), block.state(language), url, block is open_block)


def _neighbour(block: ManuscriptBlock, numbers: dict[UUID, str], language: str) -> Neighbour:
    source = block.source_of(language)
    return Neighbour(
        number=numbers[block.id],
        kind_name=kind_name(block),
        state=block.state(language),
        source_html=_html(block, source),
        source_lang=source,
        html=_html(block, language),
    )


def _html(block: ManuscriptBlock, language: str) -> str:
    rendered = render_block(block.kind, block.bodies[language]) if language in block.bodies else None
    return (rendered.title_html or rendered.html) if rendered else ""
