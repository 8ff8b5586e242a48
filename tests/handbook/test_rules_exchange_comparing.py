"""What comes back from a translation office beside the handbook: what it would change, and what it may not."""

import uuid
from dataclasses import replace

import pytest

from app.handbook.rules.exchange import (
    ReturnedFile,
    TextFate,
    plan_translation,
    take_over,
    write_po,
    write_xliff,
)
from app.handbook.rules.exchange.refusals import (
    AnotherChapter,
)
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.locales import LocalizedText
from tests.handbook.translation_files import (
    CHAPTER_ID,
    FIRST,
    MANUSCRIPT,
    MISSING,
    SECTION_ID,
    SOURCE,
    STALE,
    current,
    in_both_formats,
    job_of,
    translated,
    with_text,
)


def fates(file: ReturnedFile, manuscript: Manuscript = MANUSCRIPT) -> dict[str, TextFate]:
    return {text.key: text.fate for text in plan_translation(file, manuscript, CHAPTER_ID).texts}


def taken(file: ReturnedFile, manuscript: Manuscript = MANUSCRIPT, *, replaces=False) -> dict[str, ManuscriptBlock]:
    after = take_over(manuscript, plan_translation(file, manuscript, CHAPTER_ID), replaces=replaces)
    return {f"b-{block.id}": block for block in after.iter_blocks()}


def test_a_text_read_in_another_language_than_its_source_is_made_from_what_that_language_follows():
    stale = with_text(MANUSCRIPT, FIRST, "de", current("Eins.", "Davno prej."))
    keys = {unit.key: unit for group in job_of(stale, "de", "en").groups for unit in group.units}

    assert keys[FIRST].source == "Eins."
    assert keys[FIRST].source_hash == hash_of("Davno prej.")
    assert taken(translated(write_po, {FIRST: "One."}, stale, source="de", target="en"), stale)[FIRST].state("en") is (
        TextState.STALE
    )


@in_both_formats
def test_translated_texts_are_current_where_their_source_is_as_it_was(write):
    file = translated(write, {FIRST: "Neu.", STALE: "Neu drei.", MISSING: "- x\n- y"})

    assert fates(file)[FIRST] is TextFate.CHANGED
    assert fates(file)[MISSING] is TextFate.NEW
    blocks = taken(file)
    assert [blocks[key].bodies["de"] for key in (FIRST, STALE, MISSING)] == ["Neu.", "Neu drei.", "- x\n- y"]
    assert {blocks[key].state("de") for key in (FIRST, STALE, MISSING)} == {TextState.CURRENT}


@in_both_formats
def test_a_text_whose_source_moved_on_meanwhile_is_stale_and_knows_what_it_was_made_from(write):
    file = translated(write, {FIRST: "Neu.", MISSING: "- x"})
    later = with_text(MANUSCRIPT, FIRST, "sl", current("Popravljeno.", "Popravljeno."))

    assert fates(file, later)[FIRST] is TextFate.BEHIND
    first = taken(file, later)[FIRST]
    assert (first.bodies["de"], first.texts["de"].made_from) == ("Neu.", hash_of(SOURCE))
    assert first.state("de") is TextState.STALE


def test_what_the_office_left_as_it_was_does_not_undo_what_was_written_meanwhile():
    later = with_text(MANUSCRIPT, FIRST, "de", current("Besser.", SOURCE))

    file = translated(write_xliff, {MISSING: "- x"})

    assert fates(file, later)[FIRST] is TextFate.SAME
    assert taken(file, later)[FIRST].bodies["de"] == "Besser."


def test_what_was_changed_on_both_sides_is_replaced_only_if_asked():
    later = with_text(MANUSCRIPT, FIRST, "de", current("Besser.", SOURCE))

    file = translated(write_xliff, {FIRST: "Neu."})

    assert fates(file, later)[FIRST] is TextFate.CLASHING
    assert taken(file, later)[FIRST].bodies["de"] == "Besser."
    assert taken(file, later, replaces=True)[FIRST].bodies["de"] == "Neu."


def test_titles_are_taken_over_on_one_line():
    file = translated(write_po, {f"c-{CHAPTER_ID}": "Neues Kapitel", f"s-{SECTION_ID}": "Erster\nTeil"})

    after = take_over(MANUSCRIPT, plan_translation(file, MANUSCRIPT, CHAPTER_ID), replaces=False)

    assert after.title == LocalizedText(sl="Poglavje", de="Neues Kapitel")
    assert after.sections[0].title == LocalizedText(sl="Prvi del", de="Erster Teil")


def test_a_title_whose_source_was_renamed_meanwhile_waits_for_a_decision():
    file = translated(write_po, {f"c-{CHAPTER_ID}": "Neues Kapitel"})
    later = replace(MANUSCRIPT, title=LocalizedText(sl="Drugače", de="Kapitel"))

    assert fates(file, later)[f"c-{CHAPTER_ID}"] is TextFate.CLASHING


def test_a_block_that_is_gone_or_became_the_source_is_unknown():
    file = translated(write_xliff, {FIRST: "Neu.", STALE: "Neu."})
    section = MANUSCRIPT.sections[0]
    turned = replace(section.blocks[1], source_locale="de")
    later = replace(MANUSCRIPT, sections=(replace(section, blocks=(turned,)),))

    found = fates(file, later)

    assert (found[FIRST], found[STALE]) == (TextFate.UNKNOWN, TextFate.UNKNOWN)
    assert taken(file, later) == {STALE: turned}


def test_a_file_of_another_chapter_is_refused():
    with pytest.raises(AnotherChapter):
        plan_translation(translated(write_po, {}), MANUSCRIPT, uuid.UUID(int=9))


def test_control_characters_do_not_come_into_the_handbook():
    assert taken(translated(write_xliff, {FIRST: "Ne\x07u.\x1b"}))[FIRST].bodies["de"] == "Neu."
