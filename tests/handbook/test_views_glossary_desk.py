"""The glossary at the desk, term by term and as a table."""

import io
import re

import pytest
import sqlalchemy as sa

from app.accounts.models import Role
from app.handbook.models import GlossaryTerm
from app.handbook.queries import list_entries
from app.kernel.activity import Activity
from app.kernel.database import db, transaction
from tests.factories.glossary import make_term
from tests.factories.handbook import make_block, make_chapter, make_section

DESK = "/en/organise/handbook/glossary"


@pytest.fixture
def terms(programme):
    with transaction():
        make_chapter(programme, number=4)
        make_term(programme, sl="občina", de="Gemeinde; Ort", en="municipality")
        zone = make_term(programme, sl="poslovna cona", en="zone")
        return {"zone": zone.id}


def list_words(programme) -> list[dict[str, str]]:
    db.session.expire_all()
    return [{locale: text.word for locale, text in entry.texts.items()} for entry in list_entries(programme.id)]


@pytest.mark.parametrize(
    ("query", "found", "missing"),
    [
        ("?q=obcina", "municipality", "poslovna cona"),
        ("?q=Ort", "Gemeinde", "poslovna cona"),
        ("?lacks=de", "poslovna cona", "municipality"),
        ("?q=100%25", "No term contains this", "municipality"),
    ],
)
def test_terms_are_found_by_letters_of_a_word_and_by_what_they_lack(signed_in_as, terms, query, found, missing):
    page = signed_in_as(Role.AUDITOR).get(DESK + query).text

    assert found in page
    assert missing not in page
    assert "Add a term" not in page


def test_the_list_costs_few_statements_however_long_the_glossary(signed_in_as, programme, terms, count_queries):
    with transaction():
        for number in range(60):
            make_term(programme, sl=f"izraz {number:02}", en=f"term {number:02}")
    auditor = signed_in_as(Role.AUDITOR)
    first = auditor.get(DESK).text

    with count_queries() as statements:
        second = auditor.get(re.search(r'href="([^"]+page=[^"]+)"', first)[1].replace("&amp;", "&")).text

    assert len(statements) <= 8
    assert ("term 59" in first, "term 59" in second) == (False, True)


def test_a_term_is_added_changed_and_removed_and_leaves_a_trace(signed_in_as, programme, terms):
    trainer = signed_in_as(Role.TRAINER)
    typed = {"word-sl": " parcela ", "word-en": "parcel", "other_words-en": "parcel of land; lot", "chapter": "4"}

    added = trainer.post(f"{DESK}/new", data=typed)
    entry = list_entries(programme.id)[-1]
    page = trainer.get(f"{DESK}/{entry.id}").text
    changed = trainer.post(f"{DESK}/{entry.id}", data={"word-de": "Parzelle", "definition-de": "Land.", "chapter": ""})
    words = list_words(programme)[-1]
    trainer.post(f"{DESK}/{entry.id}/remove")  # not confirmed yet
    kept = len(list_words(programme))
    trainer.post(f"{DESK}/{entry.id}/remove", data={"confirmed": "1"})

    assert (added.status_code, changed.status_code) == (303, 303)
    assert (entry.texts["en"].phrases, entry.chapter) == (("parcel", "parcel of land", "lot"), 4)
    assert 'value="parcel of land; lot"' in page
    assert words == {"de": "Parzelle"}
    assert (kept, len(list_words(programme))) == (3, 2)
    verbs = db.session.scalars(sa.select(Activity.verb).where(Activity.subject_id == entry.id).order_by(Activity.at))
    assert list(verbs) == ["glossary_term.added", "glossary_term.changed", "glossary_term.removed"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Enter the word in one language at least."),
        ({"word-sl": "cona", "definition-de": "Kein Wort."}, "Enter the word in this language"),
        ({"word-sl": "Poslovna  CONA", "word-de": "Zone"}, "The glossary has this already: Poslovna CONA."),
    ],
)
def test_what_cannot_be_added_is_said_at_its_field_and_nothing_typed_is_lost(
    signed_in_as, programme, terms, typed, message
):
    page = signed_in_as(Role.TRAINER).post(f"{DESK}/new", data=typed | {"chapter": ""})

    assert page.status_code == 422
    assert message in page.text
    assert all(value.split()[0] in page.text for value in typed.values())
    assert len(list_words(programme)) == 2


def test_a_table_goes_out_and_comes_back_changed_after_it_was_shown(signed_in_as, programme, terms):
    trainer = signed_in_as(Role.TRAINER)
    table = trainer.get(f"{DESK}/export").data.decode("utf-8-sig").replace("What zone is.", "Where firms are.")
    table += ";parcela;;;;;;parcel;;\r\n"
    upload = (io.BytesIO(table.encode("utf-8-sig")), "glossary.csv")

    shown = trainer.post(f"{DESK}/import", data={"file": upload})
    before = list_words(programme)
    done = trainer.post(f"{DESK}/import", data={"table": table, "take_over": "1"})

    assert (shown.status_code, done.status_code) == (200, 303)
    assert "1 term is as it was." in shown.text
    assert {"sl": "parcela", "en": "parcel"} not in before
    assert {"sl": "parcela", "en": "parcel"} in list_words(programme)
    texts = db.session.get(GlossaryTerm, terms["zone"], options=[sa.orm.selectinload(GlossaryTerm.texts)]).texts
    assert {text.definition for text in texts} == {"What poslovna cona is.", "Where firms are."}


def test_a_table_with_a_wrong_line_changes_nothing_and_names_the_line(signed_in_as, programme, terms):
    trainer = signed_in_as(Role.TRAINER)
    table = "chapter;sl;en\n4;parcela;parcel\n9;trg;square\n;občina;zone\n"

    page = trainer.post(f"{DESK}/import", data={"table": table, "take_over": "1"})

    assert page.status_code == 422
    assert "Line 3: There is no chapter 9." in page.text
    assert "Line 4: The words of this line belong to several terms of the glossary: “občina”." in page.text
    assert "9;trg;square" in page.text
    assert len(list_words(programme)) == 2


def test_a_file_that_is_not_in_utf_8_is_refused_with_what_to_do(signed_in_as, terms):
    upload = (io.BytesIO("sl\nobčina".encode("cp1250")), "glossary.csv")

    page = signed_in_as(Role.TRAINER).post(f"{DESK}/import", data={"file": upload})

    assert page.status_code == 422
    assert "Save it as “CSV UTF-8” in your spreadsheet." in page.text


def test_the_translation_desk_shows_the_terms_and_says_which_words_are_missed(signed_in_as, programme, terms):
    with transaction():
        chapter = make_chapter(programme, number=5)
        section = make_section(chapter)
        block = make_block(section, {"sl": "Vsaka občina ve.", "de": "Ein Dorf weiß es."})
        make_block(section, {"sl": "Drugi."})
        address = f"/en/organise/handbook/chapters/{chapter.id}/blocks/{block.id}?language=de&desk=1"
    trainer = signed_in_as(Role.TRAINER)
    typed = {"seen": "Ein Dorf weiß es.", "meaning": "substantive", "desk": "1", "language": "de"}

    page = trainer.get(address).text
    missed = trainer.post(address, data=typed | {"body": "Ein Markt weiß es."}, follow_redirects=True).text
    typed["seen"] = "Ein Markt weiß es."
    used = trainer.post(address, data=typed | {"body": "Der Ort weiß es."}, follow_redirects=True).text

    assert '<strong lang="de">Gemeinde</strong><span lang="de">, Ort</span>' in page
    assert "not in the translation" in page
    assert "It does not use these agreed words: Gemeinde (občina)." in missed
    assert "agreed words" not in used
