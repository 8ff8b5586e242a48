"""The supervisor of the embedded server, on real servers."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.kernel.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, Machine, ensure_database, keeper
from app.kernel.embedded_postgres.host import run_as
from tests.kernel.embedded_postgres_trials import (
    USE,
    ask,
    copy_code,
    find_interpreter_for,
    list_listening_inodes,
    list_modes,
    list_socket_inodes,
    use_in_another_process,
    wait_until,
)

pytestmark = pytest.mark.slow

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="says what happens when root starts it")


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

    server.stop()
    Path(socket_folder).rmdir()


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
