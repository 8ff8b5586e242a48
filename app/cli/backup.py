"""flask backup FILE and flask restore FILE: the database and all stored files in one archive."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import flask_migrate
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from flask.cli import with_appcontext

from app.cli.archive import ArchiveError, Manifest, unpack_archive, write_archive
from app.cli.postgres_programs import ProgramError, dump_database, restore_database
from app.kernel.clock import now
from app.kernel.database import db

DUMP = "database.dump"
FILES = "files"
IN_USE = sa.text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write the database and all stored files into FILE; people may go on working meanwhile."""
    with explained(), scratch_folder() as scratch:
        revision = find_revision()
        if revision is None:
            raise click.ClickException("The database has no tables yet; there is nothing to back up.")
        parts = scratch / "parts"
        parts.mkdir()
        # Files never change, but may come and go: what the dump names was there before it or is there after it.
        collect_files(parts / FILES)
        dump_database(database_url(), parts / DUMP, scratch)
        collect_files(parts / FILES)
        manifest = write_archive(file, parts, schema_revision=revision, made_at=now().isoformat())
    click.echo(f"{file}: the database at revision {revision} and {len(manifest.parts) - 1} files.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put the backup in place of what is there.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE in place; nothing is touched before all of it is verified."""
    with explained(), scratch_folder() as scratch:
        parts = scratch / "parts"
        parts.mkdir()
        manifest = unpack_archive(file, parts)
        insist_on_known_revision(manifest)
        insist_on_room(replace=replace)
        db.engine.dispose()
        restore_database(database_url(), parts / DUMP, scratch)
        put_files_in_place(parts / FILES, scratch)
    flask_migrate.upgrade()
    click.echo(f"Restored the backup of {manifest.made_at}: {len(manifest.parts) - 1} files and the database.")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong into one sentence."""
    try:
        yield
    except (ArchiveError, ProgramError, OSError) as error:
        raise click.ClickException(str(error))
    except sa.exc.OperationalError as error:
        raise click.ClickException(f"The database cannot be used: {error.orig}")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a private folder on the disk of the stored files, and remove it whatever happens."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=data_dir) as folder:
        yield Path(folder)


def collect_files(target: Path) -> None:
    """Link all stored files into a folder, so that none is lost by being removed meanwhile."""
    source: Path = current_app.config["FILES_DIR"]
    for path in source.rglob("*"):
        link = target / path.relative_to(source)
        if path.is_file() and not path.name.endswith(".part") and not link.exists():
            link.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, link)
            except FileNotFoundError:
                continue  # removed in this moment, so no row of the dump names it
            except OSError:  # no links on this kind of disk
                shutil.copyfile(path, link)


def put_files_in_place(source: Path, scratch: Path) -> None:
    """Exchange the stored files; those that were there go with the scratch folder."""
    files: Path = current_app.config["FILES_DIR"]
    source.mkdir(exist_ok=True)
    if files.exists():
        files.rename(scratch / "replaced")
    source.rename(files)


def insist_on_known_revision(manifest: Manifest) -> None:
    """Refuse a backup of a newer application, whose tables this one does not know."""
    migrations = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    try:
        migrations.get_revision(manifest.schema_revision)
    except CommandError:
        raise click.ClickException(
            f"The backup has schema revision {manifest.schema_revision}, which a newer version of this application "
            "made. Install that version first."
        )


def insist_on_room(*, replace: bool) -> None:
    """Refuse while others use the database, and refuse to put the backup over what is there without a word."""
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        if connection.execute(IN_USE).scalar_one():
            raise click.ClickException("Others use the database. End `flask serve` and all workers first.")
        is_empty = not any_row(connection) and not any(
            path.is_file() for path in current_app.config["FILES_DIR"].rglob("*")
        )
    if not replace and not is_empty:
        raise click.ClickException("This installation is not empty. Use --replace to put the backup in its place.")


def any_row(connection: sa.Connection) -> bool:
    """Tell whether any table of ours holds a row."""
    present = set(sa.inspect(connection).get_table_names())
    tables = [table for table in db.metadata.sorted_tables if table.name in present]
    return any(connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() for table in tables)


def find_revision() -> str | None:
    """Return the database's schema revision, or None where there are no tables."""
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def database_url() -> str:
    """Return the address of the database."""
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"])
