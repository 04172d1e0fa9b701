"""The whole system started as ``./run`` starts it, its parts killed one after the other under a writer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

from shouwei.config import supervisor
from shouwei.config.installation import environment
from shouwei.config.postgres import FAST_AND_FORGETFUL, ROLES, EmbeddedPostgres
from shouwei.config.postgres_binaries import LaunchError
from shouwei.config.processes import living_in, marked

from .writers import Writers, lost, prepare_table

READY = "Ctrl-C stops everything"
PATIENCE = 300  # seconds: the first start writes the whole schema, beside all other tests


@dataclass
class System:
    """One ``./run`` on a data folder of its own; without the sample, which other tests load."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    said: Path

    @property
    def database(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.data)

    def parts(self, words: str) -> list[int]:
        """Processes whose command line contains ``words``, parents first."""
        found = []
        for pid in marked(str(self.data)):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in line:
                found.append(pid)
        return sorted(found, key=lambda pid: os.getpgid(pid) != pid)

    def everything(self) -> list[int]:
        return [*marked(str(self.data)), *living_in(self.database.cluster)]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/health/ready", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False


def wait_until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, f"not within {patience} s: {what}"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(data: Path, port: int, **more: str) -> System:
    said = data.parent / f"said-{time.monotonic_ns()}"
    command = [sys.executable, "-m", "shouwei.config.cli", "serve", "--data", str(data), "--port", str(port)]
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SHOUWEI_DATA")}
    clean |= {"SHOUWEI_DEMO": "0", "DJANGO_SETTINGS_MODULE": "shouwei.config.settings", **more}
    clean.pop("SHOUWEI_SECRET_KEY", None)
    with open(said, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=clean)
    return System(data, port, process, said)


def start(data: Path, port: int, **more: str) -> System:
    """Launched, and waited for until the address is told."""
    system = launch(data, port, **more)
    wait_until(
        lambda: system.process.poll() is not None or READY in system.said.read_text(), "the address is told", 600
    )
    assert system.process.poll() is None, system.said.read_text()
    return system


@pytest.fixture(scope="module")
def system(shared_folder: Path) -> Iterator[System]:
    """Kept running through the stories below, each of which leaves it whole."""
    system = start(shared_folder / "data", free_port())
    prepare_table(system.database.url("owner"), ROLES["application"])
    yield system
    system.process.kill()
    system.process.wait()
    wait_until(lambda: system.everything() == [], "processes of the system gone")


def test_it_opens_the_first_page_and_names_its_address(system: System) -> None:
    said = system.said.read_text()

    assert system.answers()
    assert f"  http://localhost:{system.port}\n" in said
    assert said.rstrip().endswith(f"{READY}; the data stay.")


def test_the_schema_belongs_to_the_owner_and_the_trail_can_only_be_continued(system: System) -> None:
    with psycopg.connect(system.database.url("application")) as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'").fetchall()
        may = {
            right: connection.execute("SELECT has_table_privilege('audit_event', %s)", [right]).fetchone()
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        }

    assert owners == [("shouwei_owner",)]
    assert may == {"SELECT": (True,), "INSERT": (True,), "UPDATE": (False,), "DELETE": (False,), "TRUNCATE": (False,)}


def test_a_second_instance_on_the_same_data_is_refused_with_a_sentence(system: System) -> None:
    command = [sys.executable, "-m", "shouwei.config.cli", "serve", "--data", str(system.data)]
    second = subprocess.run(command, capture_output=True, text=True, check=False)

    assert second.returncode == 1
    assert second.stderr == (
        f"shouwei: {system.data} is in use by process {system.process.pid} (http://localhost:{system.port}). "
        "Stop that one first, or choose another folder with --data.\n"
    )
    assert system.answers()


def test_a_command_uses_the_running_database_and_leaves_it_running(system: System) -> None:
    command = [sys.executable, "-m", "shouwei.config.cli", "manage", "migrate", "--check"]
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        command, env={**clean, "SHOUWEI_DATA": str(system.data)}, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert system.answers()


@pytest.mark.parametrize("part", ["a web worker", "the web server", "the job worker", "PostgreSQL"])
def test_whatever_is_killed_comes_back_and_no_acknowledged_write_is_lost(system: System, part: str) -> None:
    def of_part() -> list[int]:
        if part == "PostgreSQL":
            return living_in(system.database.cluster)
        return system.parts("procrastinate" if part == "the job worker" else "granian")

    before = of_part()
    victim = before[-1] if part == "a web worker" else before[0]
    with Writers(system.database.url("application")) as writers:
        writers.wait_for(100)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: victim not in of_part(), f"{part} gone")
        wait_until(lambda: len(of_part()) >= min(len(before), 3), f"{part} started again")
        wait_until(system.answers, "the page answers again")
        writers.wait_for(100)

    assert lost(system.database.url("application"), writers.acknowledged) == set()


def test_when_the_supervisor_is_killed_all_go_and_the_next_start_has_every_acknowledged_write(system: System) -> None:
    with Writers(system.database.url("application")) as writers:
        writers.wait_for(200)
        system.process.kill()
        system.process.wait()
        wait_until(lambda: system.everything() == [], "everything gone with its supervisor")
        again = start(system.data, system.port)
        system.process, system.said = again.process, again.said
        writers.wait_for(50)

    assert system.answers()
    assert lost(system.database.url("application"), writers.acknowledged) == set()


def test_when_all_but_a_web_worker_are_killed_the_next_start_gets_its_port(system: System) -> None:
    """The worst leftover: a worker that goes on holding the port with nobody above it."""
    supervisor_first = [system.process.pid, *system.parts("granian")[:1]]
    for pid in supervisor_first:
        os.kill(pid, signal.SIGKILL)
    system.process.wait()

    again = start(system.data, system.port)

    system.process, system.said = again.process, again.said
    assert system.answers()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wish_to_stop_stops_everything_in_order(system: System, number: signal.Signals) -> None:
    system.process.send_signal(number)

    assert system.process.wait(PATIENCE) == 0
    assert system.everything() == []
    assert system.said.read_text().endswith("[shouwei] Stopping …\n[shouwei] Stopped.\n")
    again = start(system.data, system.port)
    system.process, system.said = again.process, again.said


def test_the_job_worker_does_what_the_application_asks(system: System) -> None:
    """A job of procrastinate's own, asked for with the application's rights and done with them."""
    command = [
        sys.executable,
        "-m",
        "django",
        "procrastinate",
        "defer",
        "builtin:procrastinate.builtin_tasks.remove_old_jobs",
    ]
    env = environment(system.data, system.database.url("application"), DJANGO_SETTINGS_MODULE="shouwei.config.settings")
    asked = subprocess.run([*command, '{"max_hours": 1}'], env=env, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr

    with psycopg.connect(system.database.url("application"), autocommit=True) as connection:
        question = "SELECT DISTINCT status::text FROM procrastinate_jobs"
        wait_until(lambda: connection.execute(question).fetchall() == [("succeeded",)], "the job is done")


def test_a_wish_to_stop_is_heard_during_the_first_start(folder: Path) -> None:
    system = launch(folder / "data", free_port())
    wait_until(lambda: "Bringing the schema" in system.said.read_text(), "the schema is begun")

    system.process.send_signal(signal.SIGINT)

    assert system.process.wait(PATIENCE) == 0
    assert system.everything() == []


@pytest.mark.parametrize("roles", ["one role", "two roles"])
def test_an_existing_postgresql_needs_nothing_but_its_address(folder: Path, roles: str) -> None:
    elsewhere = EmbeddedPostgres(folder, FAST_AND_FORGETFUL)
    elsewhere.start()
    data = folder / "data"
    addresses = {"DATABASE_URL": elsewhere.url("owner")}
    if roles == "two roles":
        addresses = {"DATABASE_URL": elsewhere.url("application"), "DATABASE_OWNER_URL": elsewhere.url("owner")}

    system = start(data, free_port(), **addresses)

    assert system.answers()
    assert not (data / "postgres").exists()
    system.process.send_signal(signal.SIGINT)
    assert system.process.wait(PATIENCE) == 0
    elsewhere.stop()
    assert marked(str(data)) == []


def test_a_taken_port_is_refused_when_asked_for_and_passed_over_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(supervisor, "DEFAULT_PORT", taken)

        with pytest.raises(LaunchError, match=f"Port {taken} on 127.0.0.1 cannot be used"):
            supervisor.chosen_port("127.0.0.1", taken)
        chosen = supervisor.chosen_port("127.0.0.1", None)

    assert taken < chosen < taken + supervisor.PORTS_TRIED
    assert capsys.readouterr().out == f"[shouwei] Port {taken} is taken; using {chosen}\n"


def test_a_request_to_stop_that_a_finalizer_swallowed_is_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []

    def swallows(options: supervisor.Options, parts: ExitStack) -> NoReturn:
        with suppress(supervisor.StopRequested):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(10)
        told.append("swallowed")
        try:
            time.sleep(60)
        finally:
            # Longer than until the next asking: cleaning up is not disturbed.
            time.sleep(2.5 * supervisor.ASKED_AGAIN)
            told.append("cleaned")
        raise AssertionError("nobody asked again")

    monkeypatch.setattr(supervisor, "run", swallows)
    before = signal.getsignal(signal.SIGALRM)

    assert supervisor.supervise(supervisor.Options(tmp_path)) == 0
    assert (told, signal.getsignal(signal.SIGALRM)) == (["swallowed", "cleaned"], before)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
