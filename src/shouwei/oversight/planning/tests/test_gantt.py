"""Bars on the axis of the plan's years."""

from __future__ import annotations

from datetime import date

from django.test import Client
from tests.cast import Cast

from shouwei.oversight.planning.models import Duty, Plan
from shouwei.oversight.planning.pages.gantt import axis_of, bars_of
from shouwei.oversight.planning.queries.task_lists import by_area, task_rows

DAY = date(2026, 6, 10)


def test_the_axis_covers_the_years_and_any_later_deadline(plan: Plan) -> None:
    plan.tasks.filter(number=1).update(due_on=date(2029, 5, 1))

    axis = axis_of(plan, task_rows(plan, DAY), DAY)

    assert (axis.first, axis.last) == (date(2026, 1, 1), date(2029, 12, 31))
    assert [label for _, label in axis.quarters][:5] == ["2026年", "4月", "7月", "10月", "2027年"]
    assert axis.today == 10.95
    assert axis_of(plan, [], date(2031, 1, 1)).today is None


def test_a_dated_task_has_an_end_and_a_long_term_one_has_none(plan: Plan) -> None:
    Duty.objects.filter(task__plan=plan).update(percent=50)
    rows = task_rows(plan, DAY)
    axis = axis_of(plan, rows, DAY)

    bars = [bar for area in by_area(rows) for bar in bars_of(area, plan, axis)]

    assert [(bar.task.number, bar.span.x, bar.span.width, bar.done, bar.open_ended) for bar in bars] == [
        (1, 5.47, 27.83, 13.91, False),
        (2, 5.47, 11.04, 5.52, False),
        (3, 5.47, 94.53, 0.0, True),
    ]


def test_the_page(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.he.user)

    said = client.get(f"/planning/plans/{plan.pk}/gantt/").content.decode()

    assert said.count('class="gantt-bar') == 3
    assert said.count("gantt-open") == 1
    assert "style=" not in said
