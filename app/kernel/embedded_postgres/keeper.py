"""Stop the server when its last user has gone; also run as a program of its own, so only the standard library.

Each user holds a shared lock on `users.lock`, which the system takes back however the process ends. The keeper waits
for the exclusive lock: when it gets it, nobody is left.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

STOP_SECONDS = 30


def find_postmaster(cluster_data: Path) -> int | None:
    """Return the process id of the server that runs on this data, or None; a stale note of it counts as none."""
    try:
        pid = int((cluster_data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if is_postmaster(pid, cluster_data) else None


def is_postmaster(pid: int, cluster_data: Path) -> bool:
    """Tell whether this process is the server of this data, and not another one that was given its number."""
    # Not /proc/<pid>/cwd, which root in a container may not read; `ps` where there is no /proc (macOS).
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        arguments = (
            b""
            if Path("/proc/self").exists()
            else subprocess.run(["/bin/ps", "-p", str(pid), "-o", "args="], stdout=subprocess.PIPE, check=False).stdout
        )
    return os.fsencode(cluster_data) in arguments


def stop_postmaster(cluster_data: Path) -> None:
    """End the server in order, and at once if that takes too long; return when it is gone."""
    for order, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
        pid = find_postmaster(cluster_data)
        if pid is None:
            return
        os.kill(pid, order)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and is_postmaster(pid, cluster_data):
            time.sleep(0.02)


def keep(folder: Path, cluster_data: Path) -> None:
    """Wait until nobody uses the server, then stop it."""
    # The keeper's lock is given back first: who waits for the users' lock may call a new keeper at once.
    with (folder / "users.lock").open() as users, (folder / "keeper.lock").open("w") as keeper:
        try:
            fcntl.flock(keeper, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another keeper is on duty
        fcntl.flock(users, fcntl.LOCK_EX)
        stop_postmaster(cluster_data)


if __name__ == "__main__":
    if os.fork():  # the caller need not wait for us
        os._exit(0)
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
