"""Texts for translation offices through the pages: out, in, a look, and into the handbook."""

import io
import re
import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.handbook.actions import Done, add_chapter, edit, take_over_text
from app.handbook.models import BlockText, ChangeKind, Pillar, TranslationDraft
from app.handbook.queries import get_manuscript
from app.handbook.rules import editing
from app.handbook.rules.markdown import parse_markdown
from app.kernel.database import db, transaction
from tests.factories.programmes import make_programme

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
ENGLISH = "# Chapter\n\n## First\n\nOne.\n\nTwo.\n\n## Second\n\nThree."
GERMAN = "# Kapitel\n\n## Erster\n\nEins.\n\nZwei.\n\n## Zweiter\n\nDrei."
ALL = {"source": "en", "target": "de", "what": "all", "format": "xliff"}


@pytest.fixture
def trainer(signed_in_as):
    return signed_in_as(Role.TRAINER)


@pytest.fixture
def chapter_id(programme) -> uuid.UUID:
    with transaction():
        chapter = add_chapter(programme.id, Pillar.DEVELOPMENT, {"en": parse_markdown(ENGLISH)}, at=AT)
        take_over_text(chapter.id, parse_markdown(GERMAN), locale="de", actor_id=None, at=AT)
        return chapter.id


def address(chapter_id, *parts: object) -> str:
    return "/".join(["/en/organise/handbook/chapters", str(chapter_id), "translations", *map(str, parts)])


def export(client, chapter_id, **choices):
    return client.get(address(chapter_id, "file"), query_string={**ALL, **choices})


def send_back(client, chapter_id, content, name="01-en-de.xlf"):
    content = content.encode() if isinstance(content, str) else content
    facts = {"file": (io.BytesIO(content), name)}
    return client.post(address(chapter_id), data=facts, content_type="multipart/form-data")


def confirm(client, preview_address: str, **answers):
    page = client.get(preview_address).text
    fingerprint = re.search(r'name="fingerprint"[^>]* value="(\w+)"', page)[1]
    return client.post(preview_address, data={"fingerprint": fingerprint, **answers})


def write(chapter_id, language: str, body: str) -> None:
    """Write the first text, as somebody else does meanwhile."""
    block = next(get_manuscript(chapter_id).iter_blocks())
    with transaction():
        done = Done(ChangeKind.WRITTEN, None, AT)
        edit(chapter_id, lambda text: editing.write(text, block.id, language, body=body), done=done)


def german(chapter_id) -> list[str]:
    return [block.bodies["de"] for block in get_manuscript(chapter_id).iter_blocks()]


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


@pytest.mark.parametrize(
    ("format_", "media_type", "name"),
    [("xliff", "application/xliff+xml", "-en-de.xlf"), ("po", "text/x-gettext-translation", "-en-de.po")],
)
def test_a_chapter_goes_out_as_a_file(trainer, chapter_id, format_, media_type, name):
    answer = export(trainer, chapter_id, format=format_)

    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="01{name}"'
    assert "Drei." in answer.text


@pytest.mark.parametrize("format_", ["xliff", "po"])
def test_a_translated_file_is_shown_and_then_taken_over(trainer, chapter_id, format_):
    content = export(trainer, chapter_id, format=format_).text.replace("Drei.", "Ganz neu.")

    answer = send_back(trainer, chapter_id, content)
    assert answer.status_code == 303
    preview = trainer.get(answer.headers["Location"]).text
    assert "1 changed text" in preview
    assert "Ganz neu" in preview
    assert german(chapter_id) == ["Eins.", "Zwei.", "Drei."]

    done = confirm(trainer, answer.headers["Location"])
    assert done.headers["Location"].endswith("?language=de")
    assert german(chapter_id) == ["Eins.", "Zwei.", "Ganz neu."]
    assert count(TranslationDraft) == 0


def test_the_look_says_what_is_stale_what_clashes_and_what_stays(trainer, chapter_id):
    content = export(trainer, chapter_id).text.replace("Zwei.", "Zwo.").replace("Eins.", "Ein.")
    draft = send_back(trainer, chapter_id, content).headers["Location"]
    write(chapter_id, "de", "Erstens.")

    page = trainer.get(draft).text
    assert "1 text was changed in the handbook too" in page
    assert "1 changed text" in page
    assert confirm(trainer, draft).status_code == 303
    assert german(chapter_id) == ["Erstens.", "Zwo.", "Drei."]


def test_what_clashes_is_replaced_if_the_person_says_so(trainer, chapter_id):
    content = export(trainer, chapter_id).text.replace("Eins.", "Ein.")
    write(chapter_id, "de", "Erstens.")

    confirm(trainer, send_back(trainer, chapter_id, content).headers["Location"], replaces="y")

    assert german(chapter_id) == ["Ein.", "Zwei.", "Drei."]


def test_a_text_whose_source_moved_on_is_shown_as_stale(trainer, chapter_id):
    content = export(trainer, chapter_id).text.replace("Eins.", "Ein.")
    write(chapter_id, "en", "One and a half.")

    page = trainer.get(send_back(trainer, chapter_id, content).headers["Location"]).text

    assert "1 text is stale at once" in page


def test_a_comparison_that_is_out_of_date_is_shown_again(trainer, chapter_id):
    content = export(trainer, chapter_id).text.replace("Eins.", "Ein.")
    draft = send_back(trainer, chapter_id, content).headers["Location"]
    fingerprint = re.search(r'name="fingerprint"[^>]* value="(\w+)"', trainer.get(draft).text)[1]
    write(chapter_id, "de", "Erstens.")

    answer = trainer.post(draft, data={"fingerprint": fingerprint})

    assert answer.headers["Location"] == draft
    assert german(chapter_id)[0] == "Erstens."
    assert count(TranslationDraft) == 1


def test_a_file_that_changes_nothing_offers_nothing_to_take_over(trainer, chapter_id):
    page = trainer.get(send_back(trainer, chapter_id, export(trainer, chapter_id).data).headers["Location"]).text

    assert "The file changes nothing" in page
    assert "Take over" not in page


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"target": "en"}, "Choose another language than the source."),
        ({"target": "sl-simple"}, "Choose another language than the source."),
        ({"what": "work"}, "There is nothing to translate between these languages"),
        ({"format": "pdf"}, "Not a valid choice"),
    ],
)
def test_without_a_file_to_send_the_page_says_why_and_keeps_the_choices(trainer, chapter_id, choices, sentence):
    answer = export(trainer, chapter_id, **choices)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert re.search(r'name="source"[^>]* value="en"[^>]* checked', answer.text)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xliff>&b;</xliff>'
HOSTILE = {
    "nothing": (b"", "not a translation file"),
    "an entity": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>', "was not opened"),
    "laughs": (LAUGHS.encode(), "was not opened"),
    "a text": (b"Hello.", "not a translation file"),
    "old": (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "XLIFF of another version"),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence_and_nothing_is_stored(
    trainer, chapter_id, content, sentence
):
    before = count(BlockText)

    answer = send_back(trainer, chapter_id, content)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert (count(TranslationDraft), count(BlockText)) == (0, before)


def test_a_file_of_50_mb_is_not_even_received(trainer, chapter_id):
    facts = {"data": {"file": (io.BytesIO(b"<"), "a.xlf")}, "content_type": "multipart/form-data"}
    announced = {"CONTENT_LENGTH": str(50 * 1024 * 1024)}

    answer = trainer.post(address(chapter_id), **facts, environ_overrides=announced)

    assert answer.status_code == 413
    assert count(TranslationDraft) == 0


def test_a_file_of_another_chapter_is_refused(trainer, programme, chapter_id):
    with transaction():
        other_id = add_chapter(programme.id, Pillar.DEVELOPMENT, {"en": parse_markdown(ENGLISH)}, at=AT).id

    answer = send_back(trainer, other_id, export(trainer, chapter_id).data)

    assert answer.status_code == 422
    assert "belongs to another chapter" in answer.text


def test_a_kept_file_is_found_only_at_its_own_chapter(trainer, programme, chapter_id):
    with transaction():
        other_id = add_chapter(programme.id, Pillar.DEVELOPMENT, {"en": parse_markdown(ENGLISH)}, at=AT).id
    draft = send_back(trainer, chapter_id, export(trainer, chapter_id).data).headers["Location"]

    assert trainer.get(draft).status_code == 200
    assert trainer.get(draft.replace(str(chapter_id), str(other_id))).status_code == 404


def test_a_chapter_of_another_programme_is_not_found(trainer, chapter_id):
    with transaction():
        other_id = add_chapter(make_programme().id, Pillar.DEVELOPMENT, {"en": parse_markdown(ENGLISH)}, at=AT).id

    assert trainer.get(address(chapter_id)).status_code == 200
    assert trainer.get(address(other_id)).status_code == 404
    assert export(trainer, other_id).status_code == 404


@pytest.mark.parametrize("locale", ["sl", "de", "en"])
def test_the_pages_stand_in_three_languages_on_a_few_statements(trainer, chapter_id, count_queries, locale):
    draft = send_back(trainer, chapter_id, export(trainer, chapter_id).data).headers["Location"]

    for page in (address(chapter_id), draft):
        with count_queries() as queries:
            assert trainer.get(page.replace("/en/", f"/{locale}/")).status_code == 200
        assert len(queries) <= 8
