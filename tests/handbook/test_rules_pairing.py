"""Which block of a file is which block of the handbook, and what becomes of each."""

import uuid
from dataclasses import replace

import pytest

from app.handbook.models import BlockKind, CalloutKind
from app.handbook.rules.editing import new_block
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.pairing import Fate, measure_likeness, plan_import
from app.handbook.rules.parsed import ParsedBlock, ParsedChapter, ParsedSection
from app.kernel.locales import LocalizedText

FIRST = "A company does not buy a plot but the chance to work on it before long."
SECOND = "Factors are hard or soft, and the hard ones can be measured by anybody."
THIRD = "Assess them together with somebody who does not lead the municipality."


def paragraphs(*bodies: str, title: str = "Section") -> ParsedSection:
    return ParsedSection(title, tuple(ParsedBlock(BlockKind.PARAGRAPH, body) for body in bodies))


def chapter(*sections: ParsedSection) -> ParsedChapter:
    return ParsedChapter("Chapter", sections)


def stored(section: ParsedSection, locale: str = "en", title_locale: str | None = None) -> ManuscriptSection:
    blocks = tuple(
        replace(new_block(uuid.uuid4(), block.kind, locale=locale, body=block.body), label=block.label)
        for block in section.blocks
    )
    return ManuscriptSection(uuid.uuid4(), LocalizedText({title_locale or locale: section.title}), blocks)


def standing(*sections: ManuscriptSection) -> Manuscript:
    return Manuscript(sections=sections)


def fates(plan) -> list[list[Fate]]:
    return [[pair.fate for pair in section.blocks] for section in plan.sections]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([FIRST, SECOND], [FIRST, SECOND], [Fate.UNCHANGED, Fate.UNCHANGED]),
        ([FIRST, SECOND], [FIRST.replace("plot", "site"), SECOND], [Fate.CHANGED, Fate.UNCHANGED]),
        ([FIRST, SECOND], [FIRST, THIRD, SECOND], [Fate.UNCHANGED, Fate.NEW, Fate.UNCHANGED]),
        ([FIRST, SECOND, THIRD], [FIRST, THIRD], [Fate.UNCHANGED, Fate.GONE, Fate.UNCHANGED]),
        ([FIRST], [THIRD], [Fate.GONE, Fate.NEW]),
        ([], [FIRST], [Fate.NEW]),
        ([FIRST], [], [Fate.GONE]),
    ],
)
def test_a_file_in_the_same_language_is_matched_by_likeness(before, after, expected):
    plan = plan_import(chapter(paragraphs(*after)), standing(stored(paragraphs(*before))), "en")

    assert fates(plan) == [expected]


def test_a_changed_text_keeps_the_block_it_belongs_to():
    there = stored(paragraphs(FIRST, SECOND))

    plan = plan_import(chapter(paragraphs(THIRD, SECOND.replace("anybody", "everybody"))), standing(there), "en")

    changed = plan.list_pairs(Fate.CHANGED)
    assert [pair.stored for pair in changed] == [there.blocks[1]]


def test_a_new_language_is_paired_by_structure():
    slovenian = parse_markdown("# P\n\n## R\n\nPrvi.\n\n- ena\n- dve\n\n> [!TIP] Namig\n> Besedilo.")
    german = parse_markdown("# K\n\n## A\n\nErster.\n\n- eins\n- zwei\n\n> [!TIP] Tipp\n> Text.")
    there = stored(slovenian.sections[0], "sl")

    plan = plan_import(german, standing(there), "de")

    assert fates(plan) == [[Fate.TRANSLATED] * 3]
    assert [pair.stored for pair in plan.sections[0].blocks] == list(there.blocks)
    assert plan.doubtful == []


def test_a_paragraph_more_in_the_new_language_leaves_the_rest_in_place():
    there = stored(paragraphs(FIRST, SECOND), "en")
    kinds = ParsedSection("A", (*paragraphs("Kurz.").blocks, *paragraphs(FIRST, SECOND).blocks))

    plan = plan_import(chapter(kinds), standing(there), "de")

    assert fates(plan) == [[Fate.NEW, Fate.TRANSLATED, Fate.TRANSLATED]]


@pytest.mark.parametrize(
    ("source", "translation", "is_doubtful"),
    [
        (ParsedBlock(BlockKind.LIST, "- ena\n- dve"), ParsedBlock(BlockKind.LIST, "- eins\n- zwei"), False),
        (ParsedBlock(BlockKind.LIST, "- ena\n- dve"), ParsedBlock(BlockKind.LIST, "- eins"), True),
        (
            ParsedBlock(BlockKind.TABLE, "| a | b |\n| --- | --- |\n| 1 | 2 |"),
            ParsedBlock(BlockKind.TABLE, "| a |\n| --- |\n| 1 |"),
            True,
        ),
        (ParsedBlock(BlockKind.PARAGRAPH, FIRST), ParsedBlock(BlockKind.PARAGRAPH, "Kurz."), True),
        (ParsedBlock(BlockKind.PARAGRAPH, "Kaj?"), ParsedBlock(BlockKind.PARAGRAPH, "Was ist gemeint?"), False),
        (
            ParsedBlock(BlockKind.CALLOUT, "Namig.", CalloutKind.TIP),
            ParsedBlock(BlockKind.CALLOUT, "Achtung.", CalloutKind.WARNING),
            True,
        ),
    ],
)
def test_a_translation_of_another_shape_is_doubtful(source, translation, is_doubtful):
    there = stored(ParsedSection("R", (source,)), "sl")

    plan = plan_import(chapter(ParsedSection("A", (translation,))), standing(there), "de")

    assert [pair.is_doubtful for pair in plan.sections[0].blocks] == [is_doubtful]


def test_sections_are_found_again_by_title_when_one_is_put_before():
    first, second = stored(paragraphs(FIRST, title="Why")), stored(paragraphs(SECOND, title="Factors"))
    file = chapter(
        paragraphs(THIRD, title="Before all"), paragraphs(FIRST, title="Why"), paragraphs(SECOND, title="Factors")
    )

    plan = plan_import(file, standing(first, second), "en")

    assert [section.stored for section in plan.sections] == [None, first, second]


def test_a_renamed_section_is_found_again_by_its_text():
    there = stored(paragraphs(FIRST, SECOND, title="Why"))

    plan = plan_import(chapter(paragraphs(FIRST, SECOND, title="The eyes of a company")), standing(there), "en")

    assert [section.stored for section in plan.sections] == [there]


def test_the_fingerprint_changes_with_any_text():
    there = stored(paragraphs(FIRST))
    changed = ManuscriptSection(
        there.id, there.title, (ManuscriptBlock(there.blocks[0].id, BlockKind.PARAGRAPH, None, "en", {}),)
    )
    file = chapter(paragraphs(FIRST))

    plans = [plan_import(file, standing(section), "en") for section in (there, there, changed)]

    assert plans[0].fingerprint == plans[1].fingerprint != plans[2].fingerprint


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [("a b c d", "a b c d", 1, 1), ("a b c d", "a b c e", 0.5, 0.9), ("a b", "c d", 0, 0), ("", "a", 0, 0)],
)
def test_likeness_is_the_share_of_common_words(one, other, least, most):
    assert least <= measure_likeness(one, other) <= most
