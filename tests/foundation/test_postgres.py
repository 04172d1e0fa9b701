"""The embedded database: private, two-roled, and safe against every kind of kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shouwei.config.postgres import ROLES, EmbeddedPostgres
from shouwei.config.postgres_binaries import STATE, LaunchError, binaries_for, open_to_all
from shouwei.config.processes import living_in

from .writers import Writers, lost, prepare_table

# Python 3.12 and later warn of forking beside the threads of the test runner.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[EmbeddedPostgres]:
    """One cluster for all stories here; each leaves it running."""
    server = EmbeddedPostgres(shared_folder)
    server.start()
    prepare_table(server.url("owner"), ROLES["application"])
    yield server
    server.stop()
    assert living_in(server.cluster) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (n int)",
        "CREATE SCHEMA mine",
        "DROP TABLE written",
        "ALTER TABLE written ADD x int",
    ],
)
def test_the_application_cannot_change_the_schema(server: EmbeddedPostgres, statement: str) -> None:
    with psycopg.connect(server.url("application")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_application_may_stage_rows_in_a_table_of_its_session(server: EmbeddedPostgres) -> None:
    """Imports write through one; without the right every import of an installation is refused by the database.

    What runs with the owner's rights looks into such tables last: ``test_what_runs_with_the_owners_rights_...`` of the second wall.
    """
    with psycopg.connect(server.url("application")) as connection:
        connection.execute("CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT 1 AS one")
        assert connection.execute("SELECT one FROM staged").fetchone() == (1,)


def test_no_role_of_ours_is_a_superuser_but_the_launchers(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("owner")) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'shouwei%' ORDER BY 1"
        ).fetchall()

    assert rows == [
        ("shouwei_admin", True, True, True),
        ("shouwei_app", False, False, False),
        ("shouwei_owner", False, False, False),
    ]


@pytest.mark.parametrize("password", ["wrong", ""])
@pytest.mark.parametrize("role", sorted(ROLES.values()))
def test_nobody_is_trusted(server: EmbeddedPostgres, role: str, password: str) -> None:
    address = psycopg.conninfo.make_conninfo(
        host=str(server.socket), port=5432, user=role, dbname="shouwei", password=password or None, connect_timeout=2
    )

    with pytest.raises(psycopg.OperationalError, match=r"password"):
        psycopg.connect(address)


def test_it_listens_on_no_network_and_keeps_its_secrets_closed(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("owner")) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
    secret = server.data / "secrets" / "database.json"

    assert listening == ("",)
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert [stat.S_IMODE(place.stat().st_mode) for place in (server.socket, server.cluster)] == [0o700, 0o700]


def test_a_second_start_on_the_same_cluster_is_refused(server: EmbeddedPostgres) -> None:
    with pytest.raises(LaunchError, match="Another process runs the database"):
        EmbeddedPostgres(server.data).start()

    assert server.answers()


def test_data_survive_a_stop_and_a_warm_start_is_quick(server: EmbeddedPostgres) -> None:
    with Writers(server.url("application")) as writers:
        writers.wait_for(100)
        server.stop()
        begun = time.monotonic()
        server.start()
        took = time.monotonic() - begun
        writers.wait_for(100)

    assert lost(server.url("application"), writers.acknowledged) == set()
    assert took < 5


def test_a_killed_backend_costs_no_acknowledged_write(server: EmbeddedPostgres) -> None:
    with Writers(server.url("application")) as writers:
        writers.wait_for(200)
        with psycopg.connect(server.url("admin")) as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'shouwei_app' LIMIT 1"
            ).fetchone()
        assert row is not None
        os.kill(row[0], signal.SIGKILL)
        writers.wait_for(200)

    assert server.alive()
    assert lost(server.url("application"), writers.acknowledged) == set()


@pytest.mark.parametrize("whom", ["postmaster", "everyone"])
def test_a_killed_server_comes_back_with_every_acknowledged_write(server: EmbeddedPostgres, whom: str) -> None:
    with Writers(server.url("application")) as writers:
        writers.wait_for(300)
        assert server.process is not None
        for pid in [server.process.pid] if whom == "postmaster" else living_in(server.cluster):
            os.kill(pid, signal.SIGKILL)
        server.process.wait(5)
        server.start()
        writers.wait_for(100)

    assert lost(server.url("application"), writers.acknowledged) == set()


def test_a_stale_pid_that_now_belongs_to_another_programme_does_not_matter(server: EmbeddedPostgres) -> None:
    server.stop()
    pid_file = server.cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server.cluster}\n0\n5432\n{server.socket}\n\n\nready\n")
    (server.socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    if server.account:
        os.chown(pid_file, server.account.uid, server.account.gid)

    server.start()

    assert server.answers()


def test_the_server_dies_with_its_owner_and_the_next_one_recovers(folder: Path) -> None:
    """The owner is killed -9 while four writers are at work."""
    script = (
        "import sys, time; from pathlib import Path; from shouwei.config.postgres import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    )
    owner = subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert owner.stdout.readline() == "up\n"
    server = EmbeddedPostgres(folder)
    prepare_table(server.url("owner"), ROLES["application"])
    with Writers(server.url("application")) as writers:
        writers.wait_for(300)
        owner.kill()
        owner.wait()
        owner.stdout.close()
        deadline = time.monotonic() + 10
        while living_in(server.cluster) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert living_in(server.cluster) == []
        server.start()
        writers.wait_for(100)

    assert lost(server.url("application"), writers.acknowledged) == set()
    server.stop()
    assert living_in(server.cluster) == []


def test_a_half_made_cluster_is_made_again(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    half = server.home / "making" / "cluster"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    server.start()

    assert server.answers()
    assert not (server.home / "making").exists()
    server.stop()


def test_a_closed_folder_above_stays_closed(folder: Path) -> None:
    """As root the database moves out rather than opening somebody's home; as anybody else it is at home there."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed / "data" if os.geteuid() else closed)
    server.data.mkdir(exist_ok=True)

    server.start()

    assert server.answers()
    assert server.home.parent == (server.data if os.geteuid() else STATE)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert EmbeddedPostgres(server.data).home == server.home
    server.stop()


def test_a_cluster_of_another_version_is_named_and_left_alone(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.url("owner")  # makes the passwords
    server.cluster.mkdir(parents=True)
    (server.cluster / "PG_VERSION").write_text("9\n")

    with pytest.raises(LaunchError, match="was made by PostgreSQL 9, the programs are"):
        server.start()

    server.stop()
    assert [file.name for file in server.cluster.iterdir()] == ["PG_VERSION"]


def test_lost_passwords_are_said_at_once(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.cluster.mkdir(parents=True)
    (server.cluster / "PG_VERSION").write_text("18\n")

    with pytest.raises(LaunchError, match=r"database\.json is missing"):
        server.url("owner")

    assert not (folder / "secrets").exists()


def test_a_folder_without_postgresql_is_named(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("SHOUWEI_PG_BIN", str(folder))

    with pytest.raises(LaunchError, match=f"{folder} holds no runnable PostgreSQL"):
        binaries_for(None)


def test_open_to_all_looks_at_every_folder_above(folder: Path) -> None:
    folder.chmod(0o711)
    inner = folder / "inner"
    inner.mkdir(mode=0o711)
    assert open_to_all(inner) == open_to_all(folder.parent)

    folder.chmod(0o700)

    assert not open_to_all(inner)
