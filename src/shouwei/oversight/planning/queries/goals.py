"""年度工作目标 of a plan's 长期 tasks, by year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Plan, Task
from ..permissions import KEYS
from ..rules.goals import ROLL_FROM
from .leads import UNIT


def carriers_of(task_ids: Collection[int], today: date) -> QuerySet[Identity]:
    """Heads and staff of every member that carries one of the tasks now."""
    return (
        Identity.objects.on(today)
        .filter(
            role__in=UNIT,
            organisation__duties__task__in=task_ids,
            organisation__duties__stopped_on=None,
        )
        .distinct()
    )


def long_term(plan: Plan) -> QuerySet[Task]:
    """The plan's tasks that need a goal each year."""
    return plan.tasks.filter(deadline_kind=Task.DeadlineKind.LONG_TERM, stopped_on=None)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A 长期 task with its goal of a year and of the year before."""

    task: Task
    leads: str
    goal: AnnualGoal | None
    last: AnnualGoal | None
    may_set: bool


def goal_rows(plan: Plan, identity: Identity, year: int, tasks: QuerySet[Task] | None = None) -> list[GoalRow]:
    """In the order of the plan; four queries. ``tasks``: all 长期 tasks by default."""
    chosen = list(
        (long_term(plan) if tasks is None else tasks).select_related("lead", "area").prefetch_related("co_leads")
    )
    goals = {
        (goal.task_id, goal.year): goal
        for goal in AnnualGoal.objects.filter(task__in=chosen, year__in=[year - 1, year]).select_related("set_by__user")
    }
    settable = set(KEYS.within(identity, "set_goal", long_term(plan)).values_list("pk", flat=True))
    return [
        GoalRow(
            task=task,
            leads="、".join(map(str, [task.lead, *task.co_leads.all()])),
            goal=goals.get((task.pk, year)),
            last=goals.get((task.pk, year - 1)),
            may_set=task.pk in settable,
        )
        for task in chosen
    ]


@dataclass(frozen=True, slots=True)
class GoalTotals:
    """The figures over a year's list."""

    tasks: int
    goals: int
    reached: int
    missed: int

    @property
    def missing(self) -> int:
        return self.tasks - self.goals


def goal_totals(rows: Sequence[GoalRow]) -> GoalTotals:
    return GoalTotals(
        tasks=len(rows),
        goals=sum(row.goal is not None for row in rows),
        reached=sum(row.goal is not None and row.goal.reached is True for row in rows),
        missed=sum(row.goal is not None and row.goal.reached is False for row in rows),
    )


def years_of(plan: Plan) -> range:
    return range(plan.first_year, plan.last_year + 1)


def year_at_hand(plan: Plan, today: date) -> int:
    """The year whose goals are the matter now: the coming one from the middle of December; inside the plan's years."""
    year = today.year + ((today.month, today.day) >= ROLL_FROM)
    return min(max(year, plan.first_year), plan.last_year)
