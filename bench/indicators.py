"""What the indicators cost beside the same query written by hand: ./run bench indicators [--graduates N] [--quick] [--json FILE].

All definitions for every school and the group in five years. *By hand* is one SQL statement over the rows for destinations and roll, one
for intake, one for coverage. *Full* is the product counting everything anew from the rows; *kept* is what a page does; *refresh* is
gathering in the changes of 1,000 rows, the mean of several. *Edition* is what is told of the five cohorts, decided at night. The targets
page is asked of two houses in turn, one with a hundredth of the rows: whatever the machine does meanwhile, it does to both.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._indicators_by_hand import by_hand
from bench._indicators_load import YEARS, change, fill_frame, fill_rows
from bench.house import OURSELVES, TODAY, House, beside, cpu_of, family, house
from bench.pages import Browser, sign_in

GRADUATES = 1_000_000
CHANGED = 1000
REFRESHES = 12
PAGE = "/indicators/"
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


@dataclass
class Visits:
    """What one size has shown so far."""

    stand: House
    anew: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    anew_cpu: list[float] = field(default_factory=list)
    """A view, each round."""
    load_cpu: list[float] = field(default_factory=list)

    @property
    def pid(self) -> int:
        assert self.stand.service.process is not None
        return self.stand.service.process.pid

    def used(self) -> float:
        return sum(map(cpu_of, family(self.pid))) + self.stand.database_cpu()


def ask_in_turn(sizes: list[tuple[House, str]], count: int, rounds: int) -> list[Visits]:
    """The targets page of each size in turn, ``count`` times a round: one client with a row of destinations written before every
    request, then four clients."""
    found = [Visits(stand) for stand, _ in sizes]
    for number in range(rounds + 1):
        for (_, cookies), visits in zip(sizes, found, strict=True):
            one, four = _one_client(visits, cookies, count), _four_clients(visits, cookies, count)
            if number:  # the first round warms up
                visits.anew += one[0]
                visits.anew_cpu.append(one[1])
                visits.load += four[0]
                visits.load_cpu.append(four[1])
    return found


class Writer:
    """Changes one graduate's evidence at a time."""

    def __init__(self, stand: House) -> None:
        import psycopg

        self.connection = psycopg.connect(stand.database, autocommit=True, application_name=OURSELVES)
        rows = self.connection.execute("SELECT id FROM employment_destination ORDER BY id LIMIT 500")
        self.keys = [key for (key,) in rows]

    def __call__(self) -> None:
        self.connection.execute(
            "UPDATE employment_destination SET evidence_level = (evidence_level + 3) %% 6 WHERE id = %s",
            [self.keys[random.randrange(len(self.keys))]],  # noqa: S311  # any row will do
        )


def _one_client(visits: Visits, cookies: str, count: int) -> tuple[list[float], float]:
    browser, write, times = Browser(visits.stand.port, cookies), Writer(visits.stand), []
    before = visits.used()
    for _ in range(count):
        write()
        begun = time.perf_counter()
        browser.ask(PAGE)
        times.append((time.perf_counter() - begun) * 1000)
    used = (visits.used() - before) / count * 1000
    write.connection.close()
    return times, used


def _four_clients(visits: Visits, cookies: str, count: int) -> tuple[list[float], float]:
    """Each writes a row before every fifth of its requests: by requests and not by the clock, else the slower size is drawn anew
    more often a view."""
    times: list[float] = []
    writers = [Writer(visits.stand) for _ in range(4)]

    def client(write: Writer) -> None:
        mine = Browser(visits.stand.port, cookies)
        for number in range(count):
            if number % 5 == 0:
                write()
            begun = time.perf_counter()
            mine.ask(PAGE)
            times.append((time.perf_counter() - begun) * 1000)

    before = visits.used()
    clients = [threading.Thread(target=client, args=(write,)) for write in writers]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    used = (visits.used() - before) / len(times) * 1000
    for write in writers:
        write.connection.close()
    return times, used


def fill_small(stand: House, graduates: int) -> str:
    """The other house, filled by a process of its own; the session of its reader."""
    env = {**os.environ, "DATABASE_URL": stand.database}
    command = [sys.executable, __file__, "--fill", str(graduates)]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split()[-1]  # noqa: S603  # ourselves


def fill(graduates: int) -> str:
    import django

    django.setup()
    from shouwei.core.acting import SYSTEM, act_as

    act_as(SYSTEM)
    schools = fill_frame()
    fill_rows(schools, 0, graduates)
    settle()
    return sign_in("bench")


def settle() -> None:
    from django.db import connection

    from shouwei.oversight.indicators.workflows.keep_sums import keep_sums
    from shouwei.oversight.indicators.workflows.publish_editions import publish_editions

    keep_sums(TODAY)
    publish_editions(TODAY)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(stand: House, graduates: int, count: int, runs: int, rounds: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection, connections

    from shouwei.core.acting import SYSTEM, act_as
    from shouwei.oversight.indicators.models import Definition, Pending
    from shouwei.oversight.indicators.queries.compute import Scope, figures_of
    from shouwei.oversight.indicators.workflows.count_anew import count_anew
    from shouwei.oversight.indicators.workflows.keep_sums import keep_sums
    from shouwei.oversight.indicators.workflows.publish_editions import publish_editions

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

    found: dict[str, Any] = {"graduates": graduates, "roll": graduates * 2, "figures": len(definitions) * len(scopes)}
    fill_rows(schools, 0, graduates)
    settle()
    wrong = differences(by_hand(definitions, scopes), kept())
    if wrong:
        raise SystemExit(f"{len(wrong)} figures differ from those by hand, e.g. {wrong[:3]}")
    found["by hand"] = asdict(cost(stand, lambda: by_hand(definitions, scopes), runs))
    found["full"] = asdict(cost(stand, full, runs))
    found["kept"] = asdict(cost(stand, kept, runs))
    refreshed, moving = [], []
    for number in range(REFRESHES):
        moving.append(cost(stand, lambda number=number: change(CHANGED, number), 1))
        found["pending"] = Pending.objects.count()
        refreshed.append(cost(stand, lambda: keep_sums(TODAY), 1))
    found["write"], found["refresh"] = mean(moving), mean(refreshed)
    wrong = differences(by_hand(definitions, scopes), kept())
    if wrong:
        raise SystemExit(f"{len(wrong)} figures differ from those by hand after the refresh, e.g. {wrong[:3]}")
    found["edition"] = asdict(cost(stand, lambda: publish_editions(TODAY), 1))
    settle()
    connections.close_all()
    with beside(stand) as other:
        small = fill_small(other, graduates // SMALL)
        visits = ask_in_turn([(other, small), (stand, cookies)], count, rounds)
    found |= {name: shown(one) for name, one in zip(("small", "large"), visits, strict=True)}
    return found


def mean(costs: list[Cost]) -> dict[str, float]:
    """CPU is told in hundredths of a second, so one cheap act alone would tell little."""
    return {"wall": statistics.mean(one.wall for one in costs), "cpu": statistics.mean(one.cpu for one in costs)}


def shown(visits: Visits) -> dict[str, float]:
    found = {}
    for name in ("anew", "load"):
        times = sorted(getattr(visits, name))
        found |= {
            f"{name}_p50": times[len(times) // 2],
            f"{name}_p95": times[int(len(times) * 0.95)],
            f"{name}_cpu": statistics.median(getattr(visits, f"{name}_cpu")),
        }
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
    edition = found["edition"]
    lines.append(f"{'edition of five cohorts':34}{edition['wall']:9.3f}{edition['cpu']:9.3f}")
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
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.fill:
        print(fill(chosen.fill))
        return 0
    count, runs, rounds = (20, 2, 5) if chosen.quick else (40, 3, 10)
    with house() as stand:
        found = measure(stand, chosen.graduates, count, runs, rounds)
        print(table(found))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
