"""Gunicorn with two workers, as in `flask serve`, and what it costs in time, processor and memory."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2


@dataclass(frozen=True)
class Server:
    """A running web server; `start_seconds` is from its start to its first answer."""

    url: str
    process: subprocess.Popen[bytes]
    start_seconds: float

    def pids(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *(int(pid) for pid in children)]

    def cpu_seconds(self) -> float:
        """Return the processor time of all its processes so far."""
        return sum(_cpu_ticks(pid) for pid in self.pids()) / TICKS

    def memory_mib(self) -> float:
        """Return the proportional share of memory of all its processes, in MiB."""
        return sum(_pss_kib(pid) for pid in self.pids()) / 1024


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def _pss_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


@contextmanager
def serving(target: str, environment: dict[str, str], *, path: str) -> Iterator[Server]:
    """Run a WSGI application under gunicorn until the block ends."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", target, "--preload", "--worker-class", "gthread", "--workers", str(WORKERS),
        "--threads", "8", "--log-level", "warning", "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    started = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment})
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url + path)
        yield Server(url, process, time.monotonic() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
