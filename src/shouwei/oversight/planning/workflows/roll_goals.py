"""The turn of the year: judge last year's goals and set the new ones, many at once or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Plan, Task
from ..queries.goals import carriers_of
from ..rules.goals import may_judge_goal
from .set_goal import goal_verdict, write_goal


@dataclass(frozen=True, slots=True)
class GoalWords:
    """One task's line of the wizard. ``text`` None: no goal is set now; ``reached`` None: last year is not judged now."""

    task_id: int
    text: str | None
    reached: bool | None = None
    review: str = ""


@dataclass(frozen=True, slots=True)
class Rolled:
    """How many goals were set or changed, and how many of the year before were judged."""

    set: int
    judged: int


class RowsRefused(Refused):
    """Some lines were refused, so nothing was written; ``reasons`` holds task id → sentences."""

    def __init__(self, reasons: Mapping[int, list[str]]) -> None:
        super().__init__(f"有{len(reasons)}项任务未通过检查，原因标在该行；全部内容都未保存，请更正后再提交。")
        self.reasons = reasons


@transaction.atomic
def roll_goals(plan: Plan, *, year: int, rows: Sequence[GoalWords], by: Identity, today: date) -> Rolled:
    """``year`` is the new year; the goals of the year before are judged. Tasks of other plans are ignored."""
    tasks = {task.pk: task for task in plan.tasks.select_for_update().filter(pk__in=[row.task_id for row in rows])}
    rows = [row for row in rows if row.task_id in tasks]
    last = {goal.task_id: goal for goal in AnnualGoal.objects.filter(task__in=tasks, year=year - 1)}
    reasons = _reasons(rows, tasks, last, year=year, today=today)
    if reasons:
        raise RowsRefused(reasons)
    for row in rows:
        if row.reached is not None:
            _judge(last[row.task_id], row, tasks[row.task_id], by)
    new = [row for row in rows if row.text is not None and _differs(tasks[row.task_id], year, row.text)]
    for row in new:
        write_goal(tasks[row.task_id], year=year, text=row.text or "", by=by, today=today)
    if new:
        tell(
            carriers_of([row.task_id for row in new], today),
            f"《{plan.title}》{year}年度工作目标已确立，请据此安排工作。",
            url=plan.get_absolute_url(),
            key=f"goals:{plan.pk}:{year}:set",
        )
        record(by=by, what=f"集中确立{year}年度目标（{len(new)}项）", on=plan)
    return Rolled(set=len(new), judged=sum(row.reached is not None for row in rows))


def _reasons(
    rows: Sequence[GoalWords], tasks: Mapping[int, Task], last: Mapping[int, AnnualGoal], *, year: int, today: date
) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.text is not None:
            verdict = goal_verdict(tasks[row.task_id], year=year, text=row.text, today=today)
            if not verdict:
                found[row.task_id].append(verdict.reason)
        if row.reached is not None:
            goal = last.get(row.task_id)
            verdict = may_judge_goal(
                exists=goal is not None,
                judged=goal is not None and goal.reached is not None,
                year=year - 1,
                review=row.review,
                today=today,
            )
            if not verdict:
                found[row.task_id].append(verdict.reason)
    return dict(found)


def _judge(goal: AnnualGoal, row: GoalWords, task: Task, by: Identity) -> None:
    goal.reached, goal.review = row.reached, row.review.strip()
    goal.save(update_fields=["reached", "review"])
    record(by=by, what="评定年度目标：" + ("达成" if row.reached else "未达成"), on=goal, about=task, why=goal.review)


def _differs(task: Task, year: int, text: str) -> bool:
    return not task.goals.filter(year=year, text=text.strip()).exists()
