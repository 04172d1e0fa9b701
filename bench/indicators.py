"""What the indicators cost beside the same query written by hand: ./run bench indicators [--graduates N] [--quick] [--json FILE].

All definitions for every school and the group in five years. *By hand* is one SQL statement over the rows for destinations and roll, one
for intake, one for coverage. *Full* is the product counting everything anew from the rows; *kept* is what a page does; *refresh* is
gathering in the changes of 1,000 rows. The targets page is asked at a hundredth of the rows and at all of them, drawn anew each time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._indicators_by_hand import by_hand
from bench._indicators_load import YEARS, change, fill_frame, fill_rows
from bench.house import OURSELVES, TODAY, House, cpu_of, family, house
from bench.pages import Browser, one_after_another, sign_in

GRADUATES = 1_000_000
CHANGED = 1000
SMALL = 100
"""The small measurement has a hundredth of the rows."""


@dataclass(frozen=True)
class Cost:
    """Least of several runs: wall seconds, and CPU of the client with its database backends."""

    wall: float
    cpu: float


def cost(stand: House, act: Callable[[], Any], runs: int) -> Cost:
    found = []
    for _ in range(runs):
        begun, used = time.perf_counter(), _cpu(stand)
        act()
        found.append((time.perf_counter() - begun, _cpu(stand) - used))
    return Cost(min(wall for wall, _ in found), min(cpu for _, cpu in found))


def _cpu(stand: House) -> float:
    """Ours and that of the backend that serves us."""
    from django.db import connection

    connection.ensure_connection()
    return time.process_time() + cpu_of(connection.connection.info.backend_pid)


def measure_page(stand: House, cookies: str, count: int) -> dict[str, float]:
    """The targets page: one client with a row of destinations written before every request, then four clients beside a writer."""
    import psycopg

    assert stand.service.process is not None
    pid = stand.service.process.pid
    path = "/indicators/"
    browser = Browser(stand.port, cookies)
    writer = psycopg.connect(stand.database, autocommit=True, application_name=OURSELVES)
    keys = [key for (key,) in writer.execute("SELECT id FROM employment_destination ORDER BY id LIMIT 500")]

    def write(number: int = 0) -> None:
        writer.execute(
            "UPDATE employment_destination SET evidence_level = (evidence_level + 3) %% 6 WHERE id = %s",
            [keys[random.randrange(len(keys))]],  # noqa: S311  # any row will do
        )

    for _ in range(30):
        browser.ask(path)
    anew = one_after_another(stand, pid, "targets, drawn anew", count, lambda _: browser.ask(path), write)
    times: list[float] = []
    stop = threading.Event()

    def client() -> None:
        mine = Browser(stand.port, cookies)
        for _ in range(count):
            begun = time.perf_counter()
            mine.ask(path)
            times.append((time.perf_counter() - begun) * 1000)

    def keep_writing() -> None:
        while not stop.wait(0.1):
            write()

    used = sum(map(cpu_of, family(pid))) + stand.database_cpu()
    beside = threading.Thread(target=keep_writing)
    clients = [threading.Thread(target=client) for _ in range(4)]
    for thread in (beside, *clients):
        thread.start()
    for thread in clients:
        thread.join()
    stop.set()
    beside.join()
    used = (sum(map(cpu_of, family(pid))) + stand.database_cpu() - used) / len(times) * 1000
    writer.close()
    times.sort()
    return {
        "anew_p50": anew.p50,
        "anew_p95": anew.p95,
        "anew_cpu": anew.cpu,
        "load_p50": times[len(times) // 2],
        "load_p95": times[int(len(times) * 0.95)],
        "load_cpu": used,
    }


def measure(stand: House, graduates: int, count: int, runs: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection, connections

    from shouwei.core.acting import SYSTEM, act_as
    from shouwei.oversight.indicators.models import Definition, Pending
    from shouwei.oversight.indicators.queries.compute import Scope, figures_of
    from shouwei.oversight.indicators.workflows.count_anew import count_anew
    from shouwei.oversight.indicators.workflows.keep_sums import keep_sums

    act_as(SYSTEM)
    schools = fill_frame()
    definitions = list(Definition.objects.all())
    scopes = [Scope(year, school) for year in YEARS for school in (None, *schools)]
    cookies = sign_in("bench")

    def kept() -> list[Any]:
        return figures_of(definitions, scopes, on=TODAY)

    def full() -> list[Any]:
        """Every sum, intake and coverage from the rows, then every figure."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO indicators_stale (kind) VALUES ('coverage'), ('intake')")
        wrong = count_anew(TODAY)
        if wrong:
            raise SystemExit(f"{wrong} kept sums differ from the rows")
        return kept()

    def settle() -> None:
        keep_sums(TODAY)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    found: dict[str, Any] = {"graduates": graduates, "roll": graduates * 2, "figures": len(definitions) * len(scopes)}
    fill_rows(schools, 0, graduates // SMALL)
    settle()
    connections.close_all()
    found["small"] = measure_page(stand, cookies, count)
    fill_rows(schools, graduates // SMALL, graduates)
    settle()
    wrong = differences(by_hand(definitions, scopes), kept())
    if wrong:
        raise SystemExit(f"{len(wrong)} figures differ from those by hand, e.g. {wrong[:3]}")
    found["by hand"] = asdict(cost(stand, lambda: by_hand(definitions, scopes), runs))
    found["full"] = asdict(cost(stand, full, runs))
    found["kept"] = asdict(cost(stand, kept, runs))
    refreshed, moving = [], []
    for number in range(runs):
        moving.append(cost(stand, lambda number=number: change(CHANGED, number), 1))
        found["pending"] = Pending.objects.count()
        refreshed.append(cost(stand, lambda: keep_sums(TODAY), 1))
    found["write"] = asdict(min(moving, key=lambda one: one.cpu))
    found["refresh"] = asdict(min(refreshed, key=lambda one: one.cpu))
    settle()
    connections.close_all()
    found["large"] = measure_page(stand, cookies, count)
    return found


def differences(hand: dict[Any, Any], figures: list[Any]) -> list[Any]:
    """Figures whose numerator or denominator is not that by hand."""
    wrong = []
    for figure in figures:
        mine = (figure.numerator, figure.denominator or None)
        top, below = hand.get((figure.code, figure.scope.year, figure.scope.school), (0, None))
        if (top or 0, below or None) != (mine[0] or 0, mine[1]):
            wrong.append((figure.code, figure.scope, mine, (top, below)))
    return wrong


def table(found: dict[str, Any]) -> str:
    hand, full, kept, refresh = (found[name] for name in ("by hand", "full", "kept", "refresh"))
    small, large, pending = found["small"], found["large"], found["pending"]
    lines = [
        f"{found['graduates']:,} graduates, {found['roll']:,} on the roll, {found['figures']:,} figures; load {os.getloadavg()[0]:.1f}",
        f"{'':34}{'wall s':>9}{'CPU s':>9}",
    ]
    lines += [f"{name:34}{found[name]['wall']:9.3f}{found[name]['cpu']:9.3f}" for name in ("by hand", "full", "kept")]
    lines.append(
        f"{f'write {CHANGED} rows, triggers included':34}{found['write']['wall']:9.3f}{found['write']['cpu']:9.3f}"
    )
    lines.append(f"{f'refresh after them ({pending} lines)':34}{refresh['wall']:9.3f}{refresh['cpu']:9.3f}")
    ratios = (
        ("full / by hand", full["cpu"] / hand["cpu"], full["wall"] / hand["wall"], "<= 2"),
        ("kept / by hand", kept["cpu"] / hand["cpu"], kept["wall"] / hand["wall"], "<= 2"),
        ("refresh / full", refresh["cpu"] / full["cpu"], refresh["wall"] / full["wall"], "< 0.01"),
        ("targets page, large / small: p95, one client, anew", large["anew_p95"] / small["anew_p95"], 0.0, "<= 1.20"),
        ("targets page, large / small: p95, four clients", large["load_p95"] / small["load_p95"], 0.0, "<= 1.20"),
        ("targets page, large / small: CPU a view, anew", large["anew_cpu"] / small["anew_cpu"], 0.0, "<= 1.20"),
        ("targets page, large / small: CPU a view, four", large["load_cpu"] / small["load_cpu"], 0.0, "<= 1.20"),
    )
    for name, first, second, goal in ratios:
        lines.append(f"{name:54}{first:8.4f}{f'  wall {second:.4f}' if second else '':16} goal {goal}")
    for name, page in (("small", small), ("large", large)):
        lines.append(
            f"targets page, {name}: anew p50 {page['anew_p50']:.1f} p95 {page['anew_p95']:.1f} ms, CPU {page['anew_cpu']:.1f} ms; "
            f"four clients p50 {page['load_p50']:.1f} p95 {page['load_p95']:.1f} ms, CPU {page['load_cpu']:.1f} ms"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench indicators", description=__doc__)
    parser.add_argument("--graduates", type=int, default=GRADUATES)
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    parser.add_argument("--quick", action="store_true", help="fewer requests and runs: figures to glance at")
    chosen = parser.parse_args(arguments)
    count, runs = (40, 2) if chosen.quick else (150, 3)
    with house() as stand:
        found = measure(stand, chosen.graduates, count, runs)
        print(table(found))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
