"""Writing the working text through the pages: blocks, sections, translation, undo."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from app.accounts.models import Role
from app.handbook.actions import add_chapter, take_over_text
from app.handbook.models import Pillar
from app.handbook.queries import get_manuscript
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.texts import TextState
from app.kernel.database import transaction

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
ENGLISH = "# Chapter\n\n## First\n\nOne.\n\nTwo.\n\n- a\n- b\n\n## Second\n\nThree."
GERMAN = "# Kapitel\n\n## Erster\n\nEins.\n\nZwei.\n\n- a\n- b\n\n## Zweiter\n\nDrei."


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def chapter_id(programme) -> uuid.UUID:
    with transaction():
        chapter = add_chapter(programme.id, Pillar.DEVELOPMENT, {"en": parse_markdown(ENGLISH)}, at=AT)
        take_over_text(chapter.id, parse_markdown(GERMAN), locale="de", actor_id=None, at=AT)
        return chapter.id


def blocks(chapter_id):
    return list(get_manuscript(chapter_id).iter_blocks())


def address(chapter_id, *parts: object) -> str:
    return "/".join(["/en/organise/handbook/chapters", str(chapter_id), *map(str, parts)])


def write(client, chapter_id, block, body: str, *, seen: str | None = None, language: str = "en", **more):
    facts = {"body": body, "seen": block.bodies.get(language, "") if seen is None else seen, "language": language}
    return client.post(address(chapter_id, "blocks", block.id), data={"meaning": "substantive", **facts, **more})


def order(chapter_id) -> list[list[str]]:
    return [[block.bodies["en"] for block in section.blocks] for section in get_manuscript(chapter_id).sections]


def test_a_written_source_makes_its_translation_stale_and_leads_back_to_the_block(trainer, chapter_id):
    block = blocks(chapter_id)[0]

    answer = write(trainer, chapter_id, block, "One and a half.")

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"?language=en&at={block.id}#b-{block.id.hex[:8]}")
    assert blocks(chapter_id)[0].state("de") is TextState.STALE


def test_a_cosmetic_change_leaves_the_translation_current(trainer, chapter_id):
    write(trainer, chapter_id, blocks(chapter_id)[0], "One!", meaning="cosmetic")

    assert blocks(chapter_id)[0].state("de") is TextState.CURRENT


def test_the_second_who_saves_sees_both_texts_and_loses_nothing(trainer, chapter_id):
    block = blocks(chapter_id)[0]
    write(trainer, chapter_id, block, "Somebody else’s text.")

    answer = write(trainer, chapter_id, block, "My own text.", seen="One.")

    assert answer.status_code == 409
    assert "Somebody else’s text." in answer.text
    assert "My own text." in answer.text
    assert blocks(chapter_id)[0].bodies["en"] == "Somebody else’s text."
    seen = re.search(r'name="seen"[^>]* value="([^"]*)"', answer.text)[1]
    write(trainer, chapter_id, block, "My own text.", seen=seen)
    assert blocks(chapter_id)[0].bodies["en"] == "My own text."


def test_an_empty_text_is_refused_at_its_field(trainer, chapter_id):
    answer = write(trainer, chapter_id, blocks(chapter_id)[0], "")

    assert answer.status_code == 422
    assert "Write the text." in answer.text


def test_the_desk_leads_from_one_stale_block_to_the_next_until_nothing_is_left(trainer, chapter_id):
    for block in blocks(chapter_id)[:2]:
        write(trainer, chapter_id, block, f"{block.bodies['en']} More.")
    first, second = blocks(chapter_id)[:2]

    start = trainer.get(address(chapter_id, "work?language=de")).headers["Location"]
    assert f"/blocks/{first.id}" in start
    page = trainer.get(start).text
    assert "<ins>" in page
    assert "More" in page
    after = write(trainer, chapter_id, first, "Eins. Mehr.", language="de", desk="1").headers["Location"]
    assert f"/blocks/{second.id}" in after
    last = trainer.post(address(chapter_id, "blocks", second.id, "confirm"), data={"language": "de", "desk": "1"})
    assert last.headers["Location"] == address(chapter_id) + "?language=de"
    assert "Nothing is left to do" in trainer.get(last.headers["Location"]).text
    assert all(block.state("de") is TextState.CURRENT for block in blocks(chapter_id))


def test_skipping_leads_to_the_next_block_and_changes_nothing(trainer, chapter_id):
    first, second = blocks(chapter_id)[:2]

    start = trainer.get(address(chapter_id, "work?language=sl"))
    skipped = trainer.get(address(chapter_id, f"work?language=sl&after={first.id}"))

    assert f"/blocks/{first.id}" in start.headers["Location"]
    assert f"/blocks/{second.id}" in skipped.headers["Location"]


@pytest.mark.parametrize(
    ("which", "step", "expected"),
    [
        (0, "down", [["Two.", "One.", "- a\n- b"], ["Three."]]),
        (2, "down", [["One.", "Two."], ["- a\n- b", "Three."]]),
        (3, "up", [["One.", "Two.", "- a\n- b", "Three."], []]),
        (0, "merge", [["One.\n\nTwo.", "- a\n- b"], ["Three."]]),
        (1, "remove", [["One.", "- a\n- b"], ["Three."]]),
    ],
)
def test_a_block_is_arranged_and_the_change_undone(trainer, chapter_id, which, step, expected):
    before = get_manuscript(chapter_id)

    answer = trainer.post(address(chapter_id, "blocks", blocks(chapter_id)[which].id, step))

    assert answer.status_code == 303
    assert order(chapter_id) == expected
    undo = re.search(r'action="[^"]*/changes/(\d+)/undo"', trainer.get(address(chapter_id)).text)[1]
    trainer.post(address(chapter_id, "changes", undo, "undo"))
    assert get_manuscript(chapter_id) == before


def test_a_list_is_split_after_an_entry(trainer, chapter_id):
    trainer.post(address(chapter_id, "blocks", blocks(chapter_id)[2].id, "split"), data={"after": "1"})

    assert order(chapter_id)[0] == ["One.", "Two.", "- a", "- b"]


def test_what_cannot_be_done_is_said(trainer, chapter_id):
    trainer.post(address(chapter_id, "blocks", blocks(chapter_id)[1].id, "merge"))

    assert "Only blocks of the same kind" in trainer.get(address(chapter_id)).text


def test_a_block_is_added_after_another(trainer, chapter_id):
    section, after = get_manuscript(chapter_id).sections[0].id, blocks(chapter_id)[0].id
    page = address(chapter_id, "sections", section, f"blocks?after={after}")

    assert trainer.post(page, data={"kind": "callout-tip", "language": "en", "body": ""}).status_code == 422
    answer = trainer.post(page, data={"kind": "callout-tip", "language": "en", "body": "A tip."})

    assert answer.status_code == 303
    assert order(chapter_id)[0] == ["One.", "A tip.", "Two.", "- a\n- b"]


def test_sections_are_added_named_moved_and_removed(trainer, chapter_id):
    trainer.post(address(chapter_id, "sections/new"), data={"title-en": "Third"})
    third = get_manuscript(chapter_id).sections[-1].id
    trainer.post(address(chapter_id, "sections", third), data={"title-en": "Third part", "title-sl": "Tretji"})
    trainer.post(address(chapter_id, "sections", third, "up"))
    titles = [section.title.text("en") for section in get_manuscript(chapter_id).sections]
    trainer.post(address(chapter_id, "sections", third, "remove"))

    assert titles == ["First", "Third part", "Second"]
    assert len(get_manuscript(chapter_id).sections) == 2
    assert trainer.post(address(chapter_id, "sections/new"), data={"title-en": ""}).status_code == 422


def test_another_language_becomes_the_source(trainer, chapter_id):
    block = blocks(chapter_id)[0]

    trainer.post(address(chapter_id, "blocks", block.id, "source"), data={"language": "de"})

    assert blocks(chapter_id)[0].source_locale == "de"


def test_a_block_that_is_gone_is_not_found(trainer, chapter_id):
    assert trainer.get(address(chapter_id, "blocks", uuid.uuid4())).status_code == 404
    assert trainer.post(address(chapter_id, "blocks", uuid.uuid4(), "up")).status_code == 404


@pytest.mark.parametrize("page", ["", "/changes"])
def test_a_page_asks_little_of_the_database_however_long_the_text(trainer, chapter_id, count_queries, page):
    with count_queries() as few:
        trainer.get(address(chapter_id) + page)
    longer = ENGLISH + "\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(60))
    with transaction():
        take_over_text(chapter_id, parse_markdown(longer), locale="en", actor_id=None, at=AT)

    with count_queries() as many:
        trainer.get(address(chapter_id) + page)

    assert len(few) == len(many) <= 6
