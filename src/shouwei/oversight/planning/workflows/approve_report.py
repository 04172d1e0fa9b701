"""The unit's head lets a report go up to the lead."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..rules.reports import may_approve
from .send_up_report import send_up_report


@transaction.atomic
def approve_report(report: ProgressReport, *, by: Identity, today: date) -> None:
    """The day of this approval is the day the unit submitted."""
    Duty.objects.select_for_update().get(pk=report.duty_id)
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    require(may_approve(state=report.state))
    send_up_report(report, by=by, today=today)
    record(by=by, what="审核并报送进展", on=report, about=report.duty.task)
