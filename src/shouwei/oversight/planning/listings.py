"""The task list as it can be taken along: the rows, order and figures the page shows."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from shouwei.core.listings import Asked, Listing, Out, register

from .models import Plan
from .pages.task_filters import chips, selects, wanted_of
from .pages.tasks import rows_wanted
from .pages.tasks_xlsx import COLUMNS, cells
from .permissions import KEYS
from .queries.task_lists import members_of
from .rules.pictures import TaskRow


def plan_of(asked: Asked) -> Plan:
    return KEYS.fetch(asked.identity, "export_plan", Plan.objects.all(), pk=asked.pk)


def rows(asked: Asked) -> list[TaskRow]:
    return rows_wanted(plan_of(asked), wanted_of(asked.query), asked)[1]


def in_words(asked: Asked) -> list[str]:
    plan, wanted = plan_of(asked), wanted_of(asked.query)
    everything, _ = rows_wanted(plan, wanted, asked)
    return [chip.label for chip in chips(wanted, selects(wanted, everything, members_of(plan)), asked.query)]


def _cell(place: int) -> Callable[[TaskRow], str | int]:
    return lambda row: cells(row)[place]


TASKS = register(
    Listing(
        name="planning.tasks",
        title="任务清单",
        columns=[Out(heading, _cell(place), width=width) for place, (heading, width) in enumerate(COLUMNS)],
        rows=rows,
        opens=lambda identity: KEYS.holds(identity, "export_plan"),
        filters=in_words,
        url=lambda asked: reverse("planning:tasks", args=[asked.pk]),
        per=lambda asked: f"{plan_of(asked)} ",
    )
)
