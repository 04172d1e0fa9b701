"""Whether pages slow down as years pile up: ./run bench growth [--rows N].

The same pages, drawn anew, with 10,000 and then with a million rows behind them: half reports, half lines of the trail, spread
over the duties and tasks of the comparison load. The goal: the 95th percentile rises by at most 20 per cent, in the quietest of three rounds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg
from bench.house import OURSELVES, House, house  # found through the line above
from bench.pages import Browser, Figures, one_after_another, reports_to_send, sign_in

FEW, MANY = 10_000, 1_000_000
ROUNDS = 3  # every view so often, the round with the least p95 counts: what else the machine does only ever adds
LONGEST_RISE = 1.2
REPORTS = """
    INSERT INTO planning_progressreport (duty_id, period_first, period_last, text, percent, difficulties, support_wanted,
        no_change, state, written_by_id, submitted_on, return_reason, saved_at)
    SELECT d.id, day, day + 9, '已完成调研，形成初稿，正在征求意见。', d.percent, '', '', false, 'accepted', i.id, day + 9, '', now()
    FROM planning_duty d JOIN people_identity i ON i.organisation_id = d.organisation_id AND i.role = 'unit_head'
    CROSS JOIN LATERAL (SELECT date '2025-12-01' - 10 * n AS day FROM generate_series(%(from)s::int, %(to)s::int) AS n) AS days
    ON CONFLICT DO NOTHING
"""
EVENTS = """
    INSERT INTO audit_event (at, by_id, by_label, what, on_type, on_id, on_label, about_type, about_id, why, changes)
    SELECT now(), 1, '示例', '报送进展', 'planning.progressreport', n, '进展', 'planning.task',
        (SELECT min(id) FROM planning_task) + n %% (SELECT count(*) FROM planning_task), '', '{}'
    FROM generate_series(1, %(count)s::int) AS n
"""


@dataclass(frozen=True)
class Grown:
    name: str
    few: Figures
    many: Figures

    @property
    def rise(self) -> float:
        return self.many.p95 / self.few.p95


def measure(stand: House, count: int, many: int) -> list[Grown]:
    import django

    django.setup()
    from bench.load import fill
    from django.db import connections

    from shouwei.core.acting import SYSTEM, act_as
    from shouwei.oversight.planning.models import Duty, Task

    act_as(SYSTEM)
    plan, sent = fill(), reports_to_send()
    reader, tasks, duties = sign_in("bench"), list(Task.objects.values_list("pk", flat=True)), Duty.objects.count()
    posts = [next(sent) for _ in range(2 * ROUNDS * count)]
    connections.close_all()
    database = psycopg.connect(stand.database, autocommit=True, application_name=OURSELVES)
    assert stand.service.process is not None
    pid, address = stand.service.process.pid, f"/planning/plans/{plan.pk}/"

    def grow(behind: int, done: int) -> None:
        each = behind // 2
        database.execute(REPORTS, {"from": done // 2 // duties, "to": each // duties})
        database.execute(EVENTS, {"count": each - done // 2})
        database.execute("VACUUM ANALYZE")

    def look(posts_here: list[tuple[str, str]]) -> dict[str, Figures]:
        write = lambda: database.execute("UPDATE planning_plan SET title = title")  # noqa: E731
        browser = Browser(stand.port, reader)
        views: dict[str, Callable[[int], object]] = {
            "task list": lambda _: browser.ask(f"{address}tasks/"),
            "task detail": lambda number: browser.ask(f"/planning/tasks/{tasks[number % len(tasks)]}/"),
            "plan overview": lambda _: browser.ask(address),
            "desk": lambda _: browser.ask("/"),
        }
        for number in range(2 * len(tasks)):
            for ask in views.values():
                ask(number)
        browsers = {cookies: Browser(stand.port, cookies) for cookies, _ in posts_here}
        form = {"text": "完成第三轮调研，形成报告。", "percent": "100", "difficulties": "", "support_wanted": ""}
        unsent = iter(posts_here)

        def send(_: int) -> None:
            cookies, path = next(unsent)
            browsers[cookies].ask(path, form, token="b" * 32)

        rounds = [
            {name: one_after_another(stand, pid, name, count, ask, write) for name, ask in views.items()}
            | {"report POST": one_after_another(stand, pid, "report POST", count, send)}
            for _ in range(ROUNDS)
        ]
        return {name: min((found[name] for found in rounds), key=lambda figures: figures.p95) for name in rounds[0]}

    grow(FEW, 0)
    few = look(posts[: ROUNDS * count])
    grow(many, FEW)
    more = look(posts[ROUNDS * count :])
    return [Grown(name, few[name], more[name]) for name in few]


def table(found: list[Grown], rows: int) -> str:
    lines = [f"{'view, drawn anew':18}{'p95':>8}{'p95':>8}{'rise':>7}{'p50':>8}{'p50':>8}{'CPU':>7}{'CPU':>7}"]
    lines.append(
        f"{'rows behind':18}" + "".join(f"{n:>8}" for n in (FEW, rows)) + f"{'':7}{FEW:>8}{rows:>8}{FEW:>7}{rows:>7}"
    )
    for row in found:
        reached = "yes" if row.rise <= LONGEST_RISE else "no"
        lines.append(
            f"{row.name:18}{row.few.p95:8.1f}{row.many.p95:8.1f}{row.rise:7.2f}{row.few.p50:8.1f}{row.many.p50:8.1f}"
            f"{row.few.cpu:7.1f}{row.many.cpu:7.1f}   {reached}"
        )
    lines.append(f"median rise {statistics.median(row.rise for row in found):.2f}; goal ≤ {LONGEST_RISE}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench growth", description=__doc__)
    parser.add_argument("--rows", type=int, default=MANY)
    parser.add_argument("--count", type=int, default=100, help="requests a view")
    chosen = parser.parse_args(arguments)
    with house() as stand:
        print(table(measure(stand, chosen.count, chosen.rows), chosen.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
