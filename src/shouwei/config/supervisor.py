"""Starts the parts in order, keeps them running, stops them in order.

PostgreSQL (unless ``DATABASE_URL``) → schema and static files → sample → web server and job worker.  Whatever is killed
is started again; if this process is killed the kernel takes the others down, and the next start clears what is left.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg

from shouwei.config.installation import ROOT, environment, external_database, hold, owner_of, tell_holder
from shouwei.config.postgres import ROLES, EmbeddedPostgres
from shouwei.config.postgres_binaries import LaunchError
from shouwei.config.processes import MARK, end_all, end_group, end_of, marked, spawn
from shouwei.config.sample.people import CAST, Person

DEFAULT_PORT = 8000
PORTS_TRIED = 100
WEB_WORKERS = 2
THREADS_PER_WORKER = 4  # below the 8 connections of a worker's pool
FIRST_ANSWER = 60  # seconds
STOPPING = 10  # seconds a part may take to finish its work
TICK = 0.25
ORDER = "restore.order"
"""In the data folder: the number of an approved request to restore, written by the worker."""
QUICK_DEATH, LONGEST_PAUSE = 5.0, 30.0  # seconds
ASKED_AGAIN = 1.0  # seconds until a request to stop that nobody heard is made again


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM; not an error, and nothing below may catch it by accident."""


@dataclass(frozen=True)
class Options:
    data: Path
    port: int | None = None
    """None: 8000, or the next one free."""
    host: str = "127.0.0.1"
    plan: Path | None = None


@dataclass
class Service:
    """A child that is started again whenever it dies, more slowly each time it dies at once."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    pause: float = field(default=0.0)

    def start(self) -> None:
        self.begun = time.monotonic()
        self.process = spawn(self.command, log=self.log, environment=self.environment, dies_by=signal.SIGKILL, cwd=ROOT)

    def revive(self) -> None:
        """Look once: if dead, clear its remains and start it again when the pause is over."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.begun
        if lived < self.pause:
            return
        self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE) if lived < max(QUICK_DEATH, self.pause * 2) else 0.0
        say(f"{self.name} ended ({self.process.returncode}); starting it again. Its words are in {self.log}")
        end_group(self.process.pid, patience=2)
        self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOPPING)
        end_group(self.process.pid, patience=1)
        self.process.wait()


def supervise(options: Options) -> int:
    """Run until asked to stop.  Raises ``LaunchError`` when it cannot start."""
    try:
        with interruptible(), ExitStack() as parts:
            run(options, parts)
    except StopRequested:
        say("Stopped.")
    return 0


@contextmanager
def interruptible() -> Iterator[None]:
    """The first Ctrl-C or SIGTERM unwinds us; later ones must not disturb the stopping.

    Python drops what is raised while it happens to run a finalizer.  So every second it is seen whether we are unwinding, and
    if not the request is raised anew.
    """

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        say("Stopping …")
        signal.setitimer(signal.ITIMER_REAL, ASKED_AGAIN, ASKED_AGAIN)
        raise StopRequested

    def again(number: int, frame: FrameType | None) -> None:
        if not unwinding():
            raise StopRequested

    hung_up = [] if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else [signal.SIGHUP]  # nohup ./run stays
    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, *hung_up)}
    before[signal.SIGALRM] = signal.signal(signal.SIGALRM, again)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in before.items():
            signal.signal(each, handler)


def unwinding() -> bool:
    """Whether a request to stop is being handled right now, by whoever cleans up for it."""
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, StopRequested):
        error = error.__context__
    return error is not None


def run(options: Options, parts: ExitStack) -> NoReturn:
    begun = time.monotonic()
    data = options.data
    lock = parts.enter_context(hold(data, "./run"))
    end_all(lambda: marked(str(data)), (signal.SIGTERM, signal.SIGKILL), patience=5)
    port = chosen_port(options.host, options.port)
    server, owner, application, role = open_database(data, parts)
    env = environment(data, application, **{MARK: str(data)})
    env.setdefault("SHOUWEI_SITE_URL", f"http://localhost:{port}")
    say("Bringing the schema and the static files up to date")
    prepare(["schema", *([role] if role else [])], {**env, "DATABASE_URL": owner}, data)
    env["SHOUWEI_DEMO"] = settle_mode(data, application, options.plan, env)
    # Only the worker makes backups, which must see every row; pages keep to the application's rights.
    services = [web(options.host, port, env, data), worker({**env, "DATABASE_OWNER_URL": owner}, data)]
    for service in services:
        parts.callback(service.stop)
        service.start()
    address = f"http://{'localhost' if options.host == '127.0.0.1' else options.host}:{port}"
    wait_for_page(services[0], options.host, port)
    tell_holder(lock, f"process {os.getpid()} ({address})")
    announce(address, env["SHOUWEI_DEMO"] == "1", time.monotonic() - begun)
    while True:
        time.sleep(TICK)
        if server is not None and not server.alive():
            say("PostgreSQL ended; starting it again")
            server.start()
        for service in services:
            service.revive()
        if (data / ORDER).exists():
            restore_as_ordered(services, {**env, "DATABASE_URL": owner}, role, data, Place(options.host, port))


@dataclass(frozen=True)
class Place:
    """Where the pages are."""

    host: str
    port: int


def restore_as_ordered(services: list[Service], env: dict[str, str], role: str, data: Path, place: Place) -> None:
    """Everything stops, an approved backup is put in place, everything starts again, whatever came of it.

    The order goes first: one that kills us must not be met again at the next start. Meanwhile a page says what is going on.
    """
    number = (data / ORDER).read_text().strip()
    (data / ORDER).unlink()
    if not number.isdigit():
        return
    say(f"Restoring a backup as approved (request {number})")
    for service in reversed(services):
        service.stop()
    closed = closed_for_now(place.host, place.port, env, data)
    closed.start()
    try:
        prepare([number, *([role] if role else [])], env, data, module="shouwei.config.put_back")
    except LaunchError as error:
        say(str(error))
    finally:
        closed.stop()
        for service in services:
            service.start()
    wait_for_page(services[0], place.host, place.port)
    say("Up again")


def open_database(data: Path, parts: ExitStack) -> tuple[EmbeddedPostgres | None, str, str, str]:
    """The server if it is ours, the owner's address, the application's address, and the role to grant to ("" for none)."""
    external = external_database()
    if external:
        say("Database: the one of DATABASE_URL")
        owner = owner_of(external)
        role = psycopg.conninfo.conninfo_to_dict(external).get("user", "") if owner != external else ""
        return None, owner, external, str(role)
    server = EmbeddedPostgres(data)
    parts.callback(server.stop)
    say(f"Database: embedded PostgreSQL in {server.home}")
    server.start()
    return server, server.url("owner"), server.url("application"), ROLES["application"]


def prepare(arguments: list[str], env: dict[str, str], data: Path, *, module: str = "shouwei.config.prepare") -> None:
    """Run ``module`` to its end.  Raises ``LaunchError`` with what it said."""
    log = data / "logs" / "prepare.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", module, *arguments]
    process = spawn(command, log=log, environment=env, dies_by=signal.SIGTERM, cwd=ROOT)
    try:
        code = process.wait()
    finally:
        end_group(process.pid, patience=STOPPING)  # asked to stop meanwhile: it must not outlive us
    if code != 0:
        raise LaunchError(f"Preparing ({arguments[0]}) failed:\n{end_of(log, 25)}")


def settle_mode(data: Path, database: str, plan: Path | None, env: dict[str, str]) -> str:
    """``SHOUWEI_DEMO`` for the parts; fills an empty database with the sample group where that is the mode."""
    file = data / "mode"
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM people_user)").fetchone()
    empty = bool(row and row[0])
    remembered = file.read_text().strip() if file.exists() else None
    sample = shows_sample(os.environ.get("SHOUWEI_DEMO"), remembered, empty)
    file.write_text("sample\n" if sample else "own\n")
    if sample and empty:
        say(f"Filling the empty database with the sample group{f' and {plan.name}' if plan else ''}")
        prepare(["sample", *([str(plan)] if plan else [])], {**env, "SHOUWEI_DEMO": "1"}, data)
    elif plan:
        say("--plan is for the first start on an empty database; in this one, import the plan on its page.")
    return "1" if sample else "0"


def shows_sample(asked: str | None, remembered: str | None, empty: bool) -> bool:
    """Whether this installation is the sample group (one-click sign-in) or somebody's own data.

    The data folder remembers: forgetting the variable must never open real data to one-click sign-in.
    """
    if asked:
        return asked == "1"
    return empty if remembered is None else remembered == "sample"


def web(host: str, port: int, env: dict[str, str], data: Path) -> Service:
    command = [
        sys.executable,
        "-m",
        "shouwei.config.granian_preloaded",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--no-ws",
    ]
    command += ["--workers", str(WEB_WORKERS), "--blocking-threads", str(THREADS_PER_WORKER), "--log-level", "warning"]
    command += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5"]
    # Threads that draw large pages in heaps of their own leave holes in each: two heaps do for four threads.
    env = {**env, "MALLOC_ARENA_MAX": env.get("MALLOC_ARENA_MAX", "2")}
    return Service("The web server", [*command, "shouwei.config.web:application"], env, data / "logs" / "web.log")


def closed_for_now(host: str, port: int, env: dict[str, str], data: Path) -> Service:
    command = [sys.executable, "-m", "shouwei.config.closed_for_now", host, str(port)]
    return Service("The page that says so", command, env, data / "logs" / "closed.log")


def worker(env: dict[str, str], data: Path) -> Service:
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout", "5"]
    return Service("The job worker", command, env, data / "logs" / "worker.log")


def chosen_port(host: str, asked: int | None) -> int:
    for port in [asked] if asked is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if asked is not None:
                    raise LaunchError(
                        f"Port {port} on {host} cannot be used ({error.strerror}): choose --port."
                    ) from None
                continue
            if port != DEFAULT_PORT and asked is None:
                say(f"Port {DEFAULT_PORT} is taken; using {port}")
            return int(probe.getsockname()[1])
    raise LaunchError(f"No port from {DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1} is free: choose --port.")


def wait_for_page(service: Service, host: str, port: int) -> None:
    deadline = time.monotonic() + FIRST_ANSWER
    status = None
    while status is None and service.process and service.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
        status = answer(host, port, service.environment.get("SHOUWEI_ALLOWED_HOSTS", "localhost"))
    if status != 200:
        said = f"answers {status}" if status else "does not answer"
        raise LaunchError(f"The web server {said}; the end of {service.log}:\n{end_of(service.log, 25)}")


def answer(host: str, port: int, allowed: str) -> int | None:
    """Status of the health page, asked for under the first of the ``allowed`` names; None: nobody is listening yet."""
    name = allowed.split(",")[0].lstrip(".*") or "localhost"
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # asked for, not chosen here
    connection = http.client.HTTPConnection(reachable, port, timeout=10)
    try:
        connection.request("GET", "/health/live", headers={"Host": name})
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def announce(address: str, demo: bool, seconds: float) -> None:
    say(f"Ready in {seconds:.1f} s\n")
    print(f"  {address}\n")
    for line in ways_to_sign_in() if demo else ["Sign in with your account."]:
        print(f"  {line}")
    print("\n  Ctrl-C stops everything; the data stay.", flush=True)


def ways_to_sign_in() -> list[str]:
    """One person of the sample group for each role; the page lists them all."""
    first: dict[str, Person] = {}
    for person in CAST:
        first.setdefault(person.role, person)
    people = [f"  {person.name}  {person.organisation} ({role})" for role, person in first.items()]
    return ["Sign in with one click, as anybody of the invented sample group; for example", *people]


def say(line: str) -> None:
    print(f"[shouwei] {line}", flush=True)
