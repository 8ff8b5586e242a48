"""The working text made ready for the pages it is written on."""

from dataclasses import dataclass
from uuid import UUID

from app.handbook.models import BlockKind, Chapter
from app.handbook.rules.differences import Difference, compare_words
from app.handbook.rules.figures import PictureName, read_figure
from app.handbook.rules.languages import LANGUAGES, list_fallbacks, ordinary
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.pieces import list_pieces
from app.handbook.rules.rendering import RenderedBlock, render_block
from app.handbook.rules.texts import TextState
from app.handbook.rules.words import CALLOUT_NAMES, KIND_NAMES, language_name
from app.handbook.rules.work import count_states, list_work
from app.kernel.i18n import current_locale

MOST_OPEN = 60
"""Blocks of a chapter that are shown on one page; a larger one shows a section at a time."""


@dataclass(frozen=True)
class LanguageLine:
    """A language one can work in, and how far the chapter is in it."""

    language: str
    name: str
    counts: dict[str, int]
    is_current: bool

    @property
    def is_begun(self) -> bool:
        """Tell whether anything is written in it; easy language is not missed before it is begun."""
        return self.language == ordinary(self.language) or bool(self.counts["current"] + self.counts["stale"])


@dataclass(frozen=True)
class WorkBlock:
    """A block as its writer sees it, in the language worked in or the next best."""

    id: str
    anchor: str
    kind_name: str
    kind: BlockKind
    rendered: RenderedBlock
    state: TextState
    language: str
    lang: str
    is_first: bool
    is_last: bool
    pieces: int


@dataclass(frozen=True)
class WorkSection:
    """A section as its writer sees it; of a large chapter only one shows its blocks, the others how many they have."""

    id: str
    anchor: str
    number: str
    title: str
    count: int
    left: int
    is_open: bool
    blocks: list[WorkBlock]


@dataclass(frozen=True)
class WorkChapter:
    """A chapter as its writer sees it."""

    title: str
    languages: list[LanguageLine]
    sections: list[WorkSection]
    left: int


def show_chapter_to_write(
    chapter: Chapter, manuscript: Manuscript, language: str, *, at: UUID | None = None
) -> WorkChapter:
    """Return a chapter for the page it is written on; `at` is the section or block one comes for."""
    opened = _list_open(manuscript, at)
    return WorkChapter(
        title=f"{chapter.number} {manuscript.title.text(ordinary(language))}",
        languages=[_language_line(manuscript, other, is_current=other == language) for other in LANGUAGES],
        sections=[
            _work_section(section, f"{chapter.number}.{number}", language, is_open=section.id in opened)
            for number, section in enumerate(manuscript.sections, start=1)
        ],
        left=len(list_work(manuscript, language)),
    )


def _list_open(manuscript: Manuscript, at: UUID | None) -> set[UUID]:
    """Return the sections that show their blocks: all of them, or of a large chapter one, the first unless told."""
    sections = manuscript.sections
    if sum(len(section.blocks) for section in sections) <= MOST_OPEN:
        return {section.id for section in sections}
    asked = (section for section in sections if at == section.id or any(at == block.id for block in section.blocks))
    return {next(asked, sections[0]).id}


def _language_line(manuscript: Manuscript, language: str, *, is_current: bool) -> LanguageLine:
    counts = {state.value: count for state, count in count_states(manuscript, language).items()}
    return LanguageLine(language, language_name(language), counts, is_current)


def _work_section(section: ManuscriptSection, number: str, language: str, *, is_open: bool) -> WorkSection:
    last = len(section.blocks) - 1
    return WorkSection(
        id=str(section.id),
        anchor=f"s-{section.id.hex[:8]}",
        number=number,
        title=section.title.text(ordinary(language)),
        count=len(section.blocks),
        left=sum(block.state(language) is not TextState.CURRENT for block in section.blocks),
        is_open=is_open,
        blocks=[
            _work_block(block, language, is_first=index == 0, is_last=index == last)
            for index, block in enumerate(section.blocks if is_open else ())
        ],
    )


def _work_block(block: ManuscriptBlock, language: str, *, is_first: bool, is_last: bool) -> WorkBlock:
    shown = next(other for other in (*list_fallbacks(language), *LANGUAGES) if other in block.texts)
    body = block.bodies[shown]
    return WorkBlock(
        id=str(block.id),
        anchor=f"b-{block.id.hex[:8]}",
        kind_name=kind_name(block),
        kind=block.kind,
        rendered=render_block(block.kind, body),
        state=block.state(language),
        language=language_name(shown),
        lang="" if shown == current_locale() else shown,
        is_first=is_first,
        is_last=is_last,
        pieces=len(list_pieces(block.kind, block.bodies.get(block.source_locale, ""))),
    )


@dataclass(frozen=True)
class WorkText:
    """One text of a block beside which another is written."""

    language: str
    name: str
    body: str
    lang: str
    picture: PictureName | None = None


@dataclass(frozen=True)
class BlockPage:
    """What the page of one block in one language shows."""

    id: str
    kind: BlockKind
    kind_name: str
    state: TextState
    language_name: str
    lang: str
    is_source: bool
    has_translations: bool
    source: WorkText | None
    difference: list[Difference]
    """The change of the source since this text was made from it; empty if there is none, or it is not known."""
    others: list[LanguageLine]
    position: int
    count: int
    left: int


def show_block_to_write(
    manuscript: Manuscript, block: ManuscriptBlock, language: str, *, source_then: str | None
) -> BlockPage:
    """Return a block for the page it is written on; `source_then` is the source it was made from."""
    source, blocks = block.source_of(language), list(manuscript.iter_blocks())
    source_body, state = block.bodies.get(source, ""), block.state(language)
    is_stale = state is TextState.STALE and source_then is not None
    return BlockPage(
        id=str(block.id),
        kind=block.kind,
        kind_name=kind_name(block),
        state=state,
        language_name=language_name(language),
        lang=language,
        is_source=source == language,
        has_translations=any(other in block.texts for other in block.list_made_from(language)),
        source=None if source == language else _source_text(block.kind, source, source_body),
        difference=compare_words(source_then or "", source_body) if is_stale else [],
        others=[_language_of_block(block, other, is_current=other == language) for other in LANGUAGES],
        position=blocks.index(block) + 1,
        count=len(blocks),
        left=len(list_work(manuscript, language)),
    )


def _source_text(kind: BlockKind, language: str, body: str) -> WorkText:
    """Return the text that is translated; of a figure its picture and, one below the other, its words."""
    if kind is not BlockKind.FIGURE:
        return WorkText(language, language_name(language), body, language)
    figure = read_figure(body)
    words = f"{figure.alt}\n\n{figure.caption}".strip()
    return WorkText(language, language_name(language), words, language, figure.picture)


def _language_of_block(block: ManuscriptBlock, language: str, *, is_current: bool) -> LanguageLine:
    state = block.state(language)
    return LanguageLine(language, language_name(language), {one.value: one is state for one in TextState}, is_current)


def kind_name(block: ManuscriptBlock) -> str:
    """Return what a block is: 'Paragraph', or 'Tip' for a call-out."""
    return str(CALLOUT_NAMES[block.label]) if block.label else str(KIND_NAMES[block.kind])
