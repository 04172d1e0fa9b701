"""The yardstick: the same task list by hand, without any framework. One function, three queries, string formatting.

It signs nobody in beyond looking the session up, escapes its texts, uses the same rule for states, and draws no frame.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from html import escape
from http.cookies import SimpleCookie
from typing import Any

from psycopg_pool import ConnectionPool

from shouwei.oversight.planning.rules.states import elapsed, light_of_task, state_of

TASKS = """
    SELECT t.id, t.number, a.title, t.text, o.name, t.implementers_printed, t.deadline_kind, t.deadline_printed, t.due_on,
           p.issued_on, p.supervised_from, p.last_year,
           EXISTS (SELECT 1 FROM planning_annualgoal g WHERE g.task_id = t.id AND g.year = %s)
    FROM planning_task t JOIN planning_area a ON a.id = t.area_id JOIN planning_plan p ON p.id = t.plan_id
    JOIN organisations_organisation o ON o.id = t.lead_id WHERE t.plan_id = %s ORDER BY t.number
"""
DUTIES = """
    SELECT d.task_id, d.since, d.due_on, d.percent, d.last_reported_on, d.completion_asked_on, d.completed_on, d.stopped_on
    FROM planning_duty d JOIN planning_task t ON t.id = d.task_id WHERE t.plan_id = %s
"""
SESSION = "SELECT 1 FROM people_session WHERE session_key = %s AND expire_date > now()"
ROW = (
    '<tr><td>{}</td><th><small>{}</small><a href="/planning/tasks/{}/">{}</a></th><td>{}</td><td>{}</td><td>{} {}</td>'
    '<td>{}% / {}</td><td><span class="badge badge-{}" title="{}">{}</span></td><td>{}/{}</td></tr>'
)


@cache
def pool() -> ConnectionPool[Any]:
    """Opened by each worker for itself, not before they are forked."""
    return ConnectionPool(os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"), min_size=1, max_size=8)


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/health/live":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"ok"]
    session = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("sessionid")
    with pool().connection() as connection:
        if session is None or not connection.execute(SESSION, [session.value]).fetchone():
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"no"]
        body = task_list(connection, plan=1, today=date.fromisoformat(os.environ["SHOUWEI_TODAY"]))
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def task_list(connection: Any, *, plan: int, today: date) -> bytes:
    tasks = connection.execute(TASKS, [today.year, plan]).fetchall()
    facts = {task[0]: task for task in tasks}
    states: defaultdict[int, Counter[Any]] = defaultdict(Counter)
    percents: Counter[int] = Counter()
    for task, *columns in connection.execute(DUTIES, [plan]).fetchall():
        row = facts[task]
        state = state_of(
            *columns,
            today=today,
            long_term=row[6] == "long_term",
            has_goal=row[12],
            supervised_from=row[10],
            last_year=row[11],
        )
        states[task][state] += 1
        percents[task] += columns[2]
    rows = []
    for pk, number, area, text, lead, whom, _, deadline, due, issued, *_ in tasks:
        light, count = light_of_task(states[pk].elements()), states[pk].total()
        expected = elapsed(issued, due, today) if due else ""
        texts = (number, escape(area), pk, escape(text), escape(lead), escape(whom), escape(deadline), due or "")
        marks = (percents[pk] // count if count else 0, expected, light.state, escape(light.why), light.label)
        rows.append(ROW.format(*texts, *marks, states[pk]["done"], count))
    return f"<!doctype html><title>任务清单</title><table>{''.join(rows)}</table>".encode()
