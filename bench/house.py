"""A house of our own for a measurement: throw-away database, the load, servers as in production, and what they consume.

PostgreSQL and the web servers share one core, the client has the others, as when the peers were measured.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from shouwei.config.installation import data_folder, environment
from shouwei.config.postgres import ROLES, EmbeddedPostgres
from shouwei.config.supervisor import Service, chosen_port, prepare, wait_for_page, web

ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")
TODAY = date(2026, 11, 20)
"""The day all of it happens on."""
OURSELVES = "bench"
"""application_name of our own connections, left out when backends are counted."""


@dataclass
class House:
    """What stands while a measurement runs."""

    database: str
    name: str
    service: Service
    port: int
    bare: Service
    bare_port: int
    pinned: bool
    application: str = ""
    """Address of the database as the pages are served with it."""
    admin: str | None = None
    """On the embedded server: who may make databases."""
    environment: dict[str, str] = field(default_factory=dict)
    cores: tuple[int, ...] = ()

    def database_cpu(self) -> float:
        """Seconds of CPU of every backend of our database so far, our own connections left out."""
        with psycopg.connect(self.database, application_name=OURSELVES) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name <> %s", [self.name, OURSELVES]
            )
            return sum(cpu_of(pid) for (pid,) in rows)


@contextmanager
def house() -> Iterator[House]:
    """Everything up and filled; taken down and deleted afterwards, also after an error."""
    with ExitStack() as parts:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        place = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="shouwei-bench-")))
        place.chmod(0o711)  # the database user passes through
        data = data_folder(str(place / "data"))
        cores = sorted(os.sched_getaffinity(0))
        pinned = len(cores) > 1
        if pinned:
            os.sched_setaffinity(0, cores[:1])
        owner, application, name, role, admin = _database(data, parts)
        port = chosen_port("127.0.0.1", None)
        env = environment(data, application, SHOUWEI_TODAY=TODAY.isoformat(), SHOUWEI_DEMO="0", SHOUWEI_DEBUG="0")
        env["SHOUWEI_SECOND_FACTOR"] = "0"  # sessions are made, not signed in for
        env["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
        as_owner = {**env, "DATABASE_URL": owner}
        prepare(["schema", *([role] if role else [])], as_owner, data)
        ours = _started(web("127.0.0.1", port, env, data), parts)
        wait_for_page(ours, "127.0.0.1", port)
        bare_port = chosen_port("127.0.0.1", None)
        plain = web("127.0.0.1", bare_port, env, data)
        plain.name, plain.command[-1] = "The bare page", "bench.bare:application"
        bare = _started(plain, parts)
        wait_for_page(bare, "127.0.0.1", bare_port)
        if pinned:
            os.sched_setaffinity(0, cores[1:])
        os.environ.update(as_owner)
        yield House(owner, name, ours, port, bare, bare_port, pinned, application, admin, env, tuple(cores))


@contextmanager
def beside(stand: House) -> Iterator[House]:
    """A second house on the same server, with a database and servers of its own, so that two sizes can be asked in turn."""
    with ExitStack() as parts:
        place = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="shouwei-bench-")))
        place.chmod(0o711)
        data = data_folder(str(place / "data"))
        name = f"{stand.name}_beside"
        admin = stand.admin or stand.database

        def command(text: str) -> None:
            with psycopg.connect(str(admin), autocommit=True) as connection:
                connection.execute(sql.SQL(text).format(sql.Identifier(name), sql.Identifier(ROLES["owner"])))

        command("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'" + (" OWNER {}" if stand.admin else ""))
        parts.callback(command, "DROP DATABASE {} WITH (FORCE)")
        owner, application = (
            urlsplit(one)._replace(path=f"/{name}").geturl() for one in (stand.database, stand.application)
        )
        env = {**stand.environment, "DATABASE_URL": application}
        prepare(["schema", *([ROLES["application"]] if stand.admin else [])], {**env, "DATABASE_URL": owner}, data)
        port = chosen_port("127.0.0.1", None)
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, stand.cores[:1])
        ours = _started(web("127.0.0.1", port, env, data), parts)
        wait_for_page(ours, "127.0.0.1", port)
        os.sched_setaffinity(0, cores)
        yield replace(stand, database=owner, application=application, name=name, service=ours, port=port)


def _started(service: Service, parts: ExitStack) -> Service:
    parts.callback(service.stop)
    service.start()
    return service


def _database(data: Path, parts: ExitStack) -> tuple[str, str, str, str, str | None]:
    """A database of our own: on the server of ``DATABASE_URL``, else on an embedded one.

    The owner's address, the application's, the name, the role to grant to, and the address of who may make databases. Pages are served as the application, whom row
    security holds; on an external server, where there is only one account, as the owner.
    """
    external = os.environ.get("DATABASE_URL")
    if external is None:
        server = EmbeddedPostgres(data)
        parts.callback(shutil.rmtree, server.home, ignore_errors=True)
        parts.callback(server.stop)
        server.start()
        return (
            server.url("owner"),
            server.url("application"),
            "shouwei",
            ROLES["application"],
            server.url("admin", "postgres"),
        )
    name = f"shouwei_bench_{os.getpid()}"

    def command(text: str) -> None:
        with psycopg.connect(external, autocommit=True) as connection:
            connection.execute(sql.SQL(text).format(sql.Identifier(name)))

    command("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
    parts.callback(command, "DROP DATABASE {} WITH (FORCE)")
    url = urlsplit(external)._replace(path=f"/{name}").geturl()
    return url, url, name, "", None


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def cpu_of(pid: int) -> float:
    """Seconds of CPU, user and system, of all threads of a process; 0 when it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def memory_of(pid: int) -> float:
    """MB of a process and its descendants, shared pages counted once among those that share them."""
    total = 0
    for member in family(pid):
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024
