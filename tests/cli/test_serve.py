"""`flask serve`, as a person starts and ends it."""

import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from config import ROOT, demonstration_mail_port

pytestmark = pytest.mark.slow


class Installation:
    """One `flask serve` with a DATA_DIR and a port of its own."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = find_free_port()
        self.settings = {"MODE": "demonstration", "DATA_DIR": str(data_dir), "PORT": str(self.port)} | environment
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "serve"],
            cwd=ROOT,
            env=kept | self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for_address(self) -> str:
        said = []
        for line in self.process.stdout:
            said.append(line)
            if "Location Academy is at" in line:
                return line.split()[4]
        raise AssertionError("".join(said))

    def list_processes(self) -> dict[int, str]:
        """All processes that work for this DATA_DIR, zombies aside: by their environment or their arguments."""
        note = self.data_dir / "postgresql/place"  # as root the database lies elsewhere
        marks = [os.fsencode(self.data_dir), *([note.read_bytes().strip()] if note.exists() else [])]
        found = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and int(folder.name) != os.getpid():
                try:
                    facts = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                except OSError:
                    continue
                if any(mark in facts for mark in marks):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def find_process(self, words: str) -> int | None:
        return next((pid for pid, command in self.list_processes().items() if words in command), None)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    """Start installations, and end what a failing test leaves."""
    started = []

    def start(**environment: str) -> Installation:
        started.append(Installation(tmp_path / "data", **environment))
        return started[-1]

    yield start
    for installation in started:
        for pid in installation.list_processes():
            os.kill(pid, signal.SIGKILL)
        installation.process.stdout.close()
        installation.process.wait()
        remove_cluster(installation.data_dir / "postgresql/place")


def remove_cluster(note: Path) -> None:
    """As root the database lies outside of DATA_DIR."""
    if note.exists():
        cluster = Path(note.read_text().strip())
        shutil.rmtree(cluster)
        cluster.with_suffix(".owner").unlink()
        note.unlink()


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return json.load(answer) == {"status": "ok", "database": "ok"}
    except OSError:
        return False


def test_it_serves_receives_mail_survives_dead_parts_and_one_ctrl_c_ends_all(serve):
    installation = serve()

    address = installation.wait_for_address()

    assert is_well(address)

    with smtplib.SMTP("127.0.0.1", demonstration_mail_port(installation.port)) as smtp:
        smtp.sendmail("a@example.org", ["b@example.org"], "Subject: Prijava na čaj\r\n\r\nŠe danes.".encode())
    [file] = (installation.data_dir / "mailbox").glob("*.eml")
    assert message_from_bytes(file.read_bytes()).get_payload(decode=True).decode().strip() == "Še danes."

    worker = installation.find_process("flask work")
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: installation.find_process("flask work") not in {None, worker})
    postmaster = installation.find_process("bin/postgres -D")
    os.kill(postmaster, signal.SIGKILL)
    wait_until(lambda: installation.find_process("bin/postgres -D") not in {None, postmaster})
    wait_until(lambda: is_well(address))

    began = time.monotonic()
    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(timeout=30) == 0
    assert time.monotonic() - began < 15
    wait_until(lambda: not installation.list_processes(), seconds=5)


def test_kill_9_leaves_nothing_running(serve):
    installation = serve()
    installation.wait_for_address()
    assert len(installation.list_processes()) > 5

    installation.process.kill()
    installation.process.wait()

    wait_until(lambda: not installation.list_processes())


def test_a_taken_port_is_named_in_one_sentence(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        installation = serve(PORT=str(port))
        said, _ = installation.process.communicate(timeout=120)

    assert installation.process.returncode == 1
    assert f"Error: Port {port} cannot be used (Address already in use)." in said
    assert "Traceback" not in said
    wait_until(lambda: not installation.list_processes())


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}, "Error: The database cannot be used."),
        ({"DATA_DIR": "/proc/nowhere"}, "Error: DATA_DIR is '/proc/nowhere', which cannot be written"),
        ({"PORT": "many"}, "Error: PORT is 'many'; it must be a whole number"),
    ],
)
def test_what_cannot_run_says_why_in_one_sentence(serve, environment, sentence):
    installation = serve(**environment)

    said, _ = installation.process.communicate(timeout=120)

    assert installation.process.returncode == 1
    assert sentence in said
    assert "Traceback" not in said
