"""The plan's years on one axis: a bar per task from issue to its day, with the part that is done and where today stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pictures import Span, span

from ..models import Plan
from ..permissions import KEYS
from ..queries.task_lists import Group, by_area, by_lead, task_rows
from ..rules.pictures import TaskRow
from .overview import workload


@dataclass(frozen=True, slots=True)
class Axis:
    """The plan's years, longer when a deadline lies beyond them; places are per cent of the picture."""

    first: date
    last: date
    quarters: tuple[tuple[float, str], ...]
    today: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    task: TaskRow
    span: Span
    done: float
    """Width of the part that is done."""
    open_ended: bool


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    day = today()
    rows = task_rows(plan, day)
    axis = axis_of(plan, rows, day)
    context = {
        "plan": plan,
        "today": day,
        "axis": axis,
        "groups": [(area, bars_of(area, plan, axis)) for area in by_area(rows)],
        "leads": workload(by_lead(rows), plan),
    }
    return render(request, "planning/gantt.html", context)


def axis_of(plan: Plan, rows: list[TaskRow], day: date) -> Axis:
    first = date(plan.issued_on.year, 1, 1)
    last = max([date(plan.last_year, 12, 31), *(date(row.due_on.year, 12, 31) for row in rows if row.due_on)])
    starts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
    quarters = tuple(
        (span(start, start, first=first, last=last).x, f"{start.year}年" if start.month == 1 else f"{start.month}月")
        for start in starts
    )
    here = span(day, day, first=first, last=last).x if first <= day <= last else None
    return Axis(first, last, quarters, here)


def bars_of(area: Group, plan: Plan, axis: Axis) -> list[Bar]:
    bars = []
    for row in area.rows:
        whole = span(plan.issued_on, row.due_on or axis.last, first=axis.first, last=axis.last)
        # Without an end there is no whole that a share could be done of.
        done = round(whole.width * row.percent / 100, 2) if row.due_on else 0.0
        bars.append(Bar(row, whole, done, open_ended=row.due_on is None))
    return bars
