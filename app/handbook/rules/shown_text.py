"""A section's text ready for a page or paper: rendered, numbered, grouped, with notes on fallbacks and stale blocks."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.figures import PictureName
from app.handbook.rules.footnotes import link_notes, note_anchor, reference_anchor
from app.handbook.rules.glossary.section_terms import SectionTerms
from app.handbook.rules.languages import ordinary
from app.handbook.rules.rendering import RenderedBlock, render_block
from app.handbook.rules.shown import SectionText, ShownBlock
from app.handbook.rules.texts import TextState
from app.handbook.rules.words import CALLOUT_NAMES
from app.kernel.i18n import current_locale, format_date, use_locale
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l

MOST_COLUMNS_ON_A_PHONE = 4
ONE_FALLBACK = {
    "sl": _l("This paragraph is not translated yet. It is shown in Slovenian."),
    "de": _l("This paragraph is not translated yet. It is shown in German."),
    "en": _l("This paragraph is not translated yet. It is shown in English."),
}
SEVERAL_FALLBACKS = {
    "sl": _l("This part is not translated yet. It is shown in Slovenian."),
    "de": _l("This part is not translated yet. It is shown in German."),
    "en": _l("This part is not translated yet. It is shown in English."),
}


class Numbered(Protocol):
    """A chapter, as far as its text must know it."""

    @property
    def number(self) -> int: ...


@dataclass(frozen=True)
class PageNote:
    """A footnote as the page shows it: its number in the section, its place, and the place that refers to it."""

    number: int
    anchor: str
    reference: str
    html: str


@dataclass(frozen=True)
class PageBlock:
    """A block as the page shows it; `lang` is empty where the block is in the page's own language."""

    anchor: str
    kind: BlockKind
    label: CalloutKind | None
    html: str
    title_html: str
    number: str
    level: int
    lang: str
    stale_note: str
    source_locale: str
    is_wide: bool
    """A table that a phone shows only in part, and that must be moved by keys."""
    picture: PictureName | None
    alt: str
    notes: list[PageNote]


@dataclass(frozen=True)
class PagePart:
    """Blocks that follow each other; with a message where the asked language misses all of them."""

    blocks: list[PageBlock]
    message: str = ""
    lang: str = ""


def show_parts(
    chapter: Numbered, section_number: int, text: SectionText, *, asked: str, terms: SectionTerms | None = None
) -> list[PagePart]:
    """Return a section's text in parts, each of one language, translated or not; `terms` are linked in it."""
    numbers = _Numbers(chapter.number, section_number, text, terms=terms)
    parts = []
    for (locale, is_missing), members in groupby(
        text.blocks, key=lambda block: (block.locale, block.state is TextState.MISSING)
    ):
        blocks = [numbers.show(block) for block in members]
        message = _say_fallback(asked, locale, count=len(blocks)) if is_missing else ""
        parts.append(PagePart(blocks, message, locale) if is_missing else PagePart(blocks))
    return parts


def _say_fallback(asked: str, shown: str, *, count: int) -> str:
    """Say in which language a part is shown that the asked one misses; easy language falls back to its own."""
    if asked != ordinary(asked) and shown == ordinary(asked):
        return _("This part is not written in easy language yet. The ordinary text is shown.")
    return str((ONE_FALLBACK if count == 1 else SEVERAL_FALLBACKS)[ordinary(shown)])


class _Numbers:
    """Number headings and notes within the section, tables and figures within the chapter."""

    def __init__(self, chapter: int, section: int, text: SectionText, *, terms: SectionTerms | None) -> None:
        self.section, self.chapter, self.terms = f"{chapter}.{section}", chapter, terms
        self.tables, self.figures, self.headings, self.notes = text.tables_before, text.figures_before, 0, 0

    def show(self, block: ShownBlock) -> PageBlock:
        rendered = render_block(block.kind, block.body, self.terms.mark(block) if self.terms else ())
        first = self.notes + 1
        self.notes += len(rendered.notes)
        return PageBlock(
            anchor=block.anchor,
            kind=block.kind,
            label=block.label,
            html=link_notes(rendered.html, first=first, anchor=block.anchor),
            title_html=link_notes(rendered.title_html, first=first, anchor=block.anchor) or self._default_title(block),
            number=self._number(block),
            level=3 if self.headings else 2,
            lang="" if block.locale == current_locale() else block.locale,
            stale_note=_stale_note(block.source_locale, block.source_changed_at)
            if block.state is TextState.STALE
            else "",
            source_locale=block.source_locale,
            is_wide=rendered.columns > MOST_COLUMNS_ON_A_PHONE,
            picture=rendered.picture,
            alt=rendered.alt,
            notes=_show_notes(rendered, first=first, anchor=block.anchor),
        )

    def _number(self, block: ShownBlock) -> str:
        if block.kind is BlockKind.HEADING:
            self.headings += 1
            return f"{self.section}.{self.headings}"
        if block.kind is BlockKind.TABLE:
            self.tables += 1
            with use_locale(ordinary(block.locale)):
                return _("Table %(number)s", number=f"{self.chapter}.{self.tables}")
        if block.kind is BlockKind.FIGURE:
            self.figures += 1
            with use_locale(ordinary(block.locale)):
                return _("Figure %(number)s", number=f"{self.chapter}.{self.figures}")
        return ""

    def _default_title(self, block: ShownBlock) -> str:
        if block.label is None:
            return ""
        with use_locale(ordinary(block.locale)):
            return str(CALLOUT_NAMES[block.label])


def _show_notes(rendered: RenderedBlock, *, first: int, anchor: str) -> list[PageNote]:
    return [
        PageNote(first + number - 1, note_anchor(anchor, number), reference_anchor(anchor, number), html)
        for number, html in enumerate(rendered.notes, start=1)
    ]


def _stale_note(source_locale: str, changed_at: datetime) -> str:
    day = format_date(changed_at)
    notes = {
        "sl": _("The Slovenian source of this paragraph was changed on %(day)s; this text is older.", day=day),
        "de": _("The German source of this paragraph was changed on %(day)s; this text is older.", day=day),
        "en": _("The English source of this paragraph was changed on %(day)s; this text is older.", day=day),
    }
    return notes[source_locale]
