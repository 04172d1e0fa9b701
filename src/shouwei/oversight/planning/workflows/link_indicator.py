"""Say which of the three targets a task is to move; its page then shows the figure."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.models import Target

from ..models import Task


@transaction.atomic
def link_indicator(task: Task, *, target: str, by: Identity, today: date) -> None:
    """``target`` "" takes the link away."""
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    require(task.plan.goes_on(today))
    if target and target not in Target.values:
        raise Refused("请选择三个目标之一，或不关联。")
    task.indicator = target
    task.save(update_fields=["indicator"])
    record(by=by, what="关联指标", on=task, about=task, why=Target(target).label if target else "取消关联")
