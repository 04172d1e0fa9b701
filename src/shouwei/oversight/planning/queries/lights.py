"""Duties and tasks with the state that follows from their facts on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ..models import AnnualGoal, Duty, Task
from ..rules.states import Facts, Light, State, light_of, light_of_task

_COLUMNS = (
    "since",
    "due_on",
    "percent",
    "last_reported_on",
    "completion_asked_on",
    "completed_on",
    "stopped_on",
)


def with_facts(duties: QuerySet[Duty], today: date) -> QuerySet[Duty]:
    """Duties with their task, plan and member loaded, and whether the task has a goal for this year."""
    goal = AnnualGoal.objects.filter(task=OuterRef("task"), year=today.year)
    return duties.select_related("task__plan", "task__area", "task__lead", "organisation", "owner").annotate(
        has_goal=Exists(goal)
    )


def light_of_duty(duty: Duty, today: date) -> Light:
    """The light of a duty from :func:`with_facts`; without the annotation the goal is looked up."""
    has_goal = getattr(duty, "has_goal", None)
    if has_goal is None:
        has_goal = AnnualGoal.objects.filter(task=duty.task, year=today.year).exists()
    columns = [getattr(duty, name) for name in _COLUMNS]
    plan = duty.task.plan
    return light_of(_facts(columns, duty.task.deadline_kind, has_goal, plan.supervised_from, plan.last_year), today)


def _facts(columns: Sequence[Any], kind: str, has_goal: bool, supervised_from: date, last_year: int) -> Facts:
    since, due_on, percent, last_reported_on, asked_on, completed_on, stopped_on = columns
    return Facts(
        since=since,
        due_on=due_on,
        percent=percent,
        last_reported_on=last_reported_on,
        completion_asked_on=asked_on,
        completed_on=completed_on,
        stopped_on=stopped_on,
        long_term=kind == Task.DeadlineKind.LONG_TERM,
        has_goal=has_goal,
        supervised_from=supervised_from,
        last_year=last_year,
    )


@dataclass(frozen=True, slots=True)
class DutyLight:
    """The least a picture of many duties needs."""

    pk: int
    task_id: int
    organisation_id: int
    percent: int
    light: Light


def lights(duties: QuerySet[Duty], today: date) -> Iterator[DutyLight]:
    """One query for any number of duties, no model objects; for lists, heatmaps, agendas."""
    goals = set(AnnualGoal.objects.filter(year=today.year).values_list("task_id", flat=True))
    rows = duties.values_list(
        "pk",
        "task_id",
        "organisation_id",
        "task__deadline_kind",
        "task__plan__supervised_from",
        "task__plan__last_year",
        *_COLUMNS,
    )
    for pk, task_id, organisation_id, kind, supervised_from, last_year, *columns in rows:
        facts = _facts(columns, kind, task_id in goals, supervised_from, last_year)
        yield DutyLight(pk, task_id, organisation_id, columns[2], light_of(facts, today))


@dataclass(frozen=True, slots=True)
class TaskLight:
    light: Light
    percent: int
    """Mean of the duties that were not stopped, rounded down."""
    duties: int
    done: int


def task_lights(tasks: Iterable[Task], today: date, duties: QuerySet[Duty] | None = None) -> dict[int, TaskLight]:
    """Task id → its light, from the duties given (all of the tasks' duties by default)."""
    tasks = list(tasks)
    rows = Duty.objects.filter(task__in=tasks) if duties is None else duties.filter(task__in=tasks)
    per_task: defaultdict[int, list[DutyLight]] = defaultdict(list)
    for row in lights(rows, today):
        per_task[row.task_id].append(row)
    found = {}
    for task in tasks:
        of_task = per_task[task.pk]
        counted = [row for row in of_task if row.light.state is not State.STOPPED]
        found[task.pk] = TaskLight(
            light=light_of_task((row.light.state for row in of_task), stopped_on=task.stopped_on),
            percent=sum(row.percent for row in counted) // len(counted) if counted else 0,
            duties=len(counted),
            done=sum(row.light.state is State.DONE for row in counted),
        )
    return found
