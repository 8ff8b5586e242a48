"""Edits are saved, kept, undone; two people never overwrite each other silently."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.handbook.actions import Done, add_chapter, edit, undo, write_text
from app.handbook.models import BlockKind, BlockText, Change, ChangeKind, Chapter, Pillar, Section, Wording
from app.handbook.queries import get_manuscript
from app.handbook.rules import editing
from app.handbook.rules.manuscript import Manuscript, ManuscriptBlock
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.refusals import CannotUndo, TextChangedMeanwhile
from app.handbook.rules.texts import TextState, hash_of
from app.kernel.database import db, transaction
from app.kernel.errors import NotFound
from app.kernel.locales import LocalizedText
from tests.factories.accounts import make_person

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)
SLOVENIAN = "# Poglavje\n\n## Prvi\n\nEna.\n\nDve.\n\n- a\n- b\n\n## Drugi\n\nTri."
GERMAN = "# Kapitel\n\n## Erster\n\nEins.\n\nZwei.\n\n- a\n- b\n\n## Zweiter\n\nDrei."


@pytest.fixture
def chapter(programme) -> Chapter:
    with transaction():
        texts = {"sl": parse_markdown(SLOVENIAN), "de": parse_markdown(GERMAN)}
        return add_chapter(programme.id, Pillar.DEVELOPMENT, texts, at=AT)


@pytest.fixture
def person_id(programme) -> uuid.UUID:
    with transaction():
        return make_person().id


def first(chapter_id: uuid.UUID) -> ManuscriptBlock:
    return get_manuscript(chapter_id).sections[0].blocks[0]


def write(chapter_id: uuid.UUID, person_id: uuid.UUID, body: str, *, seen: str) -> None:
    with transaction():
        write_text(chapter_id, first(chapter_id).id, "sl", body=body, seen=seen, actor_id=person_id, at=LATER)


def done(person_id: uuid.UUID, kind: ChangeKind = ChangeKind.MOVED) -> Done:
    return Done(kind, person_id, LATER)


def test_a_written_text_is_saved_and_its_earlier_wording_kept(chapter, person_id):
    write(chapter.id, person_id, "Ena in pol.", seen="Ena.")

    block = first(chapter.id)
    assert (block.bodies["sl"], block.state("de")) == ("Ena in pol.", TextState.STALE)
    earlier = sa.select(Wording.body).where(Wording.hash == block.texts["de"].made_from)
    assert db.session.scalar(earlier) == "Ena."
    text = db.session.scalars(sa.select(BlockText).where(BlockText.body == "Ena in pol.")).one()
    assert (text.changed_at, text.changed_by_id, text.body_hash) == (LATER, person_id, hash_of("Ena in pol."))


def test_who_saves_second_is_told_what_the_first_has_written(chapter, person_id):
    write(chapter.id, person_id, "Ena in pol.", seen="Ena.")

    with pytest.raises(TextChangedMeanwhile) as refused:
        write(chapter.id, person_id, "Ena in nekaj.", seen="Ena.")

    assert refused.value.saved == "Ena in pol."
    assert first(chapter.id).bodies["sl"] == "Ena in pol."


def test_the_same_text_saved_twice_is_no_conflict_and_one_change(chapter, person_id):
    before = count_changes(chapter)

    write(chapter.id, person_id, "Ena in pol.", seen="Ena.")
    write(chapter.id, person_id, "Ena in pol.", seen="Ena.")

    assert count_changes(chapter) == before + 1


def count_changes(chapter: Chapter) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Change).where(Change.chapter_id == chapter.id))


def test_two_who_write_at_the_same_moment_leave_one_text_and_one_told(database_app, chapter, person_id):
    chapter_id, block_id, outcomes, gate = chapter.id, first(chapter.id).id, [], threading.Barrier(2)
    db.session.rollback()

    def save(body: str) -> None:
        with database_app.app_context():
            gate.wait()
            try:
                with transaction():
                    write_text(chapter_id, block_id, "sl", body=body, seen="Ena.", actor_id=person_id, at=LATER)
                outcomes.append(body)
            except TextChangedMeanwhile as refusal:
                outcomes.append((body, refusal.saved))

    threads = [threading.Thread(target=save, args=(body,)) for body in ("Prva.", "Druga.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (won,) = [one for one in outcomes if isinstance(one, str)]
    ((_, told),) = [one for one in outcomes if not isinstance(one, str)]
    assert won == told == first(chapter_id).bodies["sl"]


def test_an_undone_change_leaves_the_text_as_it_was(chapter, person_id):
    before = get_manuscript(chapter.id)
    with transaction():
        edit(chapter.id, lambda text: editing.merge(text, text.sections[0].blocks[0].id), done=done(person_id))
    number = count_changes(chapter)

    with transaction():
        undo(chapter.id, number, actor_id=person_id, at=LATER)

    assert get_manuscript(chapter.id) == before


def test_a_change_is_not_undone_under_a_later_one_of_the_same_place_nor_twice(chapter, person_id):
    write(chapter.id, person_id, "Ena in pol.", seen="Ena.")
    number = count_changes(chapter)
    write(chapter.id, person_id, "Skoraj dve.", seen="Ena in pol.")

    with pytest.raises(CannotUndo), transaction():
        undo(chapter.id, number, actor_id=person_id, at=LATER)
    with transaction():
        undo(chapter.id, number + 1, actor_id=person_id, at=LATER)
        undo(chapter.id, number, actor_id=person_id, at=LATER)
    assert first(chapter.id).bodies["sl"] == "Ena."
    with pytest.raises(CannotUndo), transaction():
        undo(chapter.id, number, actor_id=person_id, at=LATER)
    with pytest.raises(NotFound), transaction():
        undo(chapter.id, 99, actor_id=person_id, at=LATER)


def test_a_removed_section_stays_as_a_row_and_comes_back_by_undoing(chapter, person_id):
    before = get_manuscript(chapter.id)
    section_id = before.sections[0].id
    with transaction():
        edit(chapter.id, lambda text: editing.remove_section(text, section_id), done=done(person_id))

    assert [section.number for section in sections(chapter)] == [1]
    assert db.session.get(Section, section_id).removed_at == LATER
    with transaction():
        undo(chapter.id, count_changes(chapter), actor_id=person_id, at=LATER)
    assert get_manuscript(chapter.id) == before


def sections(chapter: Chapter) -> list[Section]:
    found = sa.select(Section).where(Section.chapter_id == chapter.id, Section.removed_at.is_(None))
    return list(db.session.scalars(found.order_by(Section.number)))


def shuffle(text: Manuscript, name: str, number: int) -> Manuscript:
    """Return the text after one edit; the number says which block or section."""
    blocks = list(text.iter_blocks())
    block, section = blocks[number % len(blocks)], text.sections[number % len(text.sections)]
    if name == "write":
        return editing.write(text, block.id, ("sl", "de", "en", "sl-simple")[number % 4], body=f"Besedilo {number}.")
    if name == "move":
        return editing.move_by(text, block.id, (-1, 1)[number % 2])
    if name == "section":
        return editing.move_section(text, section.id, (-1, 1)[number % 2])
    if name == "add":
        new = editing.new_block(uuid.uuid4(), BlockKind.PARAGRAPH, locale="de", body=f"Absatz {number}.")
        return editing.add(text, new, section_id=section.id, after_id=block.id)
    if name == "name":
        return editing.name_section(text, section.id, LocalizedText(sl=f"Naslov {number}"))
    return editing.remove(text, block.id) if len(blocks) > 1 else text


STEPS = st.lists(
    st.tuples(st.sampled_from(("write", "move", "section", "add", "name", "remove")), st.integers(0, 99)),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_what_is_saved_is_what_was_made_and_all_of_it_can_be_undone(chapter, person_id, steps):
    beginning = text = get_manuscript(chapter.id)
    number = count_changes(chapter)
    for name, which in steps:
        with transaction():
            expected = shuffle(text, name, which)
            edit(chapter.id, lambda _, made=expected: made, done=done(person_id))
        text = get_manuscript(chapter.id)
        assert text == expected

    for change in range(count_changes(chapter), number, -1):
        with transaction():
            undo(chapter.id, change, actor_id=person_id, at=LATER)
    assert get_manuscript(chapter.id) == beginning
