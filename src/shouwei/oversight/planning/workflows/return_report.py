"""Give a report back to those who wrote it, with the reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..rules.reports import may_return
from .refresh_facts import refresh_facts


@transaction.atomic
def return_report(report: ProgressReport, *, stage: str, because: str, by: Identity, today: date) -> None:
    """``stage`` is where the returning person stands: submitted for the unit's head, approved for the lead.

    The facts of the duty go back to the report before, since nothing valid stands for this period.
    """
    duty = Duty.objects.select_for_update().get(pk=report.duty_id)
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    require(may_return(state=report.state, because=because, stage=stage))
    report.state = ProgressReport.State.RETURNED
    report.return_reason = because
    report.judged_on, report.judged_by = today, by
    report.save(update_fields=["state", "return_reason", "judged_on", "judged_by", "saved_at"])
    refresh_facts(duty)
    authors = [person for person in (report.written_by, report.approved_by) if person is not None and person != by]
    tell(
        authors,
        f"任务{duty.task.number}的进展被退回，请修改后重新报送。退回原因：{because}",
        url=report.get_absolute_url(),
        key=f"report:{report.pk}:returned",
    )
    record(by=by, what="退回进展", on=report, about=duty.task, why=because)
