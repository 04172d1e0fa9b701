"""Remind the leads of programmes not yet submitted: a week before, the day before, and the day after the due date."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse

from shouwei.core.text import in_words
from shouwei.ground.people.models import Identity

from ..models import Plan, WorkProgramme
from ..queries.plans import running
from ..queries.programmes import UNSENT
from ..rules.programmes import reminder_stage
from .tell_once import tell_once

SENTENCES = {
    "soon": "贵部门还有{count}项任务的工作方案未报送，期限{due}，还有{days}天。",
    "last": "贵部门还有{count}项任务的工作方案未报送，期限{due}，请今明两日内报送。",
    "late": "贵部门{count}项任务的工作方案已过期限{due}，逾期未报送的列入会商议题，请尽快报送。",
}


@transaction.atomic
def remind_programmes(today: date) -> int:
    """One message per department, plan and stage, however often this runs; returns how many were left.

    Nothing for a plan whose due date lies before its supervision began.
    """
    waiting = WorkProgramme.objects.filter(running(today, "task__plan__"), state__in=UNSENT, task__stopped_on=None)
    counts: defaultdict[tuple[Plan, int, date], int] = defaultdict(int)
    for programme in waiting.select_related("task__plan").prefetch_related("task__co_leads"):
        task = programme.task
        if programme.due_on < task.plan.supervised_from:
            continue
        for lead in {task.lead_id, *(body.pk for body in task.co_leads.all())}:
            counts[task.plan, lead, programme.due_on] += 1
    return sum(_remind(plan, lead, due_on, count, today) for (plan, lead, due_on), count in counts.items())


def _remind(plan: Plan, lead: int, due_on: date, count: int, today: date) -> int:
    stage = reminder_stage(due_on, today)
    if stage is None:
        return 0
    text = SENTENCES[stage].format(count=count, due=in_words(due_on), days=(due_on - today).days)
    key = f"programmes:{plan.pk}:{due_on}:{stage}"
    people = Identity.objects.on(today).filter(role=Identity.Role.DEPARTMENT, organisation=lead)
    url = reverse("planning:programmes", args=[plan.pk]) + f"?lead={lead}"
    return tell_once(people, text, url=url, key=key, plan=plan, what="提醒报送工作方案")
