"""A running house is backed up, destroyed behind its back, and put back on the word of two persons by its own pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Any

import psycopg
import pytest
from psycopg import sql

from shouwei.front.operations.backups.making import TABLES

from .conftest import short_folder
from .test_supervisor import READY, System, free_port, launch, wait_until

LIVING = re.compile(
    r"procrastinate_.*|calendar_schedule|people_session|people_knowndevice|people_tries|audit_(event|chainlink|head)|"
    r"operations_(run|restorerequest)|notices_(notice|dispatch)|django_session"
)
"""What the house itself goes on writing while nobody touches it; the rest must be equal row by row."""


class Browser:
    """One person at one screen: cookies, forms with their token, redirects followed."""

    def __init__(self, port: int) -> None:
        self.site = f"http://localhost:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.site + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, page: str, **fields: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": found[1], **fields}).encode()
        request = urllib.request.Request(self.site + path, data, {"Referer": self.site + path})  # noqa: S310  # ours
        with self.opener.open(request, timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self, username: str) -> None:
        page = self.get("/people/demo/")
        password = re.search(r"演示密码：<strong>([^<]+)</strong>", page)
        assert password is not None
        self.post("/people/sign-in/", page, username=username, password=password[1])


def rows_of(system: System) -> dict[str, Any]:
    """Every row of every table that stands still, and every file."""
    seen: dict[str, Any] = {}
    with psycopg.connect(system.database.url("owner")) as connection:
        for (name,) in connection.execute(TABLES).fetchall():
            if not LIVING.fullmatch(name):
                rows = connection.execute(sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name)))
                seen[name] = rows.fetchall()
    files = (path for path in (system.data / "files").rglob("*") if path.is_file())
    return seen | {"files": {path.relative_to(system.data).as_posix(): path.read_bytes() for path in files}}


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """By table: the rows only one of them has, a few of each; of files the names."""
    found: dict[str, Any] = {}
    for name in sorted({*before, *after}):
        one, other = before.get(name, []), after.get(name, [])
        if one != other and name == "files":
            found[name] = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))[:5]
        elif one != other:
            found[name] = [sorted({*one} - {*other})[:5], sorted({*other} - {*one})[:5]]
    return found


def hold_the_clock(system: System) -> None:
    """No tick any more, before the backup nor after the restore: whatever is due at this hour has run, and nothing runs meanwhile.

    A tick that is queued for tomorrow keeps every other from being queued.
    """
    ticked = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'tick' AND status = 'succeeded'"
    wait_until(lambda: asked(system, ticked) > 0, "the first tick, with all that is due at this hour", 600)
    hold = """
        INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock, scheduled_at)
        VALUES ('tick', 'default', 'tick', now() + interval '1 day') ON CONFLICT DO NOTHING RETURNING id
    """
    wait_until(lambda: asked(system, hold) is not None, "no tick is queued", 600)
    at_work = """
        SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'doing' OR status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
    """
    wait_until(lambda: asked(system, at_work) == 0, "the worker has nothing to do", 600)


def trail(system: System, up_to: int) -> list[Any]:
    with psycopg.connect(system.database.url("owner")) as connection:
        return (
            connection.execute("SELECT e::text FROM audit_event e WHERE id <= %s ORDER BY id", [up_to]).fetchall()
            + connection.execute(
                "SELECT l.number, l.event_id, l.words, l.hash FROM audit_chainlink l WHERE event_id <= %s ORDER BY 1",
                [up_to],
            ).fetchall()
        )


def asked(system: System, query: str) -> Any:
    with psycopg.connect(system.database.url("owner")) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[arg-type]  # written out below
        return row[0] if row else None


def destroy(system: System) -> None:
    """What no page could take back: students blanked, measures gone, the files' bytes overwritten or deleted."""
    with psycopg.connect(system.database.url("owner")) as connection:
        connection.execute("UPDATE learners_student SET name = '坏', class_name = ''")
        connection.execute("TRUNCATE planning_measure, policies_version, organisations_fact CASCADE")
    one, *others = sorted(path for path in (system.data / "files").rglob("*") if path.is_file())
    one.write_bytes(b"not what was kept")
    for path in others[:3]:
        path.unlink()
    (system.data / "files" / "ff").mkdir(exist_ok=True)
    (system.data / "files" / "ff" / ("f" * 64)).write_bytes(b"came after the backup")


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with short_folder() as place:
        running = launch(place / "data", free_port(), SHOUWEI_DEMO="1")
        wait_until(lambda: READY in running.said.read_text() or running.process.poll() is not None, "it is up", 600)
        yield running
        running.process.kill()
        running.process.wait()
        wait_until(lambda: running.everything() == [], "processes of the system gone")


def test_two_persons_put_a_destroyed_house_back(system: System) -> None:
    keeper, clerk = Browser(system.port), Browser(system.port)
    keeper.sign_in("guanli")
    clerk.sign_in("mishu")
    hold_the_clock(system)
    keeper.post("/operations/backups/make/", keeper.get("/operations/backups/"))
    last_run = "SELECT state FROM operations_run ORDER BY id DESC LIMIT 1"  # after three at night it is the second one
    wait_until(lambda: asked(system, last_run) == "done", "the backup is made", 600)
    *earlier, backup = sorted((system.data / "backups").glob("*.backup"))
    made_at = asked(system, "SELECT max(id) FROM audit_event WHERE what = '开始备份'")
    before, told = rows_of(system), trail(system, made_at)

    destroy(system)
    destroyed = ["files", "learners_student", "organisations_fact", "planning_measure"]
    assert sorted(differences(before, rows_of(system))) == destroyed
    ask = f"/operations/backups/restore/?name={backup.name}"
    keeper.post(ask, keeper.get(ask), reason="误删了方案的举措")
    alone = keeper.post("/operations/restores/1/approve/", keeper.get("/operations/backups/"))
    assert "申请人不能批准自己的申请" in alone
    assert asked(system, "SELECT state FROM operations_restorerequest") == "waiting"
    clerk.post("/operations/restores/1/approve/", clerk.get("/operations/backups/"))
    wait_until(lambda: "Up again" in system.said.read_text(), "the system is up again", 600)

    assert differences(before, rows_of(system)) == {}
    assert trail(system, made_at) == told
    assert asked(system, "SELECT array_agg(state ORDER BY id) FROM operations_restorerequest") == ["done"]
    why = asked(system, "SELECT why FROM audit_event WHERE what = '恢复备份'")
    assert re.match("误删了方案的举措（申请：管示例（.*）；批准：秦示例（.*）；备份制作于", why)
    kept = sorted((system.data / "backups").glob("*.backup"))
    assert (kept[:-1], len(kept)) == ([*earlier, backup], len(earlier) + 2)  # the last one: what was destroyed
    assert "登录" in keeper.get("/operations/backups/")


def test_the_trail_of_the_restored_house_stands(system: System) -> None:
    command = [sys.executable, "-m", "shouwei.config.cli", "verify-trail"]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"SHOUWEI_DATA": str(system.data)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (said.returncode, "The chain stands." in said.stdout) == (0, True), said.stdout + said.stderr
