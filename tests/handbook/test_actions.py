"""Files are taken over, chapters published, drafts forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.handbook.actions import (
    add_chapter,
    keep_draft,
    remove_old_drafts,
    take_over_draft,
)
from app.handbook.models import Block, BlockText, Chapter, ImportDraft, Pillar, Section
from app.handbook.queries import get_manuscript, read_working_section
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.pairing import plan_import
from app.handbook.rules.refusals import HandbookChangedMeanwhile
from app.handbook.rules.texts import TextState
from app.kernel.database import db, transaction
from tests.factories.accounts import make_person
from tests.factories.handbook import make_block, make_chapter, make_section

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)
SLOVENIAN = "# Poglavje\n\n## Prvi razdelek\n\nPodjetje ne kupi zemljišča, temveč možnost.\n\n- ena\n- dve\n"
GERMAN = (
    "# Kapitel\n\n## Erster Abschnitt\n\nEin Betrieb kauft kein Grundstück, sondern die Chance.\n\n- eins\n- zwei\n"
)


@pytest.fixture
def chapter(programme) -> Chapter:
    with transaction():
        texts = {"sl": parse_markdown(SLOVENIAN), "de": parse_markdown(GERMAN)}
        return add_chapter(programme.id, Pillar.DEVELOPMENT, texts, at=AT)


def take_over(chapter: Chapter, text: str, locale: str, *, remove_gone: bool = False) -> None:
    with transaction():
        parsed = parse_markdown(text)
        draft = keep_draft(
            chapter.programme_id,
            parsed,
            person_id=make_person().id,
            locale=locale,
            file_name="chapter.md",
            chapter_id=chapter.id,
            pillar=None,
        )
        fingerprint = plan_import(parsed, get_manuscript(chapter.id), locale).fingerprint
        take_over_draft(draft, fingerprint=fingerprint, remove_gone=remove_gone, actor_id=draft.person_id, at=LATER)


def states(chapter: Chapter, locale: str) -> list[TextState]:
    section = db.session.scalars(sa.select(Section).where(Section.chapter_id == chapter.id)).one()
    return [block.state for block in read_working_section(section.id, locale).blocks]


def texts_changed_later() -> list[str]:
    return list(db.session.scalars(sa.select(BlockText.body).where(BlockText.changed_at == LATER)))


def test_two_languages_of_a_chapter_share_its_blocks(chapter):
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Block)) == 2
    assert states(chapter, "sl") == states(chapter, "de") == [TextState.CURRENT] * 2
    assert states(chapter, "en") == [TextState.MISSING] * 2


def test_a_changed_source_makes_exactly_its_translations_stale(chapter):
    take_over(chapter, SLOVENIAN.replace("zemljišča", "parcele"), "sl")

    assert states(chapter, "sl") == [TextState.CURRENT] * 2
    assert states(chapter, "de") == [TextState.STALE, TextState.CURRENT]


def test_the_same_file_again_changes_no_text(chapter):
    take_over(chapter, SLOVENIAN, "sl")

    assert texts_changed_later() == []
    assert states(chapter, "de") == [TextState.CURRENT] * 2


def test_a_changed_translation_is_current_again(chapter):
    take_over(chapter, SLOVENIAN.replace("zemljišča", "parcele"), "sl")
    take_over(chapter, GERMAN.replace("kein Grundstück", "keine Parzelle"), "de")

    assert states(chapter, "de") == [TextState.CURRENT] * 2


@pytest.mark.parametrize(("remove_gone", "left"), [(False, 2), (True, 1)])
def test_what_the_file_no_longer_holds_goes_only_if_the_person_says_so(chapter, remove_gone, left):
    take_over(chapter, SLOVENIAN.replace("- ena\n- dve\n", ""), "sl", remove_gone=remove_gone)

    assert len(states(chapter, "sl")) == left


def test_a_block_missing_in_a_translation_loses_that_language_alone(chapter):
    take_over(chapter, GERMAN.replace("- eins\n- zwei\n", ""), "de", remove_gone=True)

    assert states(chapter, "sl") == [TextState.CURRENT] * 2
    assert states(chapter, "de") == [TextState.CURRENT, TextState.MISSING]


def test_a_new_paragraph_takes_its_place_among_the_others(chapter):
    before = [block.id for block in get_manuscript(chapter.id).sections[0].blocks]

    take_over(chapter, SLOVENIAN.replace("- ena", "Vmes je nov odstavek.\n\n- ena"), "sl")

    blocks = get_manuscript(chapter.id).sections[0].blocks
    assert [block.id for block in blocks if block.id in before] == before
    assert blocks[1].bodies == {"sl": "Vmes je nov odstavek."}


def test_a_section_put_first_moves_the_numbers_and_keeps_the_identities(chapter):
    old = db.session.scalars(sa.select(Section.id).where(Section.chapter_id == chapter.id)).one()

    take_over(chapter, SLOVENIAN.replace("## Prvi", "## Čisto nov uvod\n\nUvodni odstavek.\n\n## Prvi"), "sl")

    numbers = dict(
        db.session.execute(sa.select(Section.id, Section.number).where(Section.chapter_id == chapter.id)).all()
    )
    assert len(numbers) == 2
    assert numbers[old] == 2


def test_a_plan_made_before_somebody_else_changed_the_chapter_is_refused(chapter):
    parsed = parse_markdown(SLOVENIAN)
    fingerprint = plan_import(parsed, get_manuscript(chapter.id), "sl").fingerprint
    take_over(chapter, GERMAN.replace("kein Grundstück", "keine Parzelle"), "de")

    with pytest.raises(HandbookChangedMeanwhile), transaction():
        draft = keep_draft(
            chapter.programme_id,
            parsed,
            person_id=make_person().id,
            locale="sl",
            file_name="chapter.md",
            chapter_id=chapter.id,
            pillar=None,
        )
        take_over_draft(draft, fingerprint=fingerprint, remove_gone=False, actor_id=draft.person_id, at=LATER)


def test_chapters_are_numbered_in_the_order_they_come(chapter, programme):
    with transaction():
        second = add_chapter(programme.id, Pillar.MARKETING, {"en": parse_markdown("# B\n\n## S\n\nText.")}, at=AT)

        assert (chapter.number, second.number) == (1, 2)


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_a_draft_nobody_took_over_is_forgotten_after_a_week(programme, days, left):
    with transaction():
        draft = keep_draft(
            programme.id,
            parse_markdown("# A\n\n## S\n\nText."),
            person_id=make_person().id,
            locale="en",
            file_name="a.md",
            chapter_id=None,
            pillar=Pillar.INTRODUCTION,
        )
        draft.created_at = AT - timedelta(days=days)
        remove_old_drafts(AT)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportDraft)) == left


def test_the_factory_makes_a_readable_section(programme):
    with transaction():
        section = make_section(make_chapter(programme))
        make_block(section, {"de": "Nur Deutsch."})

    assert [block.locale for block in read_working_section(section.id, "sl").blocks] == ["de"]
