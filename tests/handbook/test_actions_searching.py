"""The index is made of the latest edition, by a job after publishing, and can be made anew."""

import pytest
import sqlalchemy as sa

from app.handbook import jobs
from app.handbook.actions import index_edition, index_missing_editions
from app.handbook.models import BlockKind, SearchPassage, WordForm
from app.handbook.queries import find_searchable_edition
from app.handbook.rules.search.inflections import gather_forms
from app.kernel.database import db, transaction
from app.kernel.locales import LocalizedText
from tests.factories.handbook import make_block, make_chapter, make_edition, make_searchable, make_section
from tests.jobs import run_jobs, waiting_jobs


def read(_language, words):
    return gather_forms({word: word for word in words}, {})


@pytest.fixture
def section(programme):
    with transaction():
        chapter = make_chapter(programme, title=LocalizedText(sl="Kraji", en="Places"))
        section = make_section(chapter, title=LocalizedText(sl="Naslov", en="Title"))
        make_block(section, {"sl": "Besedilo.", "en": "Text."})
        make_block(section, {"sl": "Podnaslov"}, kind=BlockKind.HEADING)
        make_block(section, {"en": "Ordinary.", "en-simple": "Easy."})
    return section


def passages() -> set[tuple[str, str, str]]:
    return {
        (passage.language, passage.kind.value, passage.text) for passage in db.session.scalars(sa.select(SearchPassage))
    }


def test_every_text_is_indexed_once_in_the_languages_it_is_written_in(section, programme):
    with transaction():
        make_searchable(programme)

    assert passages() == {
        ("sl", "chapter", "Kraji"),
        ("en", "chapter", "Places"),
        ("sl", "title", "Naslov"),
        ("en", "title", "Title"),
        ("sl", "text", "Besedilo."),
        ("en", "text", "Text."),
        ("sl", "heading", "Podnaslov"),
        ("en", "text", "Ordinary."),
        ("en-simple", "text", "Easy."),
    }


def test_indexing_twice_is_indexing_once(section, programme):
    with transaction():
        edition_id = make_searchable(programme).id
    before = passages()

    with transaction():
        index_edition(edition_id, read=read)

    assert passages() == before
    assert db.session.scalar(sa.select(sa.func.count(SearchPassage.id))) == len(before)


def test_the_latest_edition_replaces_the_one_before_and_an_older_one_comes_too_late(section, programme):
    with transaction():
        first = make_searchable(programme).id
        latest = make_searchable(programme).id
        index_edition(first, read=read)

    assert set(db.session.scalars(sa.select(SearchPassage.edition_id))) == {latest}
    assert find_searchable_edition(programme.id).number == 2


def test_publishing_defers_the_index(section, programme):
    with transaction():
        make_edition(programme)

    assert waiting_jobs() == ["handbook.edition_published → handbook.jobs.index_edition"]


@pytest.mark.slow
def test_the_job_indexes_with_the_dictionaries_and_the_hourly_look_finds_what_it_missed(section, programme):
    with transaction():
        make_edition(programme)
    run_jobs()
    with transaction():
        assert index_missing_editions() == 0
        db.session.execute(sa.delete(SearchPassage))
    with transaction():
        jobs.index_missing_editions()

    assert find_searchable_edition(programme.id).number == 1
    assert db.session.scalar(sa.select(WordForm.lemma).where(WordForm.form == "besedilom")) == "besedilo"


@pytest.mark.slow
def test_the_command_makes_the_index_anew(app, section, programme):
    with transaction():
        make_edition(programme)

    result = app.test_cli_runner().invoke(args=["handbook", "index"])

    assert "Searchable editions: 1" in result.output
    assert ("sl", "text", "Besedilo.") in passages()
