"""Backup and restore by their commands, between two databases and two folders."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.cli.archive import unpack_archive, write_archive
from app.kernel import files
from app.kernel.database import transaction
from app.kernel.embedded_postgres import ensure_database
from config import ROOT
from tests.factories.accounts import make_person

pytestmark = pytest.mark.slow


class Place:
    """A database and a DATA_DIR, used through the `flask` command."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.url = url
        self.data_dir = data_dir

    def flask(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {"MODE": "test", "SECRET_KEY": "for tests", "DATA_DIR": str(self.data_dir), "LOG_LEVEL": "ERROR"}
        return subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATABASE_URL": self.url} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def list_rows(self) -> dict[str, list[tuple]]:
        engine = sa.create_engine(self.url)
        with engine.connect() as connection:
            present = set(sa.inspect(connection).get_table_names())
            rows = {
                name: sorted(map(str, connection.execute(sa.text(f'SELECT * FROM "{name}"'))))
                for name in sorted(present)
            }
        engine.dispose()
        return rows

    def list_files(self) -> dict[str, bytes]:
        folder = self.data_dir / "files"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(app, programme, settings, database_url) -> Place:
    """A place with people and files."""
    shutil.rmtree(settings.files_dir, ignore_errors=True)  # what earlier tests stored
    with transaction():
        make_person()
        for number in range(3):
            files.store(os.urandom(5000), name=f"Gradivo {number}.pdf", media_type="application/pdf")
    return Place(database_url, settings.data_dir)


@pytest.fixture
def make_place(database_url, tmp_path) -> Iterator[Callable[[], Place]]:
    """Make empty places, and remove their databases afterwards."""
    urls = []

    def make() -> Place:
        url = sa.make_url(database_url).set(database=f"restored_{uuid.uuid4().hex[:12]}")
        urls.append(url)
        text = url.render_as_string(hide_password=False)
        ensure_database(text)
        (tmp_path / str(url.database)).mkdir()
        return Place(text, tmp_path / str(url.database))

    yield make
    engine = sa.create_engine(database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for url in urls:
            connection.execute(sa.text(f'DROP DATABASE "{url.database}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture
def backup(source, tmp_path) -> Path:
    file = tmp_path / "backup.tar"
    done = source.flask("backup", file)
    assert done.returncode == 0, done.stderr
    assert "3 files" in done.stdout
    return file


def test_a_backup_restores_into_an_empty_place(source, backup, make_place):
    target = make_place()

    done = target.flask("restore", backup)

    assert done.returncode == 0, done.stderr
    assert target.list_rows() == source.list_rows()
    assert sum(len(rows) for rows in target.list_rows().values()) > 5
    assert target.list_files() == source.list_files()
    assert len(target.list_files()) == 3
    assert [path.name for path in target.data_dir.iterdir()] == ["files"]  # nothing is left lying about


def test_a_place_in_use_or_not_empty_is_refused_but_replaced_on_request(source, backup, make_place):
    target = make_place()
    assert target.flask("restore", backup).returncode == 0
    (target.data_dir / "files/later.pdf").write_bytes(b"added later")

    refused = target.flask("restore", backup)
    engine = sa.create_engine(target.url)
    with engine.connect():
        in_use = target.flask("restore", backup, "--replace")
    engine.dispose()
    replaced = target.flask("restore", backup, "--replace")

    assert refused.returncode == 1 and "This installation is not empty. Use --replace" in refused.stderr
    assert in_use.returncode == 1 and "Others use the database." in in_use.stderr
    assert replaced.returncode == 0, replaced.stderr
    assert target.list_rows() == source.list_rows()
    assert target.list_files() == source.list_files()


def test_a_damaged_backup_is_refused_before_anything_is_touched(backup, make_place):
    target = make_place()
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)

    done = target.flask("restore", backup)

    assert done.returncode == 1
    assert "is damaged, cut short, or no backup of this application" in done.stderr
    assert target.list_rows() == {} and target.list_files() == {}


def test_a_backup_of_a_newer_application_is_refused(backup, make_place, tmp_path):
    target = make_place()
    unpack_archive(backup, tmp_path / "parts")
    write_archive(backup, tmp_path / "parts", schema_revision="9999", made_at="")

    done = target.flask("restore", backup)

    assert done.returncode == 1
    assert "schema revision 9999, which a newer version of this application made" in done.stderr
    assert target.list_rows() == {}


def test_a_dump_that_fails_halfway_leaves_everything_as_it_was(source, backup, make_place, tmp_path):
    target = make_place()
    assert target.flask("restore", backup).returncode == 0
    unpack_archive(backup, tmp_path / "parts")
    dump = tmp_path / "parts/database.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    write_archive(backup, tmp_path / "parts", schema_revision="0001", made_at="")

    done = target.flask("restore", backup, "--replace")

    assert done.returncode == 1 and "pg_restore failed" in done.stderr
    assert target.list_rows() == source.list_rows()
    assert target.list_files() == source.list_files()


def test_an_empty_database_has_nothing_to_back_up(make_place, tmp_path):
    done = make_place().flask("backup", tmp_path / "nothing.tar")

    assert done.returncode == 1 and "there is nothing to back up" in done.stderr
    assert not (tmp_path / "nothing.tar").exists()
