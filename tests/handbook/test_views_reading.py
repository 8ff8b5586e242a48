"""What a reader sees."""

from datetime import UTC, datetime

import pytest

from app.accounts.models import Role
from app.handbook.models import BlockKind, BlockText, CalloutKind, Chapter, ChapterState
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from tests.factories.handbook import make_block, make_chapter, make_section
from tests.factories.programmes import make_programme
from tests.handbook.reading import read

CHANGED_AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def test_a_section_shows_its_text_and_the_way_on(client, section):
    page = read(client, "/en/handbook/3/2").text

    assert "<h1>3.2 Factors</h1>" in page
    assert "<p>First paragraph.</p>" in page
    assert '<span class="number">3.2.1</span> How' in page
    assert 'href="/en/handbook/3/1">3.1 Why</a>' in page
    assert 'href="/en/handbook/4/1">4.1 Contact person</a>' in page


def test_a_block_missing_in_the_language_is_shown_in_another_named_and_marked(client, section):
    page = read(client, "/en/handbook/3/2").text

    assert "This paragraph is not translated yet. It is shown in Slovenian." in page
    assert '<div lang="sl">' in page
    assert "Samo slovensko." in page


def test_the_language_of_the_text_is_chosen_apart_from_the_page(client, section):
    page = read(client, "/en/handbook/3/2?text=de").text

    assert '<html lang="en"' in page
    assert "Erster Absatz." in page
    assert "First paragraph." not in page
    assert 'href="/en/handbook/3/1?text=de"' in page


def test_easy_language_is_offered_where_it_is_written_and_falls_back_to_its_own_language(client, section):
    assert "easy language" not in read(client, "/en/handbook/3/2").text
    with transaction():
        make_block(section, {"en": "Ordinary words.", "en-simple": "Easy words."})

    page = read(client, "/en/handbook/3/2?text=en-simple").text

    assert "English, easy language" in page
    assert "Easy words." in page
    assert "Ordinary words." not in page
    assert "This part is not written in easy language yet. The ordinary text is shown." in page
    assert "First paragraph." in page


def test_an_unknown_text_language_is_the_language_of_the_page(client, section):
    assert "First paragraph." in read(client, "/en/handbook/3/2?text=xx").text


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("en", "The Slovenian source of this paragraph was changed on 12 November 2026; this text is older."),
        ("de", "Der slowenische Ausgangstext dieses Absatzes wurde am 12. November 2026 geändert"),
        ("sl", None),
    ],
)
def test_a_text_older_than_its_source_says_so(client, section, locale, note):
    with transaction() as session:
        block = make_block(section, {"sl": "Staro.", "de": "Alt.", "en": "Old."})
        source = next(text for text in block_texts(session, block) if text.locale == "sl")
        source.body, source.body_hash, source.source_hash, source.changed_at = "Novo.", "new", "new", CHANGED_AT

    page = read(client, f"/{locale}/handbook/3/2").text

    assert ("stale-note" in page) is (note is not None)
    assert note is None or note in page


def block_texts(session, block):
    return session.query(BlockText).filter_by(block_id=block.id)


def test_tables_are_numbered_through_the_chapter_in_the_language_of_the_text(client, section, programme):
    table = "Table: Viri\n\n| Dejavnik | Mesecev |\n| --- | --- |\n| parcela | 6 |"
    with transaction():
        make_block(section, {"sl": table}, kind=BlockKind.TABLE)
        later = make_section_of(section, number=3)
        make_block(later, {"sl": table}, kind=BlockKind.TABLE)

    page = read(client, "/sl/handbook/3/3").text

    assert "<caption><strong>Preglednica 3.2</strong> Viri</caption>" in page


@pytest.mark.parametrize(("columns", "is_region"), [(4, False), (5, True)])
def test_a_wide_table_can_be_moved_by_keys(client, section, columns, is_region):
    row = "|" + " a |" * columns
    with transaction():
        make_block(section, {"en": f"{row}\n|{' --- |' * columns}\n{row}"}, kind=BlockKind.TABLE)

    page = read(client, "/en/handbook/3/2").text

    assert ('tabindex="0" role="region" aria-label="Table 3.1"' in page) is is_region


def make_section_of(section, number: int):
    return make_section(db.session.get(Chapter, section.chapter_id), number=number)


@pytest.mark.parametrize(
    ("label", "mark"),
    [
        (CalloutKind.EXERCISE, '<aside class="callout is-exercise"'),
        (CalloutKind.WARNING, '<aside class="callout is-warning"'),
        (CalloutKind.DEFINITION, '<aside class="margin-note"'),
    ],
)
def test_callouts_are_asides_with_their_title(client, section, label, mark):
    with transaction():
        make_block(section, {"en": '### Try "it"\n\nTake one plot.'}, kind=BlockKind.CALLOUT, label=label)

    page = read(client, "/en/handbook/3/2").text

    assert mark in page
    assert "Take one plot." in page


def test_a_title_cannot_break_out_of_its_attribute(client, section):
    body = '### x" onmouseover="alert(1)\n\nText.'
    with transaction():
        make_block(section, {"en": body}, kind=BlockKind.CALLOUT, label=CalloutKind.DEFINITION)

    assert 'onmouseover="alert' not in read(client, "/en/handbook/3/2").text


def test_each_block_has_a_lasting_anchor(client, section):
    with transaction():
        block = make_block(section)

    assert f'id="b-{block.id.hex[:8]}"' in read(client, "/en/handbook/3/2").text


@pytest.mark.parametrize(
    "address", ["/en/handbook/3/9", "/en/handbook/9/1", "/en/handbook/9", "/en/handbook/99999999999", "/en/handbook/x"]
)
def test_an_unknown_number_is_a_page_that_does_not_exist(client, section, address):
    assert read(client, address).status_code == 404


def test_another_programmes_chapter_is_not_shown(client, section):
    with transaction():
        other = make_programme(starts_on=datetime(2020, 1, 1).date(), ends_on=datetime(2021, 1, 1).date())
        make_block(make_section(make_chapter(other, number=7), number=1))

    assert read(client, "/en/handbook/7/1").status_code == 404


@pytest.mark.parametrize(("roles", "status"), [((), 404), ((Role.TRAINER,), 200), ((Role.AUDITOR,), 200)])
@pytest.mark.parametrize("part", ["", "/5", "/5/1"])
def test_a_draft_is_read_by_the_programmes_staff_alone(signed_in_as, programme, roles, status, part):
    with transaction():
        chapter = make_chapter(programme, number=5, state=ChapterState.DRAFT)
        make_block(make_section(chapter, number=1))

    answer = signed_in_as(*roles).get(f"/en/handbook/editions/draft{part}")

    assert answer.status_code == status
    assert (status == 404) or "draft" in answer.text


def test_the_contents_list_published_chapters_with_minutes(client, section, programme):
    with transaction():
        make_chapter(programme, number=6, title=LocalizedText(en="Hidden"), state=ChapterState.DRAFT)

    page = read(client, "/en/handbook").text

    assert "3 Municipality" in page
    assert "Factors" in page
    assert "1 minute" in page
    assert "Hidden" not in page


def test_a_chapter_opens_with_its_first_words_and_lists_its_sections(client, section):
    page = read(client, "/en/handbook/3").text

    assert "<h1>3 Municipality</h1>" in page
    assert 'href="/en/handbook/3/2"' in page


def test_without_a_programme_the_handbook_is_empty(client):
    page = read(client, "/en/handbook")

    assert page.status_code == 200
    assert "The handbook has no published chapters yet" in page.text


@pytest.mark.parametrize(("address", "most"), [("/en/handbook", 6), ("/en/handbook/3", 6), ("/en/handbook/3/2", 6)])
def test_a_page_asks_little_of_the_database_however_long_the_text(
    client, section, programme, count_queries, address, most
):
    read(client, address)
    with count_queries() as few:
        client.get(address)
    with transaction():
        for number in range(10, 20):
            chapter = make_chapter(programme, number=number)
            make_block(make_section(chapter, number=1))
        for _ in range(30):
            make_block(section)

    read(client, address)
    with count_queries() as many:
        client.get(address)

    assert len(few) == len(many) <= most
