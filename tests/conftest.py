"""What tests stand on: one application on the embedded PostgreSQL, emptied for each test that asks for `empty_db`.

Every test worker has a database of its own, made from the migrations.
"""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.accounts.models import Role
from app.kernel.database import db, transaction
from app.kernel.embedded_postgres import EmbeddedPostgres, ensure_database
from config import MailServer, Mode, Settings, read_settings
from tests.factories.accounts import make_person, make_role
from tests.factories.programmes import make_programme
from tests.mailbox import Mailbox, Receiver

UNREACHABLE = "postgresql+psycopg://nobody@/nothing?host=/nowhere"
QUEUE_TABLES = ("jobs", "events", "periodic_defers", "workers")
TESTS_DATA = Path(tempfile.gettempdir()) / f"location-academy-tests-{os.getuid()}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `db` whatever needs the database, so that nobody forgets it."""
    for item in items:
        if "database_app" in getattr(item, "fixturenames", ()):
            item.add_marker("db")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("data")
    return read_settings(
        {"MODE": Mode.TEST, "DATA_DIR": str(data_dir), "SECRET_KEY": "for tests", "LOG_LEVEL": "WARNING"}
    )


@pytest.fixture(scope="session")
def app_without_database(settings: Settings) -> Flask:
    """The wired application, for what needs no database."""
    return create_app(settings, database_url=UNREACHABLE)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A database of this test run's own, on a server that stays for the next run."""
    server = os.environ.get("TEST_DATABASE_URL") or EmbeddedPostgres(TESTS_DATA, durable=False).start()
    url = sa.make_url(server).set(database=f"test_{uuid.uuid4().hex[:12]}")
    ensure_database(url.render_as_string(hide_password=False))
    yield url.render_as_string(hide_password=False)
    drop_database(sa.make_url(server).set(database="postgres"), str(url.database))


def drop_database(admin: sa.URL, name: str) -> None:
    engine = sa.create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture(scope="session")
def database_app(settings: Settings, database_url: str, app_without_database: Flask) -> Iterator[Flask]:
    """The application on the database; made after the other one, since the queue follows the latest."""
    import flask_migrate

    app = create_app(settings, database_url=database_url)
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(database_app: Flask) -> Flask:
    return database_app


@pytest.fixture
def empty_db(database_app: Flask) -> Iterator[None]:
    """Empty tables and an application context; what is made here is committed by `transaction()`."""
    with database_app.app_context():
        empty_tables()
        yield
        db.session.remove()


def empty_tables() -> None:
    """Remove every row, of editions that are frozen too; a hundred times as quick as TRUNCATE where little was written.

    Leaving triggers and references aside takes a superuser, which a server for tests grants.
    """
    names = [table.name for table in db.metadata.sorted_tables] + [f"procrastinate_{name}" for name in QUEUE_TABLES]
    is_filled = " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in names)
    with transaction() as session:
        filled = session.scalars(sa.text(is_filled))
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for name in filled.all():
            session.execute(sa.text(f'DELETE FROM "{name}"'))


class Browser(FlaskClient):
    """A browser whose every request has a context of its own, as in real life, although the test stands in one.

    What the test has loaded before is loaded afresh after a request.
    """

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        with self.application.app_context():
            answer = super().open(*arguments, **options)
        db.session.expire_all()
        return answer


@pytest.fixture
def client(app: Flask, empty_db: None) -> FlaskClient:
    """A browser without JavaScript; forms need no CSRF token here unless a test asks for `csrf`."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    return app.test_client()


@pytest.fixture
def csrf(app: Flask, client: FlaskClient) -> Iterator[None]:
    """Ask for CSRF tokens as in real life."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """What a real mail server on this machine receives while the test runs: `run_jobs(); mailbox.mails`."""
    mailbox = Mailbox()
    receiver = Receiver(mailbox)
    receiver.start()
    monkeypatch.setitem(app.config, "MAIL_SERVER", MailServer("127.0.0.1", receiver.port))
    yield mailbox
    receiver.stop()


@pytest.fixture
def programme(empty_db: None):
    """The one programme most tests happen in."""
    with transaction():
        return make_programme()


@pytest.fixture
def signed_in_as(client: FlaskClient, programme) -> Callable[..., FlaskClient]:
    """Return a client signed in as a new person with the given roles in the programme, or as a given person."""

    def sign_in(*roles: Role, person=None, administrator: bool = False) -> FlaskClient:
        with transaction():
            person = person or make_person(is_administrator=administrator)
            for role in roles:
                make_role(person, role, programme)
            key = f"{person.id}:{person.session_stamp}"
        with client.session_transaction() as session:
            session["_user_id"] = key
            session["_fresh"] = True
        client.person_id = uuid.UUID(key.partition(":")[0])
        return client

    return sign_in


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], object]:
    """Count SQL statements: `with count_queries() as statements: …; len(statements)`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return counting
