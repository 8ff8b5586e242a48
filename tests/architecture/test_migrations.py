"""Migrations match the models, go back on data, and HEAD names the latest."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from app import create_app
from app.kernel.database import db
from app.kernel.embedded_postgres import ensure_database
from app.kernel.queue import connect_queue
from config import Settings

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
QUEUES_OWN = "procrastinate_"


@pytest.fixture
def fresh_app(settings: Settings, database_url: str, database_app: Flask) -> Iterator[Flask]:
    """The application on an empty database of its own."""
    url = sa.make_url(database_url).set(database=f"migrations_{uuid.uuid4().hex[:12]}")
    address = url.render_as_string(hide_password=False)
    ensure_database(address)
    app = create_app(settings, database_url=address)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    connect_queue(database_app, database_url)


def test_head_names_the_latest_migration():
    latest = max(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))

    assert (MIGRATIONS / "HEAD").read_text().strip() == latest


def test_the_models_are_what_the_migrations_make(database_app):
    with database_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours, "compare_type": True})

        assert compare_metadata(context, db.metadata) == []


def test_every_migration_goes_back_and_forth_again_on_data(fresh_app):
    flask_migrate.upgrade()
    fresh_app.cli.commands["demo"].main(["load"], standalone_mode=False)

    for _migration in (MIGRATIONS / "versions").glob("*.py"):
        flask_migrate.downgrade(revision="-1")
    left = _things_left()
    flask_migrate.upgrade()

    assert left == {"alembic_version"}


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and (name or "").startswith(QUEUES_OWN))


def _things_left() -> set[str]:
    names = db.session.scalars(
        sa.text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    )
    found = set(names)
    db.session.rollback()
    return found
