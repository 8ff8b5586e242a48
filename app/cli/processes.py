"""Child processes that are kept running, and that end with us, however we end."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from config import ROOT

LONGEST_PAUSE_SECONDS = 30.0
LONG_LIFE_SECONDS = 60.0
LOOK_SECONDS = 1.0
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Ask the system to end this child when its parent is gone, even by kill -9."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process in a group of its own, so that a Ctrl-C reaches us alone and we end all in order."""

    name: str
    command: Sequence[str | Path]
    sockets: Sequence[socket.socket] = ()
    patience_seconds: float = 8.0
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    due_at: float | None = None

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            pass_fds=[one.fileno() for one in self.sockets],
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - we have no threads
        )
        self.started_at = time.monotonic()
        self.due_at = None

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def revive(self, announce: Callable[[str], None]) -> None:
        """Start it again when it died, after a pause that grows as long as it keeps dying."""
        now = time.monotonic()
        if self.due_at is not None and now >= self.due_at:
            self.start()
        elif self.due_at is None and self.is_dead():
            self.failures = 0 if now - self.started_at > LONG_LIFE_SECONDS else self.failures + 1
            pause = min(2.0 ** max(self.failures - 1, 0), LONGEST_PAUSE_SECONDS)
            self.due_at = now + pause
            announce(f"The {self.name} ended unexpectedly; it starts again in {pause:.0f} s.")

    def ask_to_end(self) -> None:
        """Let it finish what it is doing, and then end."""
        if self.process is not None:
            self.process.terminate()

    def stop(self, hurry: Event) -> None:
        """Ask it to end; end it and its own children by force when that takes too long."""
        if self.process is None:
            return
        deadline = time.monotonic() + self.patience_seconds
        self.ask_to_end()
        while self.process.poll() is None and time.monotonic() < deadline and not hurry.is_set():
            time.sleep(0.02)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Household:
    """The children together: started in order, kept running, ended in the opposite order."""

    announce: Callable[[str], None]
    children: list[Child] = field(default_factory=list)
    leaving: Event = field(default_factory=Event)
    hurry: Event = field(default_factory=Event)

    def listen(self) -> None:
        """Leave at the first Ctrl-C, SIGTERM or closed terminal; at the second one, at once."""

        def leave(*_: object) -> None:
            (self.hurry if self.leaving.is_set() else self.leaving).set()

        for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, leave)

    def start(self, child: Child) -> None:
        """Add a child and start it."""
        self.children.append(child)
        child.start()

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait for something the children bring about; False when one dies first, time is up or we are to leave."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            if (
                any(child.is_dead() for child in self.children)
                or time.monotonic() > deadline
                or self.leaving.wait(0.05)
            ):
                return False
        return True

    def watch(self, look_after_the_rest: Callable[[], None]) -> None:
        """Keep the children, and what else there is, running until we are to leave."""
        while not self.leaving.wait(LOOK_SECONDS):
            look_after_the_rest()
            for child in self.children:
                child.revive(self.announce)

    def stop(self) -> None:
        """End the children, the last one first; all but the first, which serves the others, finish side by side."""
        self.leaving.set()
        for child in self.children[1:]:
            child.ask_to_end()
        for child in reversed(self.children):
            child.stop(self.hurry)
