"""What our pages cost, on the load every peer was measured with: ./run bench pages [--json FILE] [--quick].

Beside our pages stands a bare hand-written one (bench/bare.py) in the same run: machines differ, ratios less. Every view
is measured twice: with nothing written since it was last drawn, and drawn anew after a write before every request.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.house import OURSELVES, TODAY, House, cpu_of, family, house, memory_of  # found through the line above

CLIENTS = 8
VISITS = 5  # first visits counted
SETTLED = 2500  # milliseconds: a new window of Chromium loads some 400 files of its own interface, beside any page
BACKEND = "shouwei.ground.people.backend.PasswordBackend"
GOALS = {
    "task list": "≤ 13 ms CPU in all; ≤ 13 ms; ≥ 75/s",
    "task detail": "p50 ≤ 14 ms",
    "dashboard": "p50 ≤ 10 ms",
    "desk": "p50 ≤ 10 ms",
    "report POST": "p50 ≤ 12 ms",
}


@dataclass(frozen=True)
class Figures:
    """One row of the table; milliseconds, None where it was not measured."""

    name: str
    p50: float
    p95: float
    cpu_app: float
    cpu_database: float
    per_second: float | None = None

    @property
    def cpu(self) -> float:
        return self.cpu_app + self.cpu_database


class Browser:
    """One keep-alive connection of one signed-in person."""

    def __init__(self, port: int, cookies: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "Host": "localhost"}

    def ask(self, path: str, form: dict[str, str] | None = None, token: str = "") -> int:
        """Milliseconds would not be honest with errors in them, so any answer but 200 or 302 ends the run."""
        body, headers = None, self.headers
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": token})
            headers = {**headers, "Content-Type": "application/x-www-form-urlencoded", "Referer": "http://localhost/"}
            headers["Cookie"] += f"; csrftoken={token}"
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 302) or (form is not None and answer.status != 302):
            raise SystemExit(f"{path} answered {answer.status}: {text[:300]!r}")
        return len(text)


def one_after_another(
    stand: House, pid: int, name: str, count: int, act: Callable[[int], object], between: Callable[[], object] = bool
) -> Figures:
    """``count`` calls of ``act`` by one client, ``between`` them something that is not measured."""
    app, database = sum(map(cpu_of, family(pid))), stand.database_cpu()
    times = []
    for number in range(count):
        between()
        begun = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - begun) * 1000)
    app, database = sum(map(cpu_of, family(pid))) - app, stand.database_cpu() - database
    times.sort()
    per_call = 1000 / count
    return Figures(name, statistics.median(times), times[int(count * 0.95)], app * per_call, database * per_call)


def together(port: int, cookies: str, paths: list[str], seconds: float) -> float:
    """Requests a second of eight clients."""
    done, stop = [0] * CLIENTS, time.perf_counter() + seconds

    def client(number: int) -> None:
        browser = Browser(port, cookies)
        for path in cycle(paths):
            if time.perf_counter() >= stop:
                return
            browser.ask(path)
            done[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def sign_in(username: str) -> str:
    """The session cookie of a person."""
    from django.test import Client

    from shouwei.ground.people.models import User

    client = Client()
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    return f"sessionid={client.cookies['sessionid'].value}"


def reports_to_send() -> Iterator[tuple[str, str]]:
    """Session and address for reports not yet written this month, one member after another."""
    from shouwei.ground.people.models import Identity
    from shouwei.oversight.planning.models import Duty

    for head in Identity.objects.filter(role="unit_head").select_related("user"):
        cookies = sign_in(head.user.username)
        open_duties = Duty.objects.filter(organisation=head.organisation_id, completed_on=None)
        for duty in open_duties.exclude(reports__period_first=TODAY.replace(day=1)):
            yield cookies, f"/planning/duties/{duty.pk}/report/"


def measure(stand: House, count: int, seconds: float) -> tuple[list[Figures], dict[str, object]]:
    import django

    django.setup()
    import psycopg
    from bench.load import fill
    from django.db import connections

    from shouwei.core.acting import SYSTEM, act_as
    from shouwei.oversight.planning.models import Task

    act_as(SYSTEM)
    plan = fill()
    cookies, poster = sign_in("bench"), reports_to_send()
    to_send = [next(poster) for _ in range(count)]
    tasks = [f"/planning/tasks/{pk}/" for pk in Task.objects.values_list("pk", flat=True)]
    connections.close_all()
    writer = psycopg.connect(stand.database, autocommit=True, application_name=OURSELVES)
    writer.execute("ANALYZE")

    def write() -> None:
        writer.execute("UPDATE planning_plan SET title = title")

    assert stand.service.process is not None
    assert stand.bare.process is not None
    app, bare = stand.service.process.pid, stand.bare.process.pid
    address = f"/planning/plans/{plan.pk}/"
    views = {"task list": [f"{address}tasks/"], "task detail": tasks, "dashboard": [address], "desk": ["/"]}
    found = []
    browser, by_hand = Browser(stand.port, cookies), Browser(stand.bare_port, cookies)
    for name, paths in views.items():
        for number in range(4 * len(paths) + 20):
            browser.ask(paths[number % len(paths)])
        at = lambda number, paths=paths: browser.ask(paths[number % len(paths)])  # noqa: E731
        still = one_after_another(stand, app, name, count, at)
        found.append(Figures(**{**asdict(still), "per_second": together(stand.port, cookies, paths, seconds)}))
        found.append(one_after_another(stand, app, f"{name}, drawn anew", count, at, write))
    by_hand.ask("/")
    plain = one_after_another(stand, bare, "bare task list", count, lambda _: by_hand.ask("/"), write)
    found.append(Figures(**{**asdict(plain), "per_second": together(stand.bare_port, cookies, ["/"], seconds)}))
    found.append(_posts(stand, app, to_send))
    return found, {
        "app_memory_mb": round(memory_of(app)),
        "bare_memory_mb": round(memory_of(bare)),
        "first_visit": first_visit(stand.port, cookies, f"{address}tasks/"),
    }


def _posts(stand: House, app: int, to_send: list[tuple[str, str]]) -> Figures:
    browsers = {cookies: Browser(stand.port, cookies) for cookies, _ in to_send}
    form = {"text": "完成第三轮调研，形成报告。", "percent": "60", "difficulties": "", "support_wanted": ""}

    def send(number: int) -> None:
        cookies, path = to_send[number]
        browsers[cookies].ask(path, form, token="b" * 32)

    return one_after_another(stand, app, "report POST", len(to_send), send)


def first_visit(port: int, cookies: str, path: str) -> dict[str, float] | None:
    """Requests, kB over the wire and ms until the page can be used, each time with an empty cache; None without a browser.

    The browser's own start is not counted: the first visit of one just started is left out, and each new window is let settle.
    """
    from playwright.sync_api import Error, sync_playwright

    def visit(chromium: Browser) -> tuple[int, float, float]:
        context = chromium.new_context()
        name, _, value = cookies.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.wait_for_timeout(SETTLED)
        wire = context.new_cdp_session(page)
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        wire.send("Network.enable")
        page.goto(f"http://localhost:{port}{path}", wait_until="load")
        page.wait_for_load_state("networkidle")
        timing = "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
        usable = float(page.evaluate(timing))
        context.close()
        return len(sizes), sum(sizes) / 1000, usable

    try:
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            visit(chromium)
            visits = [visit(chromium) for _ in range(VISITS)]
            chromium.close()
    except Error as error:
        print(f"First visit not measured: {str(error).splitlines()[0]}", file=sys.stderr)
        return None
    requests, size, usable = (statistics.median(figures) for figures in zip(*visits, strict=True))
    return {"requests": requests, "kB": round(size, 1), "usable_ms": usable}


def table(found: list[Figures], more: dict[str, object], pinned: bool) -> str:
    bare = next(figures for figures in found if figures.name == "bare task list")
    head = f"{'view':26}{'p50':>7}{'p95':>7}{'CPU app':>9}{'+ db':>7}{'= all':>7}{'req/s':>7}{'× bare':>8}   goal"
    lines = [head]
    for row in found:
        speed = f"{row.per_second:7.0f}" if row.per_second else " " * 7
        lines.append(
            f"{row.name:26}{row.p50:7.1f}{row.p95:7.1f}{row.cpu_app:9.1f}{row.cpu_database:7.1f}{row.cpu:7.1f}{speed}"
            f"{row.cpu / bare.cpu:8.1f}   {GOALS.get(row.name, '')}"
        )
    lines += [f"{name}: {value}" for name, value in more.items()]
    lines.append("database and servers on one core, client on another" if pinned else "one core for everything")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench pages", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    parser.add_argument("--quick", action="store_true", help="fewer requests: figures to glance at")
    chosen = parser.parse_args(arguments)
    count, seconds = (40, 2.0) if chosen.quick else (200, 8.0)
    with house() as stand:
        found, more = measure(stand, count, seconds)
        print(table(found, more, stand.pinned))
    if chosen.json:
        rows = [{**asdict(row), "cpu": row.cpu} for row in found]
        Path(chosen.json).write_text(json.dumps({"views": rows, **more}, ensure_ascii=False, indent=1), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
