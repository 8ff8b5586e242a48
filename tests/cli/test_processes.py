"""Children that die are started again; children that will not end are ended."""

import os
import sys
import time
from collections.abc import Callable

import pytest

from app.cli.processes import Child, Household

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_child_that_keeps_dying_is_started_again_after_growing_pauses():
    announced = []
    child = Child("short life", ["/bin/false"])
    child.start()

    for _ in range(2):
        wait_until(child.is_dead)
        child.revive(announced.append)
        assert child.is_dead()
        child.due_at = time.monotonic()  # do not wait for it here
        child.revive(announced.append)

    wait_until(child.is_dead)
    child.revive(announced.append)
    assert [sentence.split("again in ")[1] for sentence in announced] == ["1 s.", "2 s.", "4 s."]


@pytest.mark.slow
def test_a_child_that_will_not_end_is_ended_after_some_patience():
    household = Household(announce=print)
    child = Child("stubborn one", [sys.executable, "-c", STUBBORN], patience_seconds=0.5)
    household.start(child)
    time.sleep(0.3)

    began = time.monotonic()
    household.stop()

    assert time.monotonic() - began < 5
    assert child.process.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child.process.pid, 0)


def test_a_child_that_dies_at_the_start_is_not_waited_for():
    household = Household(announce=print)
    household.start(Child("short life", ["/bin/false"]))

    began = time.monotonic()

    assert not household.wait_until(lambda: False, seconds=30)
    assert time.monotonic() - began < 10
