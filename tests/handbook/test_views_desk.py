"""The desk, and the way of a file into the handbook."""

import io
import re

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.handbook.models import Chapter, ChapterState, ImportDraft, Section
from app.handbook.queries import get_manuscript
from app.kernel.database import db, transaction
from tests.factories.handbook import make_block, make_chapter, make_section
from tests.handbook.word_files import small_word_file, word_file

SLOVENIAN = "# Poglavje\n\n## Prvi razdelek\n\nPodjetje ne kupi zemljišča, temveč možnost.\n\n- ena\n- dve\n"
GERMAN = "# Kapitel\n\n## Erster Abschnitt\n\nEin Betrieb kauft kein Grundstück, sondern die Chance.\n\n- eins\n"


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


def upload(client, content, name="chapter.md", **answers):
    content = content.encode() if isinstance(content, str) else content
    facts = {"locale": "sl", "chapter_id": "", "pillar": "development", "file": (io.BytesIO(content), name), **answers}
    return client.post("/en/organise/handbook/import", data=facts, content_type="multipart/form-data")


def publish(client, *, number: int, **answers):
    return client.post("/en/organise/handbook/edition", data={"number": str(number), **answers})


def confirm(client, preview_address: str, **answers):
    page = client.get(preview_address).text
    fingerprint = re.search(r'name="fingerprint"[^>]* value="(\w+)"', page)[1]
    return client.post(preview_address, data={"fingerprint": fingerprint, **answers})


def take_over(client, content, **answers) -> Chapter:
    address = upload(client, content, **answers).headers["Location"]
    assert confirm(client, address).status_code == 303
    return db.session.scalars(sa.select(Chapter).order_by(Chapter.number.desc())).first()


def test_a_word_file_becomes_a_draft_chapter_after_a_look_at_it(trainer):
    answer = upload(trainer, small_word_file(), "chapter.docx", locale="en")

    assert answer.status_code == 303
    preview = trainer.get(answer.headers["Location"]).text
    assert "A chapter" in preview
    assert "1 paragraph" in preview
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Chapter)) == 0

    assert confirm(trainer, answer.headers["Location"]).headers["Location"] == "/en/organise/handbook"
    chapter = db.session.scalars(sa.select(Chapter)).one()
    assert (chapter.number, dict(chapter.title), chapter.published_at) == (1, {"en": "A chapter"}, None)
    assert "A paragraph." in trainer.get("/en/handbook/editions/draft/1/1").text


def test_the_second_language_is_paired_and_doubtful_pairs_are_shown(trainer):
    chapter = take_over(trainer, SLOVENIAN)

    answer = upload(trainer, GERMAN, locale="de", chapter_id=str(chapter.id))
    page = trainer.get(answer.headers["Location"]).text

    assert "1 doubtful pair" in page
    confirm(trainer, answer.headers["Location"])
    blocks = get_manuscript(chapter.id).sections[0].blocks
    assert [set(block.bodies) for block in blocks] == [{"sl", "de"}, {"sl", "de"}]


@pytest.mark.parametrize(("answers", "left"), [({}, 2), ({"remove_gone": "y"}, 1)])
def test_what_the_file_no_longer_holds_is_listed_and_removed_only_if_ticked(trainer, answers, left):
    chapter = take_over(trainer, SLOVENIAN)
    shorter = SLOVENIAN.replace("- ena\n- dve\n", "")

    address = upload(trainer, shorter, chapter_id=str(chapter.id)).headers["Location"]

    assert "1 block is not in the file" in trainer.get(address).text
    confirm(trainer, address, **answers)
    assert len(get_manuscript(chapter.id).sections[0].blocks) == left


def test_a_chapter_that_changed_meanwhile_is_compared_anew(trainer):
    chapter = take_over(trainer, SLOVENIAN)
    address = upload(trainer, SLOVENIAN.replace("ena", "tri"), chapter_id=str(chapter.id)).headers["Location"]
    fingerprint = re.search(r'name="fingerprint"[^>]* value="(\w+)"', trainer.get(address).text)[1]
    with transaction():
        make_block(first_section(chapter), position=99)

    answer = trainer.post(address, data={"fingerprint": fingerprint})

    assert answer.headers["Location"] == address
    assert "The chapter was changed meanwhile." in trainer.get(address).text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportDraft)) == 1


def first_section(chapter):
    return db.session.scalars(sa.select(Section).where(Section.chapter_id == chapter.id)).first()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.docx", "The file is empty."),
        (b"no zip", "a.docx", "it is not a Word file"),
        ("č".encode("cp1250"), "a.md", "not saved as UTF-8"),
        (b"%PDF-1.7", "a.pdf", "neither Word (.docx) nor OpenDocument"),
    ],
)
def test_a_refused_file_is_explained_at_its_field_and_nothing_is_stored(trainer, content, name, sentence):
    answer = upload(trainer, content, name, locale="de")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<a href="#file">' in answer.text
    assert re.search(r'value="de"[^>]* checked', answer.text)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportDraft)) == 0


def test_without_a_file_the_form_says_so(trainer):
    answer = trainer.post("/en/organise/handbook/import", data={"locale": "sl"}, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_a_file_beyond_the_limit_gets_the_page_that_says_so(trainer, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)

    assert upload(trainer, "x" * 2000).status_code == 413


def test_what_could_not_be_kept_is_reported(trainer):
    def write(document):
        document.add_heading("A chapter", 1)
        document.add_heading("A section", 2)
        document.add_table(2, 2).cell(0, 0).text = "Factor"

    page = trainer.get(upload(trainer, word_file(write), "a.docx").headers["Location"]).text

    assert "In 1 table the first row became the header." in page


def test_the_desk_counts_current_stale_and_missing_blocks(trainer, programme):
    with transaction():
        chapter = make_chapter(programme, number=1)
        section = make_section(chapter)
        make_block(section, {"sl": "Ena.", "de": "Eins."})
        stale = make_block(section, {"sl": "Dve.", "de": "Zwei."})
        db.session.flush()
        db.session.execute(
            sa.text(
                "UPDATE block_text SET body_hash = 'new', source_hash = 'new' WHERE block_id = :id AND locale = 'sl'"
            ),
            {"id": stale.id},
        )

    page = " ".join(trainer.get("/en/organise/handbook").text.split())

    cells = re.findall(r'<td class="cell-state">(.*?)</td>', page)[1:4]
    words = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
    assert words == ["Slovenščina 2 current", "Deutsch 1 current 1 stale", "English 2 missing"]


@pytest.fixture
def chapter_id(programme):
    with transaction():
        chapter = make_chapter(programme, number=1, state=ChapterState.DRAFT, published_at=None)
        make_block(make_section(chapter, number=1), {"en": "A paragraph."})
        return chapter.id


def test_a_chapter_goes_from_draft_over_review_into_an_edition(trainer, signed_in_as, client, chapter_id):
    states = []
    for step in ("hand-in", "approve", "send-back", "hand-in", "approve"):
        trainer.post(f"/en/organise/handbook/{chapter_id}/{step}")
        db.session.expire_all()
        states.append(db.session.get(Chapter, chapter_id).state.value)
    answer = publish(trainer, number=1, languages=["en"])

    assert states == ["in_review", "approved", "draft", "in_review", "approved"]
    assert answer.status_code == 303
    assert "A paragraph." in client.get("/en/handbook/1/1").text


def test_who_wrote_last_publishes_without_a_second_look_only_by_saying_so(trainer, client):
    take_over(trainer, SLOVENIAN)

    refused = publish(trainer, number=1, languages=["sl"])
    assert refused.status_code == 422
    assert "No chapter is approved yet." in refused.text
    chapter = db.session.scalars(sa.select(Chapter)).one()
    done = trainer.post(
        "/en/organise/handbook/edition", data={"number": "1", "languages": ["sl"], "alone": [str(chapter.id)]}
    )
    assert done.status_code == 303
    assert "temveč možnost" in client.get("/sl/handbook/1/1").text


def test_a_file_is_taken_over_and_published_with_one_press(trainer, client):
    address = upload(trainer, SLOVENIAN).headers["Location"]

    assert "Take over and publish as edition 1" in trainer.get(address).text
    assert confirm(trainer, address, publish="1").status_code == 303
    assert "temveč možnost" in client.get("/sl/handbook/1/1").text


def test_the_page_of_the_next_edition_asks_what_is_new_and_keeps_it(trainer, client, programme, chapter_id):
    publish(trainer, number=1, languages=["en"], alone=[str(chapter_id)])
    with transaction():
        section = db.session.scalars(sa.select(Section)).one()
        make_block(section, {"en": "Added later."})
        name = f"note_{section.id.hex}-en"

    assert name in trainer.get("/en/organise/handbook/edition").text
    too_long = publish(trainer, number=2, languages=["en"], **{name: "x" * 501})
    assert (too_long.status_code, "x" * 501 in too_long.text) == (422, True)
    trainer.post(
        "/en/organise/handbook/edition", data={"number": "2", "languages": ["en"], name: "One paragraph more."}
    )
    assert "One paragraph more." in client.get("/en/handbook/editions/2/changes").text


def test_a_second_press_publishes_nothing_more_and_says_so(trainer, chapter_id):
    publish(trainer, number=1, languages=["en"], alone=[str(chapter_id)])

    again = publish(trainer, number=1, languages=["en"])

    assert again.headers["Location"] == "/en/organise/handbook/edition"
    page = trainer.get("/en/organise/handbook/edition").text
    assert "This edition was published meanwhile." in page
    assert "Publish edition 2" in page


def test_an_empty_chapter_is_not_handed_in_and_the_desk_says_why(trainer, programme):
    with transaction():
        chapter_id = make_chapter(programme, state=ChapterState.DRAFT).id

    trainer.post(f"/en/organise/handbook/{chapter_id}/hand-in")

    assert "The chapter has no text yet." in trainer.get("/en/organise/handbook").text


def test_an_auditor_reads_the_desk_and_finds_nothing_to_press(signed_in_as, programme):
    with transaction():
        make_block(make_section(make_chapter(programme)))

    page = signed_in_as(Role.AUDITOR).get("/en/organise/handbook").text

    assert "Import a file" not in page
    assert "Hand in" not in page
    assert "Prepare edition" not in page
