"""`make bench`: pages beside the floor, in turns in one run; a table for people and JSON for machines.

`python -m tests.bench 1 large` measures in one round, and only the pages whose names begin with "large".
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from app.kernel.database import db
from app.kernel.embedded_postgres import EmbeddedPostgres
from config import read_settings
from tests.bench import load
from tests.bench.browser import view_first
from tests.bench.data import make_lists
from tests.bench.handbook import make_published
from tests.bench.pages import MeasuredPage, cookie_of, count_statements, list_handbook_pages, list_pages
from tests.bench.report import print_report
from tests.bench.servers import Server, serving
from tests.bench.writes import time_posts

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
ONLY = sys.argv[2] if len(sys.argv) > 2 else ""
SECONDS = 2
CONNECTIONS = (1, 8, 32)
RESULTS = Path("bench-results.json")


def main() -> None:
    """Load the demonstration into a database of this run's own, and measure."""
    if not load.is_installed():
        sys.exit("make bench needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        postgres = EmbeddedPostgres(Path(folder))
        environment = {
            "MODE": "demonstration",
            "DATA_DIR": folder,
            "DATABASE_URL": postgres.start(),
            "LOG_LEVEL": "WARNING",
            "SMTP_URL": "smtp://127.0.0.1:9",
        }
        app = create_app(read_settings(environment))
        results = measure(app, prepare(app), environment)
        with app.app_context():
            db.engine.dispose()
        postgres.stop()
    RESULTS.write_text(json.dumps(results, indent=2))
    print_report(results)


def prepare(app: Flask) -> list[MeasuredPage]:
    """Fill the database and name the pages."""
    import flask_migrate

    with app.app_context():
        flask_migrate.upgrade()
        app.cli.commands["demo"].main(["load"], standalone_mode=False)
        lists = make_lists()
        costs: list[str] = []
        make_published(costs)
    print("The large handbook:", *costs, "", sep="\n")
    pages = [*list_pages(app, list_of_50=lists[50], list_of_500=lists[500]), *list_handbook_pages(app)]
    return [page for page in pages if page.name.startswith(ONLY)]


def measure(app: Flask, pages: list[MeasuredPage], environment: dict[str, str]) -> dict[str, Any]:
    """Measure every page and the floor in turns, then the writes and first views."""
    with (
        serving("tests.bench.floor:app", environment, path="/") as floor,
        serving("wsgi:app", environment, path="/health") as ours,
    ):
        rows = [measure_page(app, page, ours, floor) for page in pages]
        memory = ours.memory_mib()
        writes = measure_writes(app, ours, pages) if not ONLY else {}
        views = {page.name: vars(view_first(ours.url + page.path)) for page in pages if page.email is None}
        return {
            "start_seconds": ours.start_seconds,
            "floor_start_seconds": floor.start_seconds,
            "memory_mib": memory,
            "memory_after_writes_mib": ours.memory_mib(),
            "floor_memory_mib": floor.memory_mib(),
            "pages": rows,
            "writes": writes,
            "first_views": views,
        }


def measure_page(app: Flask, page: MeasuredPage, ours: Server, floor: Server) -> dict[str, Any]:
    """Measure one page and the floor in turns; medians of the rounds."""
    statements, size = count_statements(app, page)
    cookie = cookie_of(app, page.email)
    found: dict[str, list[load.Load]] = {}
    cpu: list[float] = []
    for _ in range(ROUNDS):
        for connections in CONNECTIONS:
            floor_load = load.run_load(floor.url + "/", connections=connections, seconds=1)
            found.setdefault(f"floor{connections}", []).append(floor_load)
            before = ours.cpu_seconds()
            page_load = load.run_load(ours.url + page.path, connections=connections, seconds=SECONDS, cookie=cookie)
            found.setdefault(f"page{connections}", []).append(page_load)
            if connections == 1:
                cpu.append((ours.cpu_seconds() - before) * 1000 / page_load.requests)
    return {
        "name": page.name,
        "statements": statements,
        "most_statements": page.most_statements,
        "bytes": size,
        "cpu_ms": statistics.median(cpu),
        "loads": {name: _median(loads) for name, loads in found.items()},
    }


def _median(loads: list[load.Load]) -> dict[str, float]:
    return {name: statistics.median(getattr(one, name) for one in loads) for name in ("p50_ms", "p95_ms", "per_second")}


def measure_writes(app: Flask, ours: Server, pages: list[MeasuredPage]) -> dict[str, dict[str, float]]:
    """Time registrations of new people and requests to sign in, one after another."""
    paths = {page.name: page.path for page in pages}
    form = ours.url + paths["registration form"]
    with app.app_context():
        town = str(db.session.scalar(db.text("SELECT id FROM organisation WHERE kind = 'municipality' LIMIT 1")))
        db.session.rollback()
    register = time_posts(form, lambda number: _registration(number, town), times=40)
    sign_in = time_posts(ours.url + paths["sign-in"], lambda number: {"email": f"b{number}@example.org"}, times=20)
    return {
        "registration": {"p50_ms": register[0], "p95_ms": register[1]},
        "sign-in": {"p50_ms": sign_in[0], "p95_ms": sign_in[1]},
    }


def _registration(number: int, town: str) -> dict[str, object]:
    return {
        "first_name": "Ana",
        "last_name": f"Merilec {number}",
        "email": f"merilec{number}@example.org",
        "organisation": town,
        "job_title": "Planner",
    }


if __name__ == "__main__":
    main()
