"""A reader's own notes, highlights and bookmarks."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.handbook.models import Block, BlockText, Chapter, NoteKind, ReaderNote
from app.handbook.rules.quotes import Quote
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from tests.factories.handbook import make_block, make_reader_note, make_section
from tests.handbook.reading import read

ADDRESS = "/en/handbook/3/2"


@pytest.fixture
def block(section) -> Block:
    """A block with a passage to mark, and one before it."""
    with transaction():
        return make_block(section, {"en": "A plot needs *an owner* and a road.", "de": "Eine Parzelle."})


@pytest.fixture
def reader(signed_in_as, block):
    client = signed_in_as()
    read(client, ADDRESS)
    return client


def the_note() -> ReaderNote:
    return db.session.scalars(sa.select(ReaderNote)).one()


def add(client, block, **data):
    anchor = f"b-{block.id.hex[:8]}"
    return client.post(f"/en/handbook/sections/{block.section_id}/notes", data={"block": anchor, **data})


def test_a_note_is_written_at_a_block_changed_and_deleted(reader, block):
    answer = add(reader, block, body="Ask the land registry.", notes="on")
    note = the_note()
    place = f"/en/handbook/sections/{block.section_id}"
    page = reader.get(f"{ADDRESS}?notes=on").text

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{place}?notes=on#b-{block.id.hex[:8]}")
    assert (note.kind, note.block_id, note.language) == (NoteKind.NOTE, block.id, "en")
    assert "Ask the land registry." in page
    assert page.count("Add a note") == 4
    assert "Add a note" not in reader.get(ADDRESS).text
    reader.post(f"/en/handbook/notes/{note.id}", data={"body": "Asked."})
    assert the_note().body == "Asked."
    assert "Asked." in reader.get(f"/en/handbook/notes/{note.id}/delete").text
    reader.post(f"/en/handbook/notes/{note.id}/delete")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReaderNote)) == 0
    verbs = db.session.scalars(sa.select(Activity.verb).where(Activity.verb.like("note.%")))
    assert sorted(verbs) == ["note.added", "note.changed", "note.removed"]


@pytest.mark.parametrize("body", ["", "x" * 4_001])
def test_a_note_that_cannot_be_kept_comes_back_with_what_was_typed(reader, block, body):
    answer = add(reader, block, body=body)

    assert answer.status_code == 422
    assert body in answer.text
    assert f'name="block" value="b-{block.id.hex[:8]}"' in answer.text


def test_a_note_on_a_block_that_was_removed_meanwhile_stays_with_the_section(reader, block):
    reader.post(f"/en/handbook/sections/{block.section_id}/notes", data={"block": "b-00000000", "body": "Kept."})

    page = reader.get(ADDRESS).text

    assert "Your notes on this section" in page
    assert "Kept." in page


def test_a_passage_is_marked_in_its_language_and_says_where_it_is_gone(reader, block):
    answer = add(
        reader, block, kind="highlight", exact="an owner\n and", prefix="needs ", suffix=" a road", then="write"
    )
    marked = "needs <em><mark>an owner</mark></em><mark> and</mark> a road"

    assert answer.headers["Location"] == f"/en/handbook/notes/{the_note().id}"
    assert marked in reader.get(ADDRESS).text
    in_german = reader.get(f"{ADDRESS}?text=de").text
    assert "<mark>" not in in_german
    assert "Marked in the text in English:" in in_german
    with transaction():
        db.session.execute(sa.update(BlockText).where(BlockText.locale == "en").values(body="Other words."))
    page = read(reader, ADDRESS).text
    assert "<mark>" not in page
    assert "The passage you marked is not in this text any more:" in page
    assert "an owner and" in page


def test_notes_are_kept_in_an_older_edition_too_which_a_module_may_still_read(reader, block):
    with transaction():
        db.session.execute(sa.update(BlockText).where(BlockText.locale == "en").values(body="Other words."))
    assert "Other words." in read(reader, ADDRESS).text

    answer = add(reader, block, kind="highlight", exact="an owner", edition="1")
    old = reader.get(answer.headers["Location"], follow_redirects=True)

    assert old.request.path == "/en/handbook/editions/1/3/2"
    assert "<mark>an owner</mark>" in old.text
    assert 'name="edition" value="1"' in old.text
    assert "is not in this text any more" in reader.get(ADDRESS).text


@pytest.mark.parametrize("exact", ["", "what is nowhere in the block"])
def test_without_a_passage_of_the_block_the_whole_of_it_is_marked(reader, block, exact):
    add(reader, block, kind="highlight", exact=exact)

    assert (
        "<mark>A plot needs </mark><em><mark>an owner</mark></em><mark> and a road.</mark>" in reader.get(ADDRESS).text
    )


def test_a_note_goes_along_when_its_block_moves_to_another_section(reader, block):
    add(reader, block, body="Moves along.")
    with transaction():
        chapter_id = sa.select(Chapter.id).where(Chapter.number == 3).scalar_subquery()
        other = make_section(db.session.get_one(Chapter, db.session.scalar(sa.select(chapter_id))), number=3)
        db.session.get_one(Block, block.id).section_id = other.id

    assert "Moves along." not in read(reader, ADDRESS).text
    assert "Moves along." in reader.get("/en/handbook/3/3").text
    assert "3.3 Section" in reader.get("/en/handbook/notes").text


def test_a_section_is_bookmarked_once_and_no_more(reader, block):
    address = f"/en/handbook/sections/{block.section_id}/bookmark"
    for _ in range(2):
        reader.post(address, data={"bookmark": "yes"})

    assert the_note().kind is NoteKind.BOOKMARK
    assert "Remove the bookmark" in reader.get(ADDRESS).text
    reader.post(address, data={"bookmark": "no"})
    assert "Bookmark this section" in reader.get(ADDRESS).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Škofja Loka", "Factors alone", "Bookmark, "}),
        ("words=skofja", {"Škofja Loka"}),
        ("words=OWNER", {"Factors alone"}),
        ("kind=highlight", {"Factors alone"}),
        ("kind=bookmark", {"Bookmark, "}),
        ("kind=nonsense&chapter=x", {"Škofja Loka", "Factors alone", "Bookmark, "}),
        ("words=nothing", set()),
    ],
)
def test_ones_own_notes_are_found_and_taken_along_and_nobody_elses(signed_in_as, reader, block, query, found):
    quote = Quote("an owner")
    add(reader, block, body="In Škofja Loka.")
    add(reader, block, kind="highlight", body="Factors alone.", exact=quote.exact)
    reader.post(f"/en/handbook/sections/{block.section_id}/bookmark")
    with transaction():
        other = signed_in_as(Role.ORGANISER).person_id
        make_reader_note(other, block.section_id, block_id=block.id, body="Hidden Škofja Loka owner.")
        person = db.session.scalars(sa.select(ReaderNote.person_id).where(ReaderNote.person_id != other)).first()
    assert "In Škofja Loka." not in reader.get(ADDRESS).text
    signed_in_as(person=db.session.get_one(Person, person))

    for address in ("notes", "notes/download/markdown", "notes/download/text"):
        page = reader.get(f"/en/handbook/{address}?{query}").text
        assert {words for words in ("Škofja Loka", "Factors alone", "Bookmark, ") if words in page} == found
        assert "Hidden" not in page


def test_pages_with_notes_ask_little_of_the_database_however_many(reader, block, count_queries):
    counted = []
    reader.post(f"/en/reading/{block.section_id}")
    for more in (1, 60):
        with transaction():
            for _ in range(more):
                make_reader_note(reader.person_id, block.section_id, block_id=block.id)
        with count_queries() as on_page:
            reader.get(ADDRESS)
        with count_queries() as in_list:
            assert "Mine." in reader.get("/en/handbook/notes").text
        counted.append((len(on_page), len(in_list)))

    assert counted[0] == counted[1]
    assert max(counted[0]) <= 8
    following = (
        reader.get("/en/handbook/notes").text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    )
    assert "51–61 of 61" in reader.get(following.replace("&amp;", "&")).text
