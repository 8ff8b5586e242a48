"""Start and stop the embedded server, and tell its address."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from app.kernel.embedded_postgres import keeper
from app.kernel.embedded_postgres.host import (
    WAY_OUT,
    EmbeddedPostgresError,
    Home,
    Machine,
    choose_home,
    make_private_folder,
    run_as,
)

USER = "academy"
PROGRAMS_VERSION = "18"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes; Linux takes 107, macOS 103
SETTINGS = {
    "listen_addresses": "",  # no TCP
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "io_method": "sync",  # three processes fewer
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Refused statements and their values may hold personal data: they do not belong in a log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FORGET = """
for note; do
    [ -e "$note" ] && { echo 999999999; tail -n +2 "$note"; } >"$note.new" && mv "$note.new" "$note"
done
"""
HASTE = {"fsync": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One PostgreSQL server for one DATA_DIR, shared by all processes that start it."""

    _uses: ClassVar[dict[Path, int]] = {}
    """The locks by which this process uses servers."""

    def __init__(self, data_dir: Path, *, durable: bool = True, machine: Machine | None = None) -> None:
        """Name the server of a DATA_DIR; `durable=False` trades safety at power loss for speed, in tests."""
        self.folder = data_dir.absolute() / "postgresql"
        self.durable = durable
        self.machine = machine or Machine()
        self._home: Home | None = None

    def start(self) -> str:
        """Make the server run, as long as this process or another one uses it, and return the database's URL."""
        with explained(self.folder):
            self.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.folder.mkdir(exist_ok=True, mode=0o700)
            with locked(self.folder / "start.lock"):
                self._begin_use()
                try:
                    self._home = choose_home(self.folder, self.machine)
                    self._launch()
                    self._call_keeper()
                    ensure_database(self.url())
                except BaseException:
                    self._end_use()
                    raise
        return self.url()

    def stop(self) -> None:
        """End this process's use; the server stops, before this returns, unless another process uses it."""
        if self.folder not in self._uses:
            return
        with explained(self.folder), locked(self.folder / "start.lock"):
            try:
                fcntl.flock(self._uses[self.folder], fcntl.LOCK_EX | fcntl.LOCK_NB)
                keeper.stop_postmaster(self.home.data)
            except BlockingIOError:
                # Others use it, or the keeper is just stopping it: a shared lock comes when it has done so.
                fcntl.flock(self._uses[self.folder], fcntl.LOCK_SH)
            finally:
                self._end_use()

    def is_running(self) -> bool:
        """Tell whether the server runs, whoever started it."""
        if self._home is None and not any((self.folder / name).exists() for name in ("place", "cluster")):
            return False
        return keeper.find_postmaster(self.home.data) is not None

    def url(self, database: str = "academy") -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        query = {"host": str(self._find_socket_folder())}
        address = URL.create("postgresql+psycopg", username=USER, database=database, query=query)
        return address.render_as_string(hide_password=False)

    @property
    def home(self) -> Home:
        if self._home is None:
            self._home = choose_home(self.folder, self.machine)
        return self._home

    def _begin_use(self) -> None:
        if self.folder not in self._uses:
            self._uses[self.folder] = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._uses[self.folder], fcntl.LOCK_SH)

    def _end_use(self) -> None:
        os.close(self._uses.pop(self.folder))

    def _launch(self) -> None:
        if self.is_running():
            return
        make_private_folder(self.home.cluster, self.home.account)
        make_cluster(self.home)
        socket_folder = choose_socket_folder(self.home)
        forget_dead_server(self.home, socket_folder)
        settings = SETTINGS if self.durable else SETTINGS | HASTE
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.home.run(
            "pg_ctl", "start", "--silent", "--wait", "--timeout=60",
            "-D", self.home.data, "-l", self.home.cluster / "server.log", "-o", f"-k {socket_folder} {options}",
        )  # fmt: skip

    def _find_socket_folder(self) -> Path:
        try:
            noted = (self.home.data / "postmaster.pid").read_text().split("\n")[4]
        except (FileNotFoundError, IndexError):
            return choose_socket_folder(self.home)
        return Path(noted)

    def _call_keeper(self) -> None:
        subprocess.run(
            [sys.executable, "-I", "-S", keeper.__file__, self.folder, self.home.data],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C in the terminal must not reach it
            check=True,
        )


def make_cluster(home: Home) -> None:
    """Make the cluster once, whole or not at all; refuse the data of another version."""
    if home.data.is_dir():
        made_by = (home.data / "PG_VERSION").read_text().strip()
        if made_by != PROGRAMS_VERSION:
            raise EmbeddedPostgresError(
                f"{home.data} was made by PostgreSQL {made_by}, the programs are {PROGRAMS_VERSION}: back up with the "
                "version of this application that made it, move the folder away, and restore."
            )
        return
    fresh = home.cluster / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    home.run(
        "initdb", "-D", fresh, "--username", USER, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8",
        "--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    )  # fmt: skip
    fresh.rename(home.data)


def forget_dead_server(home: Home, socket_folder: Path) -> None:
    """Take the number of a killed server from its notes: a stranger may bear it now, and PostgreSQL would not start.

    The rest stays: by it PostgreSQL notices what the killed server left running.
    """
    notes = (home.data / "postmaster.pid", socket_folder / f"{SOCKET_NAME}.lock")
    run_as(home.account, ["/bin/sh", "-c", FORGET, "sh", *notes])


def choose_socket_folder(home: Home) -> Path:
    """Return the private folder of the socket: the cluster's, or a short one when that path is too long or unusual."""
    if len(os.fsencode(home.cluster / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and re.fullmatch(
        r"[\w/.-]+", str(home.cluster), re.ASCII
    ):
        return home.cluster
    short = Path("/tmp") / f"academy-{hashlib.sha256(os.fsencode(home.cluster)).hexdigest()[:16]}"
    make_private_folder(short, home.account)
    return short


def ensure_database(url: str) -> None:
    """Make the database of this URL if its server has none of that name."""
    address = make_url(url)
    maintenance = address.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(maintenance, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.database]).fetchone():
            return
        # Two processes may have come this far.
        with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(address.database or "")))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time through."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system or the server refuses into a sentence that says what to do."""
    try:
        yield
    except (OSError, subprocess.SubprocessError, psycopg.OperationalError) as error:
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL of {folder} cannot run: {error}. "
            f"Set DATA_DIR to a folder that this account can write, with free space. {WAY_OUT}"
        ) from error
