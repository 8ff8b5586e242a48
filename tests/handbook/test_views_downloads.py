"""Downloads as people ask for them; the files are EPUBs here, which are made in no time."""

from datetime import date

import pytest

from app.handbook.documents import DrawingFailed, file
from app.handbook.models import Download, DownloadFormat
from app.handbook.rules import downloads
from app.handbook.rules.downloads import file_name
from app.kernel.database import db, transaction
from tests.factories.handbook import make_block, make_chapter, make_edition, make_section
from tests.factories.programmes import make_programme
from tests.jobs import run_jobs, waiting_jobs

WHOLE, CHAPTER = "/en/handbook/editions/1/downloads", "/en/handbook/editions/1/3/downloads"
EPUB = {"language": "en", "format": "epub"}


@pytest.fixture
def edition(section, programme):
    with transaction():
        make_edition(programme)


@pytest.mark.parametrize(
    ("language", "chapter", "name"),
    [
        ("sl", None, "prirocnik-izdaja-2-sl.pdf"),
        ("de", 3, "handbuch-ausgabe-2-kapitel-3-de.pdf"),
        ("en-simple", None, "handbook-edition-2-en-simple.pdf"),
    ],
)
def test_a_file_has_a_name_in_its_language(app_without_database, language, chapter, name):
    assert file_name(language, DownloadFormat.PDF, edition=2, chapter=chapter) == name


@pytest.mark.parametrize("address", [WHOLE, CHAPTER])
def test_a_file_is_made_once_and_offered_to_everybody_from_then_on(client, edition, address):
    assert "download_asked_for" not in str(waiting_jobs())
    for _ in range(2):
        answer = client.post(address, data=EPUB)
    assert str(waiting_jobs()).count("download_asked_for") == 1
    assert (answer.status_code, answer.location) == (303, address)
    assert "The file is being made." in client.get(address).text

    run_jobs()

    (download,) = db.session.scalars(db.select(Download)).all()
    link = f'href="/en/handbook/downloads/{download.id}/file"'
    assert link in client.get(address).text
    assert link in client.get(address.replace("editions/1/", "").replace("/downloads", "")).text
    file = client.get(f"/en/handbook/downloads/{download.id}/file", buffered=True)
    assert file.data.startswith(b"PK")
    assert "attachment; filename=handbook-edition-1" in file.headers["Content-Disposition"]
    client.post(address, data=EPUB)
    assert waiting_jobs() == []


@pytest.mark.parametrize("failure", [DrawingFailed("no memory"), OSError("no space left"), ValueError("a bad text")])
def test_what_could_not_be_made_says_so_and_is_tried_again(client, edition, monkeypatch, failure):
    def fail(book):
        raise failure

    client.post(WHOLE, data=EPUB)
    with monkeypatch.context() as patch:
        patch.setitem(file.MAKERS, DownloadFormat.EPUB, fail)
        run_jobs()
    assert "The file could not be made." in client.get(WHOLE).text

    client.post(WHOLE, data=EPUB)
    run_jobs()

    assert "The file could not be made." not in client.get(WHOLE).text


def test_strangers_cannot_keep_the_workers_busy(client, edition, monkeypatch):
    monkeypatch.setattr("app.handbook.actions.downloads.MOST_WAITING", 1)
    client.post(WHOLE, data=EPUB)

    page = client.post(CHAPTER, data=EPUB, follow_redirects=True).text

    assert "Many files are being made just now." in page
    assert db.session.scalar(db.select(db.func.count()).select_from(Download)) == 1


@pytest.mark.parametrize(
    ("address", "data", "status"),
    [
        ("/en/handbook/editions/2/downloads", EPUB, 404),
        ("/en/handbook/editions/1/9/downloads", EPUB, 404),
        (WHOLE, {"language": "en-simple", "format": "epub"}, 400),
        (WHOLE, {"language": "en", "format": "exe"}, 400),
    ],
)
def test_only_what_an_edition_holds_is_made(client, edition, address, data, status):
    assert client.post(address, data=data).status_code == status


def test_another_programmes_files_are_not_found(client, edition):
    with transaction():
        other = make_programme(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
        make_block(make_section(make_chapter(other, number=7), number=1))
        made = make_edition(other)
        download = Download(edition_id=made.id, language="en", format=DownloadFormat.EPUB, made_as=downloads.MADE_AS)
        db.session.add(download)
        db.session.flush()
        address = f"/en/handbook/downloads/{download.id}"

    assert client.get(address).status_code == 404
    assert client.get(f"{address}/file").status_code == 404
