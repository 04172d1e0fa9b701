"""The lead takes a report."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import ProgressReport
from ..rules.reports import may_judge


@transaction.atomic
def judge_report(report: ProgressReport, *, by: Identity, today: date) -> None:
    """Accept. The unit's day of submission stays; how long the lead took is the lead's own."""
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    require(may_judge(state=report.state))
    report.state = ProgressReport.State.ACCEPTED
    report.judged_on, report.judged_by = today, by
    report.save(update_fields=["state", "judged_on", "judged_by", "saved_at"])
    record(by=by, what="采纳进展", on=report, about=report.duty.task)
