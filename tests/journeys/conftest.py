"""The living demonstration, a web server, a browser and a mail server, for whole stories."""

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from app import create_app
from app.kernel.database import db
from app.kernel.embedded_postgres import ensure_database
from app.kernel.queue import connect_queue
from config import Mode, Settings, read_settings
from tests.conftest import drop_database
from tests.jobs import run_jobs
from tests.journeys.barriers import Barriers
from tests.journeys.house import House, copy_database, translator
from tests.journeys.walker import Count, Walker
from tests.mailbox import Mailbox, Receiver

LOCALES = ("sl", "de", "en")
SIZES = {"wide": (1280, 900), "narrow": (360, 780)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `browser` what stands in this folder and opens one."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; it needs no sandbox of its own inside a test machine."""
    return {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def demonstration_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the demonstration lie, for all its copies."""
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="session")
def demonstration_url(database_url: str, demonstration_dir: Path) -> Iterator[str]:
    """A database with the demonstration programme, to be copied for each journey."""
    url = sa.make_url(database_url).set(database=f"demo_{uuid.uuid4().hex[:12]}")
    text = url.render_as_string(hide_password=False)
    ensure_database(text)
    app = create_app(_settings(demonstration_dir, mail_port=1), database_url=text)
    with app.app_context():
        flask_migrate.upgrade()
        app.cli.commands["demo"].main(["load"], standalone_mode=False)
        run_jobs()  # the search knows the handbook then, once for all copies
        db.engine.dispose()
    yield text
    drop_database(url.set(database="postgres"), str(url.database))


@pytest.fixture
def house(demonstration_url: str, demonstration_dir: Path, database_app: Flask, database_url: str) -> Iterator[House]:
    """A web server on a fresh copy of the demonstration."""
    url, mailbox = copy_database(demonstration_url), Mailbox()
    receiver = Receiver(mailbox)
    receiver.start()
    app = create_app(_settings(demonstration_dir, mail_port=receiver.port), database_url=url)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    app.config["PUBLIC_URL"] = address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield House(app, address, mailbox)
    server.shutdown()
    thread.join()
    server.server_close()
    receiver.stop()
    with app.app_context():
        db.engine.dispose()
    drop_database(sa.make_url(url).set(database="postgres"), str(sa.make_url(url).database))
    connect_queue(database_app, database_url)


def _settings(data_dir: Path, *, mail_port: int) -> Settings:
    return read_settings(
        {
            "MODE": Mode.DEMONSTRATION,
            "DATA_DIR": str(data_dir),
            "SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
            "LOG_LEVEL": "ERROR",
        }
    )


@pytest.fixture(scope="session")
def barriers() -> Barriers:
    return Barriers()


@pytest.fixture
def enter(house: House, browser: Browser, barriers: Barriers) -> Iterator[Callable[..., Walker]]:
    """Let somebody in with a browser of their own; at the end every barrier met on the way fails the test."""
    walkers: list[Walker] = []

    def enter(locale: str, size: tuple[int, int], *, by_keys: bool = False) -> Walker:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        context.set_default_timeout(10_000)
        walker = Walker(
            page=context.new_page(),
            address=house.address,
            locale=locale,
            translate=translator(house.app, locale),
            barriers=barriers,
            by_keys=by_keys,
        )
        walkers.append(walker)
        return walker

    yield enter
    for walker in walkers:
        walker.page.context.close()
    assert [finding for walker in walkers for finding in walker.findings] == []


@pytest.fixture
def report(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Print what a journey has cost beside its budget; insist on that, or on what is `reached` where it is exceeded."""

    def report(cost: Count, budget: Count, reached: Count | None = None) -> None:
        with capsys.disabled():
            print(f"\n{request.node.name}: {cost}; budget {budget}{' EXCEEDED' if cost.exceeds(budget) else ''}")
        assert not cost.exceeds(reached or budget), f"{cost}; at most {reached or budget}"

    return report
