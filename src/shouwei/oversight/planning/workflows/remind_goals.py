"""Ask the leads for annual goals that are missing: every month for the running year, from mid-December for the next."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import transaction
from django.urls import reverse

from shouwei.ground.people.models import Identity

from ..models import Plan
from ..queries.goals import long_term
from ..queries.plans import running
from ..rules.goals import years_to_remind
from .tell_once import tell_once


@transaction.atomic
def remind_goals(today: date) -> int:
    """One message per department, plan, year and occasion, however often this runs; returns how many were left."""
    left = 0
    for plan in Plan.objects.filter(running(today), supervised_from__lte=today):
        for year, occasion in years_to_remind(first_year=plan.first_year, last_year=plan.last_year, today=today):
            left += _remind(plan, year, occasion, today)
    return left


def _remind(plan: Plan, year: int, occasion: str, today: date) -> int:
    missing = long_term(plan).exclude(goals__year=year).prefetch_related("co_leads")
    counts = Counter(lead for task in missing for lead in {task.lead_id, *(body.pk for body in task.co_leads.all())})
    left = 0
    for lead, count in counts.items():
        people = Identity.objects.on(today).filter(role=Identity.Role.DEPARTMENT, organisation=lead)
        end = "尚未确立，在此之前按逾期计。" if year == today.year else "请于年底前确立。"
        text = f"《{plan.title}》有{count}项长期任务的{year}年度工作目标待贵部门确立，{end}"
        url = reverse("planning:roll_goals", args=[plan.pk, year])
        left += tell_once(
            people, text, url=url, key=f"goals:{plan.pk}:{year}:{occasion}", plan=plan, what="提醒确立年度目标"
        )
    return left
