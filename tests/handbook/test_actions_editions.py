"""Chapters are reviewed, editions published; what is published never changes."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.handbook.actions import (
    Done,
    add_chapter,
    approve,
    edit,
    hand_in,
    publish_edition,
    send_back,
    take_over_text,
    write_text,
)
from app.handbook.models import (
    ChangeKind,
    Chapter,
    ChapterState,
    Edition,
    EditionChapter,
    EditionSection,
    EditionText,
    Pillar,
)
from app.handbook.queries import (
    Version,
    find_latest_edition,
    get_edition,
    get_manuscript,
    list_chapters,
    list_edition_changes,
    list_planned_changes,
    next_edition_number,
    read_section,
)
from app.handbook.rules import editing
from app.handbook.rules.markdown import parse_markdown
from app.handbook.rules.refusals import (
    EditionPublishedMeanwhile,
    NoApprovedChapter,
    NothingToPublish,
    NotInReview,
    OwnText,
)
from app.handbook.rules.texts import TextState
from app.kernel.database import db, transaction
from app.kernel.locales import LOCALES, LocalizedText
from tests.factories.accounts import make_person
from tests.factories.handbook import make_chapter, make_section

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)
SLOVENIAN = "# Poglavje\n\n## Prvi\n\nEna.\n\nDve.\n\n## Drugi\n\nTable: T\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
GERMAN = "# Kapitel\n\n## Erster\n\nEins.\n\nZwei."


@pytest.fixture
def writer_id(programme) -> uuid.UUID:
    with transaction():
        return make_person().id


@pytest.fixture
def reader_id(programme) -> uuid.UUID:
    with transaction():
        return make_person().id


@pytest.fixture
def chapter_id(programme, writer_id) -> uuid.UUID:
    with transaction():
        chapter = add_chapter(programme.id, Pillar.DEVELOPMENT, {"sl": parse_markdown(SLOVENIAN)}, at=AT)
        take_over_text(chapter.id, parse_markdown(GERMAN), locale="de", actor_id=writer_id, at=AT)
        return chapter.id


def publish(programme, chapter_id, reader_id, *, at=AT, notes=None) -> Version:
    with transaction():
        number = next_edition_number(programme.id)
        publish_edition(
            programme.id,
            number=number,
            languages=LOCALES,
            notes=notes,
            alone=[chapter_id],
            actor_id=reader_id,
            at=at,
        )
    return find_latest_edition(programme.id)


def write(chapter_id, writer_id, body, *, seen, **how) -> None:
    block = get_manuscript(chapter_id).sections[0].blocks[0]
    with transaction():
        write_text(chapter_id, block.id, "sl", body=body, seen=seen, actor_id=writer_id, at=LATER, **how)


def first_texts(version: Version, language: str) -> list[tuple[str, str, TextState]]:
    section = list_chapters(version)[0].sections[0]
    return [(block.body, block.locale, block.state) for block in read_section(version, section.id, language).blocks]


def frozen() -> list[object]:
    """Return every row of every edition, as text."""
    tables = (Edition, EditionChapter, EditionSection, EditionText)
    return [str(row) for table in tables for row in db.session.execute(sa.select(table.__table__).order_by("id"))]


def test_an_edition_reads_like_the_working_text_it_was_made_from(programme, chapter_id, reader_id):
    edition, draft = publish(programme, chapter_id, reader_id), Version(programme.id)

    for language in LOCALES:
        for section in list_chapters(draft)[0].sections:
            assert read_section(edition, section.id, language) == read_section(draft, section.id, language)
    assert first_texts(edition, "de") == [("Eins.", "de", TextState.CURRENT), ("Zwei.", "de", TextState.CURRENT)]
    assert first_texts(edition, "en")[0] == ("Eins.", "de", TextState.MISSING)


def test_a_published_edition_never_changes_whatever_is_written_afterwards(programme, chapter_id, writer_id, reader_id):
    first = publish(programme, chapter_id, reader_id)
    before = frozen()

    write(chapter_id, writer_id, "Ena in pol.", seen="Ena.")
    section_id = get_manuscript(chapter_id).sections[1].id
    with transaction():
        done = Done(ChangeKind.SECTION_REMOVED, writer_id, LATER)
        edit(chapter_id, lambda text: editing.remove_section(text, section_id), done=done)
    second = publish(programme, chapter_id, reader_id, at=LATER)

    assert set(before) <= set(frozen())
    assert first_texts(get_edition(programme.id, 1), "sl") == first_texts(first, "sl")
    assert first_texts(second, "sl")[0] == ("Ena in pol.", "sl", TextState.CURRENT)
    assert first_texts(second, "de")[0] == ("Eins.", "de", TextState.STALE)
    assert len(list_chapters(get_edition(programme.id, 1))[0].sections) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET number = 7",
        "DELETE FROM edition",
        "UPDATE edition_chapter SET number = 7",
        "DELETE FROM edition_section",
        "UPDATE edition_text SET blocks = '[]'",
        "INSERT INTO edition_chapter SELECT * FROM edition_chapter",
    ],
)
def test_the_database_refuses_to_change_a_published_edition(programme, chapter_id, reader_id, statement):
    publish(programme, chapter_id, reader_id)

    with pytest.raises(sa.exc.DatabaseError, match="never changes"), transaction() as session:
        session.execute(sa.text(statement))


def test_a_chapter_that_is_not_approved_stays_as_the_edition_before_had_it(programme, chapter_id, writer_id, reader_id):
    publish(programme, chapter_id, reader_id)
    write(chapter_id, writer_id, "Ena in pol.", seen="Ena.")
    with transaction():
        other = add_chapter(programme.id, Pillar.MARKETING, {"en": parse_markdown("# B\n\n## S\n\nText.")}, at=AT)

    version = publish(programme, other.id, reader_id, at=LATER)

    assert [chapter.number for chapter in list_chapters(version)] == [1, 2]
    assert first_texts(version, "sl")[0][0] == "Ena."
    assert db.session.get(Chapter, chapter_id).state is ChapterState.DRAFT


def test_what_is_new_is_told_by_section_and_only_what_changed_in_meaning(programme, chapter_id, writer_id, reader_id):
    publish(programme, chapter_id, reader_id)
    sections = get_manuscript(chapter_id).sections
    write(chapter_id, writer_id, "Ena!", seen="Ena.", is_cosmetic=True)
    with transaction():
        approve(chapter_id, actor_id=reader_id, is_alone=True)
    assert list_planned_changes(find_latest_edition(programme.id)) == []

    write(chapter_id, writer_id, "Ena in pol.", seen="Ena!")
    version = publish(
        programme, chapter_id, reader_id, at=LATER + timedelta(days=1), notes={sections[0].id: LocalizedText(sl="Več.")}
    )

    (change,) = list_edition_changes(version.edition_id)
    assert (change.kind, change.section_id, dict(change.note)) == ("changed", sections[0].id, {"sl": "Več."})


def test_moved_blocks_are_no_change_and_added_and_removed_sections_are(programme, chapter_id, writer_id, reader_id):
    publish(programme, chapter_id, reader_id)
    first, second = get_manuscript(chapter_id).sections
    new_id = uuid.uuid4()

    def rearrange(text):
        text = editing.move(text, first.blocks[0].id, section_id=second.id, after_id=None)
        return editing.add_section(text, new_id, LocalizedText(sl="Nov"), after_id=second.id)

    with transaction():
        edit(chapter_id, rearrange, done=Done(ChangeKind.MOVED, writer_id, LATER))
        approve(chapter_id, actor_id=reader_id, is_alone=True)

    planned = list_planned_changes(find_latest_edition(programme.id))
    assert [(change.kind, change.section_id) for change in planned] == [("added", new_id)]


def test_a_second_person_approves_what_was_handed_in(programme, chapter_id, writer_id, reader_id):
    with transaction():
        with pytest.raises(NotInReview):
            approve(chapter_id, actor_id=reader_id)
        hand_in(chapter_id, actor_id=writer_id)
        with pytest.raises(OwnText):
            approve(chapter_id, actor_id=writer_id)
        assert approve(chapter_id, actor_id=reader_id).state is ChapterState.APPROVED
        assert send_back(chapter_id, actor_id=reader_id).state is ChapterState.DRAFT


def test_the_same_edition_is_published_once_however_often_one_presses(programme, chapter_id, reader_id):
    publish(programme, chapter_id, reader_id)

    with pytest.raises(EditionPublishedMeanwhile), transaction():
        publish_edition(programme.id, number=1, languages=LOCALES, actor_id=reader_id, at=LATER)
    assert find_latest_edition(programme.id).number == 1


def test_what_is_written_while_an_edition_is_made_does_not_slip_into_it(
    database_app, programme, chapter_id, writer_id, reader_id
):
    publish(programme, chapter_id, reader_id)
    programme_id, block = programme.id, get_manuscript(chapter_id).sections[0].blocks[0]
    db.session.rollback()
    writing, written = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with database_app.app_context(), transaction():
            write_text(chapter_id, block.id, "sl", body="Nepregledano.", seen="Ena.", actor_id=writer_id, at=LATER)
            writing.set()
            written.wait(1)

    def publish_meanwhile() -> None:
        writing.wait()
        with database_app.app_context(), transaction():
            with pytest.raises(NoApprovedChapter):
                publish_edition(programme_id, number=2, languages=LOCALES, actor_id=reader_id, at=LATER)
            db.session.rollback()

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(write_slowly), both.submit(publish_meanwhile)]:
            done.result()

    assert first_texts(find_latest_edition(programme_id), "sl")[0][0] == "Ena."


def test_an_edit_makes_an_approved_chapter_a_draft_again(programme, chapter_id, writer_id, reader_id):
    publish(programme, chapter_id, reader_id)

    write(chapter_id, writer_id, "Ena in pol.", seen="Ena.")

    chapter = db.session.get(Chapter, chapter_id)
    assert (chapter.state, chapter.changed_by_id) == (ChapterState.DRAFT, writer_id)


def test_nothing_is_published_without_an_approved_text(programme, chapter_id, reader_id):
    with pytest.raises(NoApprovedChapter), transaction():
        publish_edition(programme.id, number=1, languages=LOCALES, actor_id=reader_id, at=AT)
    with transaction():
        empty = make_chapter(programme, number=9, state=ChapterState.DRAFT)
        make_section(empty)
    with pytest.raises(NothingToPublish), transaction():
        hand_in(empty.id, actor_id=reader_id)
