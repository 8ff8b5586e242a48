"""Edits of the working text: what becomes stale, and what never does."""

import uuid
from dataclasses import replace

import pytest

from app.handbook.models import BlockKind
from app.handbook.rules import editing
from app.handbook.rules.languages import LANGUAGES
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock, ManuscriptSection
from app.handbook.rules.refusals import (
    BlocksDiffer,
    NothingToMergeWith,
    NothingToSplit,
    SourceIsNotCurrent,
    TextIsMissing,
)
from app.kernel.locales import LocalizedText

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))
FIRST, SECOND = uuid.UUID(int=101), uuid.UUID(int=102)


def paragraph(block_id: uuid.UUID, body: str, **texts: str) -> ManuscriptBlock:
    """Return a paragraph with its Slovenian source and current translations."""
    block = editing.new_block(block_id, BlockKind.PARAGRAPH, locale="sl", body=body)
    manuscript = one_section(block)
    for locale, text in texts.items():
        manuscript = editing.write(manuscript, block_id, locale, body=text)
    return editing.get_block(manuscript, block_id)


def one_section(*blocks: ManuscriptBlock) -> Manuscript:
    return Manuscript(sections=(ManuscriptSection(FIRST, LocalizedText(sl="Razdelek"), blocks),))


def states(manuscript: Manuscript, block_id: uuid.UUID) -> str:
    """Return the states of a block in sl, de, en and easy Slovenian, German, English: c, s or m each."""
    block = editing.get_block(manuscript, block_id)
    return "".join(block.state(language).value[0] for language in LANGUAGES)


@pytest.fixture
def manuscript() -> Manuscript:
    return one_section(paragraph(A, "Ena.", de="Eins.", en="One."), paragraph(B, "Dve.", de="Zwei."))


def test_a_change_of_the_source_makes_exactly_what_was_made_from_it_stale(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")

    assert (states(changed, A), states(changed, B)) == ("cssmmm", "ccmmmm")


def test_a_cosmetic_change_of_the_source_makes_nothing_stale(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena!", is_cosmetic=True)

    assert states(changed, A) == "cccmmm"


def test_a_cosmetic_change_leaves_stale_what_was_stale(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")
    changed = editing.write(
        editing.write(changed, A, "de", body="Eineinhalb."), A, "sl", body="Ena in pol!", is_cosmetic=True
    )

    assert states(changed, A) == "ccsmmm"


def test_a_source_put_back_as_it_was_makes_its_translations_current_again(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")

    assert states(editing.write(changed, A, "sl", body="Ena."), A) == "cccmmm"


def test_a_stale_text_is_current_when_somebody_says_it_is_still_right(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")

    assert states(editing.confirm(changed, A, "de"), A) == "ccsmmm"


def test_a_mended_wording_of_a_stale_translation_leaves_it_stale(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")

    assert states(editing.write(changed, A, "de", body="Eins!", keeps_state=True), A) == "cssmmm"
    assert states(editing.write(changed, A, "de", body="Eins!"), A) == "ccsmmm"


def test_easy_language_is_made_from_the_ordinary_text_of_its_own_language(manuscript):
    changed = editing.write(manuscript, A, "de-simple", body="Das ist eins.")

    assert states(editing.write(changed, A, "sl", body="Ena in pol."), A) == "cssmcm"
    assert states(editing.write(changed, A, "de", body="Genau eins."), A) == "cccmsm"


def test_another_source_keeps_what_is_current_and_what_is_stale(manuscript):
    changed = editing.write(editing.write(manuscript, A, "sl", body="Ena in pol."), A, "de", body="Eineinhalb.")

    turned = editing.make_source(changed, A, "de")

    assert editing.get_block(turned, A).source_locale == "de"
    assert states(turned, A) == "ccsmmm"
    assert states(editing.write(turned, A, "de", body="Anderthalb."), A) == "scsmmm"


def test_a_stale_text_cannot_become_the_source(manuscript):
    changed = editing.write(manuscript, A, "sl", body="Ena in pol.")

    with pytest.raises(SourceIsNotCurrent):
        editing.make_source(changed, A, "de")


def test_texts_with_as_many_paragraphs_are_split_alike_and_stay_current():
    whole = one_section(paragraph(A, "Ena.\n\nDve.\n\nTri.", de="Eins.\n\nZwei.\n\nDrei.", en="One, two, three."))

    parts = editing.split(whole, A, new_id=C, after=2)

    assert [block.bodies for block in parts.sections[0].blocks] == [
        {"sl": "Ena.\n\nDve.", "de": "Eins.\n\nZwei.", "en": "One, two, three."},
        {"sl": "Tri.", "de": "Drei."},
    ]
    assert (states(parts, A), states(parts, C)) == ("ccsmmm", "ccmmmm")


def test_a_list_is_split_between_its_entries():
    whole = one_section(replace(paragraph(A, "- ena\n  - ena a\n- dve", de="- eins\n- zwei"), kind=BlockKind.LIST))

    parts = editing.split(whole, A, new_id=C, after=1)

    assert [block.bodies["sl"] for block in parts.sections[0].blocks] == ["- ena\n  - ena a", "- dve"]


@pytest.mark.parametrize("after", [0, 1, 5])
def test_one_paragraph_is_not_split(manuscript, after):
    with pytest.raises(NothingToSplit):
        editing.split(manuscript, A, new_id=C, after=after)


def test_what_was_split_can_be_merged_again():
    whole = one_section(paragraph(A, "Ena.\n\nDve.", de="Eins.\n\nZwei."))

    assert editing.merge(editing.split(whole, A, new_id=C, after=1), A) == whole


def test_merging_is_current_where_both_were_and_stale_where_a_half_is_missing(manuscript):
    merged = editing.merge(manuscript, A)

    assert [block.id for block in merged.sections[0].blocks] == [A]
    assert editing.get_block(merged, A).bodies == {"sl": "Ena.\n\nDve.", "de": "Eins.\n\nZwei.", "en": "One."}
    assert states(merged, A) == "ccsmmm"


def test_blocks_of_two_kinds_or_the_last_are_not_merged(manuscript):
    other = editing.change_kind(manuscript, B, kind=BlockKind.QUOTATION, label=None)

    with pytest.raises(BlocksDiffer):
        editing.merge(other, A)
    with pytest.raises(NothingToMergeWith):
        editing.merge(manuscript, B)


def test_nothing_is_confirmed_where_there_is_no_text(manuscript):
    with pytest.raises(TextIsMissing):
        editing.confirm(manuscript, B, "en")


def test_a_block_moves_by_steps_through_the_sections(manuscript):
    two = editing.add_section(manuscript, SECOND, LocalizedText(sl="Drugi"), after_id=FIRST)

    def order(text: Manuscript) -> list[list[uuid.UUID]]:
        return [[block.id for block in section.blocks] for section in text.sections]

    assert order(editing.move_by(two, A, 1)) == [[B, A], []]
    assert order(editing.move_by(two, B, 1)) == [[A], [B]]
    assert order(editing.move_by(editing.move_by(two, B, 1), B, -1)) == [[A, B], []]
    assert editing.move_by(two, A, -1) == two


def test_sections_are_named_moved_and_removed(manuscript):
    two = editing.add_section(manuscript, SECOND, LocalizedText(sl="Drugi"), after_id=FIRST)

    assert [section.id for section in editing.move_section(two, SECOND, -1).sections] == [SECOND, FIRST]
    assert editing.move_section(two, SECOND, 1) == two
    assert editing.name_section(two, SECOND, LocalizedText(de="Zweiter")).sections[1].title["de"] == "Zweiter"
    assert editing.remove_section(two, SECOND) == manuscript
