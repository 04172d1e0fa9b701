"""Set or change what a 长期 task is to reach in one year."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Verdict, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Task
from ..queries.goals import carriers_of
from ..rules.goals import may_set


@transaction.atomic
def set_goal(task: Task, *, year: int, text: str, by: Identity, today: date) -> AnnualGoal:
    """The members that carry the task are told."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    require(goal_verdict(task, year=year, text=text, today=today))
    goal = write_goal(task, year=year, text=text, by=by, today=today)
    tell(
        carriers_of([task.pk], today),
        f"任务{task.number}的{year}年度工作目标已确立，请据此安排工作。",
        url=task.get_absolute_url(),
        key=f"goal:{task.pk}:{year}",
    )
    return goal


def goal_verdict(task: Task, *, year: int, text: str, today: date) -> Verdict:
    """Whether this goal may be set for this task now."""
    plan = task.plan
    return may_set(
        long_term=task.is_long_term,
        stopped=task.stopped_on is not None,
        year=year,
        first_year=plan.first_year,
        last_year=plan.last_year,
        text=text,
        judged=task.goals.filter(year=year, reached__isnull=False).exists(),
        supervised_from=plan.supervised_from,
        today=today,
    )


def write_goal(task: Task, *, year: int, text: str, by: Identity, today: date) -> AnnualGoal:
    """Write what :func:`goal_verdict` allowed, and the trail with the words before and after. The task is locked."""
    text = text.strip()
    goal = task.goals.filter(year=year).first()
    before = goal.text if goal else None
    if goal is None:
        goal = AnnualGoal(task=task, year=year)
    elif before == text:
        return goal
    goal.text, goal.set_on, goal.set_by = text, today, by
    goal.save()
    what = "确立年度目标" if before is None else "修改年度目标"
    record(by=by, what=what, on=goal, about=task, changes={"年度工作目标": [before, text]})
    return goal
