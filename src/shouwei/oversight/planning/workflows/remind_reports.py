"""Remind units, near the end of a period, of reports not sent yet: one message with the count, not one per duty."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.policies.queries import number_of

from ..models import Duty, Plan, ProgressReport
from ..queries.plans import running
from ..rules.periods import period_of


def remind_reports(today: date) -> None:
    """Safe to run twice: the notice key names the period and the day it is about."""
    days_before = {number_of("report.remind_first", today), number_of("report.remind_last", today)}
    for plan in Plan.objects.filter(running(today)):
        period = period_of(today, plan.report_rhythm)
        left = (period.last - today).days
        if left not in days_before:
            continue
        for organisation_id, count in _missing(plan, period.first).items():
            tell(
                Identity.objects.on(today).filter(organisation_id=organisation_id),
                f"{period.label}还有{count}项任务没有报送进展，请于{in_words(period.last)}前报送；无进展的可一键“本期无变化”。",
                url="/planning/reports/",
                key=f"report:{plan.pk}:{period.first}:{left}",
            )


def _missing(plan: Plan, period_first: date) -> Counter[int]:
    sent = ProgressReport.objects.filter(period_first=period_first).exclude(state__in=["draft", "returned"])
    owed = Duty.objects.filter(
        task__plan=plan, task__stopped_on=None, accepted_on__isnull=False, completed_on=None, stopped_on=None
    ).exclude(pk__in=sent.values("duty"))
    return Counter(owed.values_list("organisation_id", flat=True))
