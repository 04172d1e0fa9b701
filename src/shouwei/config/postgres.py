"""The embedded PostgreSQL: made once, started by us, dying with us, reached only through a private socket.

Three roles, each with a generated password (scram-sha-256, no ``trust`` anywhere): an administrator that only this file
uses, the *owner* of the database (migrations) and the *application*, which may not change the schema.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

from shouwei.config.postgres_binaries import STATE, Account, LaunchError, binaries_for, database_account, open_to_all
from shouwei.config.processes import RunAs, end_all, end_of, living_in, spawn

DATABASE = "shouwei"
PORT = 5432  # only the name of the socket: nothing listens on the network
ROLES = {"admin": "shouwei_admin", "owner": "shouwei_owner", "application": "shouwei_app"}
LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
PATIENCE = 300  # seconds: recovery after a crash may have much to replay
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "shared_buffers": "128MB",
    "max_connections": "60",
    "password_encryption": "scram-sha-256",
    # Containers often have 64 MB of shared memory, too little for parallel queries; our queries are small.
    "max_parallel_workers_per_gather": "0",
}
FAST_AND_FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "100"}
"""For tests that throw their cluster away."""

Role = Literal["admin", "owner", "application"]


class EmbeddedPostgres:
    """One cluster below ``data``, at most one process tree running it."""

    def __init__(
        self, data: Path, settings: Mapping[str, str] | None = None, *, owner_may_create_databases: bool = False
    ) -> None:
        self.data = data.resolve()
        self.account: Account | None = database_account()
        self.settings = {**SETTINGS, **(settings or {})}
        self.owner_may_create_databases = owner_may_create_databases
        self.home = _home_for(self.data, self.account)
        self.cluster = self.home / "cluster"
        self.log = self.home / "postgres.log"
        self.socket = self._socket_folder()
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._passwords: dict[str, str] = {}

    def url(self, role: Role, database: str = DATABASE) -> str:
        password = quote(self._password(role), safe="")
        return f"postgresql://{ROLES[role]}:{password}@/{database}?host={quote(str(self.socket), safe='')}&port={PORT}"

    def start(self) -> None:
        """Make the cluster if there is none, clear what a crash left, start, and wait until it answers.

        Raises ``LaunchError`` when another process runs it or the server does not come up.
        """
        self._own(self.home)
        self._hold()
        self._own(self.socket)
        binaries = binaries_for(self.account)
        if not (self.cluster / "PG_VERSION").exists():
            self._create(binaries.folder, binaries.major)
        made_by = int((self.cluster / "PG_VERSION").read_text())
        if made_by != binaries.major:
            raise LaunchError(
                f"{self.cluster} was made by PostgreSQL {made_by}, the programs are {binaries.major}: "
                f"set SHOUWEI_PG_BIN to the bin folder of a PostgreSQL {made_by}."
            )
        self._clear_after_crash()
        self._launch(binaries.folder)
        self._wait()
        self._ensure_database()

    def stop(self) -> None:
        """Roll back what is open, write everything out, end.  Acknowledged writes are safe either way."""
        if self.process is not None:
            for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
                if self.process.poll() is not None:
                    break
                self.process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(patience)
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether a server accepts our administrator on the socket, whoever started it."""
        if not (self.socket / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            psycopg.connect(self.url("admin", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _password(self, role: Role) -> str:
        """Made at the first call, before the cluster: a cluster without known passwords would be lost."""
        if not self._passwords:
            file = self.data / "secrets" / "database.json"
            if not file.exists():
                if (self.cluster / "PG_VERSION").exists():
                    raise LaunchError(f"{file} is missing: without it nobody can open the database in {self.cluster}.")
                keep_secret(file, json.dumps({role: secrets.token_urlsafe(24) for role in ROLES}))
            self._passwords = json.loads(file.read_text())
        return self._passwords[role]

    def _run_as(self) -> RunAs:
        return self.account.run_as() if self.account else {}

    def _own(self, folder: Path) -> None:
        """``folder``, open to the database user alone (and to root)."""
        folder.mkdir(exist_ok=True)
        facts = folder.lstat()
        wanted = self.account.uid if self.account else os.geteuid()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (wanted, os.geteuid()):
            raise LaunchError(f"{folder} belongs to somebody else: run ./run as the user who made it.")
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)

    def _socket_folder(self) -> Path:
        near = self.home / "socket"
        if len(str(near)) <= LONGEST_SOCKET_PATH - len(f"/.s.PGSQL.{PORT}.lock"):
            return near
        name = hashlib.sha256(str(near).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"shouwei-{os.geteuid()}-{name}"

    def _hold(self) -> None:
        if self._lock is not None:
            return
        lock = open(self.home / "lock", "w")  # noqa: SIM115  # held as long as the server runs
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise LaunchError(f"Another process runs the database in {self.home}.") from None
        self._lock = lock

    def _create(self, programs: Path, major: int) -> None:
        """Beside its place, then renamed: a killed initdb must not leave a half cluster that looks whole."""
        making = self.home / "making"
        shutil.rmtree(making, ignore_errors=True)
        self._own(making)
        password = making / "password"
        keep_secret(password, self._password("admin"))
        if self.account:
            os.chown(password, self.account.uid, self.account.gid)
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]
        command: list[str | Path] = [
            programs / "initdb",
            "-D",
            making / "cluster",
            "-U",
            ROLES["admin"],
            f"--pwfile={password}",
            "--encoding=UTF8",
        ]
        command += [*locale, "--auth=scram-sha-256", "--data-checksums"]
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        log = self.home / "initdb.log"
        log.unlink(missing_ok=True)
        if self._spawn(command, log, dies_by=signal.SIGKILL).wait() != 0:
            raise LaunchError(f"The database could not be made in {making}:\n{end_of(log)}")
        (making / "cluster" / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        (making / "cluster").rename(self.cluster)
        shutil.rmtree(making)

    def _clear_after_crash(self) -> None:
        """End a server whose owner was killed, then drop its lock files: the pid in them may be anybody's by now."""
        if not (self.cluster / "postmaster.pid").exists():
            return
        end_all(lambda: living_in(self.cluster), (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL), patience=15)
        left = living_in(self.cluster)
        if left:
            raise LaunchError(f"Processes {left} of an earlier start do not end: end them, then start again.")
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for file in self.socket.glob(".s.PGSQL.*"):
            file.unlink()

    def _launch(self, programs: Path) -> None:
        settings = {**self.settings, "unix_socket_directories": str(self.socket)}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = self._spawn(
            [programs / "postgres", "-D", self.cluster, *arguments], self.log, dies_by=signal.SIGINT
        )

    def _spawn(self, command: list[str | Path], log: Path, dies_by: int) -> subprocess.Popen[bytes]:
        """With none of our environment: PGPORT or PGDATA of the operator must not steer this server."""
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
        return spawn(command, log=log, environment=environment, dies_by=dies_by, run_as=self._run_as())

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if not self.alive() or time.monotonic() > deadline:
                raise LaunchError(f"PostgreSQL did not start; the end of {self.log}:\n{end_of(self.log)}")
            time.sleep(0.02)

    def _ensure_database(self) -> None:
        """Roles and database; repeated at each start, since a kill may come between any two of these steps."""
        create = "CREATEDB" if self.owner_may_create_databases else "NOCREATEDB"
        with psycopg.connect(self.url("admin", "postgres"), autocommit=True) as connection:
            present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            wanted: list[tuple[Role, str]] = [("owner", create), ("application", "NOCREATEDB")]
            for role, may in wanted:
                if ROLES[role] not in present:
                    statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
                    connection.execute(
                        statement.format(sql.Identifier(ROLES[role]), sql.SQL(may), self._password(role))
                    )
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ROLES["owner"])))
            admit_application(connection, DATABASE)
            # So that tests of row security, run by the owner, can look through the application's eyes.
            statement = sql.SQL("GRANT {} TO {}")
            connection.execute(statement.format(sql.Identifier(ROLES["application"]), sql.Identifier(ROLES["owner"])))


def admit_application(connection: psycopg.Connection[Any], database: str) -> None:
    """Nobody comes in but the application, and it may stage rows in tables of its session: imports write through them."""
    names = {"database": sql.Identifier(database), "application": sql.Identifier(ROLES["application"])}
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {application}").format(**names))


def _home_for(data: Path, account: Account | None) -> Path:
    """Below the data folder; where the database user cannot pass (root's closed home), in ``STATE`` behind a link."""
    place = data / "postgres"
    if place.is_symlink():
        if not place.exists():
            raise LaunchError(
                f"{place} points to {os.readlink(place)}, which is gone: put it back or restore a backup."
            )
        return place.resolve()
    if account is None or open_to_all(data):
        return place
    if place.exists():
        raise LaunchError(
            f"The database user can no longer pass through {data}: give its folders back their x permission."
        )
    STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = STATE / f"cluster-{secrets.token_hex(6)}"
    home.mkdir()
    place.symlink_to(home)
    return home


def keep_secret(file: Path, text: str) -> None:
    """Write ``file`` whole or not at all, readable by its owner only."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    making = file.with_name(f".{file.name}.{os.getpid()}")
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    making.rename(file)
