"""The plan of an import made ready for its page."""

from dataclasses import dataclass

from app.handbook.models import BlockKind
from app.handbook.rules.figures import words_of
from app.handbook.rules.manuscript import ManuscriptBlock
from app.handbook.rules.pairing import BlockPair, Fate, ImportPlan, SectionPair
from app.handbook.rules.parsed import ParsedChapter
from app.handbook.rules.words import count_of, say_remark
from app.kernel.locales import LANGUAGE_NAMES

EXCERPT_LETTERS = 160


@dataclass(frozen=True)
class ShownPair:
    """Two texts side by side, or one that the file no longer holds; each with its language."""

    section: str
    stored: str
    stored_locale: str
    parsed: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A row of the comparison: counts by fate, or by kind for a new chapter."""

    title: str
    locale: str
    kinds: list[str]
    counts: dict[str, int]


@dataclass(frozen=True)
class ShownPlan:
    """Everything the page says of an import."""

    title: str
    locale: str
    language: str
    is_new: bool
    kinds: list[str]
    remarks: list[str]
    sections: list[ShownSection]
    doubtful: list[ShownPair]
    gone: list[ShownPair]
    changes: int


def show_plan(parsed: ParsedChapter, plan: ImportPlan, *, is_new: bool) -> ShownPlan:
    """Return a plan in words."""
    return ShownPlan(
        title=parsed.title,
        locale=plan.locale,
        language=LANGUAGE_NAMES[plan.locale],
        is_new=is_new,
        kinds=_say_kinds(parsed.count_kinds()),
        remarks=[say_remark(remark) for remark in parsed.remarks],
        sections=[_show_section(section, plan.locale) for section in plan.sections],
        doubtful=[pair for section in plan.sections for pair in _show_pairs(section, section.doubtful, plan.locale)],
        gone=[
            pair
            for section in plan.sections
            for pair in _show_pairs(section, section.list_pairs(Fate.GONE), plan.locale)
        ],
        changes=sum(plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.TRANSLATED)),
    )


def _say_kinds(kinds: dict[BlockKind, int]) -> list[str]:
    return [count_of(kind, count) for kind, count in kinds.items()]


def _show_section(section: SectionPair, locale: str) -> ShownSection:
    title, shown_in = _title_of(section, locale)
    blocks = section.parsed.blocks if section.parsed else ()
    kinds = {kind: sum(block.kind is kind for block in blocks) for kind in BlockKind}
    return ShownSection(
        title=title,
        locale=shown_in,
        kinds=_say_kinds({kind: count for kind, count in kinds.items() if count}),
        counts={fate.value: section.count(fate) for fate in Fate},
    )


def _title_of(section: SectionPair, locale: str) -> tuple[str, str]:
    if section.parsed:
        return section.parsed.title, locale
    return section.stored.title.shown_in(locale) if section.stored else ("", locale)


def _show_pairs(section: SectionPair, pairs: list[BlockPair], locale: str) -> list[ShownPair]:
    title = _title_of(section, locale)[0]
    return [_show_pair(pair, title, locale) for pair in pairs]


def _show_pair(pair: BlockPair, title: str, locale: str) -> ShownPair:
    stored_locale = _locale_of(pair.stored, locale)
    return ShownPair(
        section=title,
        stored=_excerpt(pair.stored.bodies.get(stored_locale, "") if pair.stored else ""),
        stored_locale=stored_locale,
        parsed=_excerpt(pair.parsed.body if pair.parsed else ""),
    )


def _locale_of(block: ManuscriptBlock | None, locale: str) -> str:
    """Return the language to show a stored block in: the file's own if it has it, else its source."""
    return locale if block is None or locale in block.bodies else block.source_locale


def _excerpt(body: str) -> str:
    text = " ".join(words_of(body).removeprefix("### ").split())
    return text if len(text) <= EXCERPT_LETTERS else f"{text[:EXCERPT_LETTERS].rstrip()} …"
