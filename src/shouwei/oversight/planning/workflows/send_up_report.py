"""A report leaves its unit: facts, lead and secretariat learn of it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import ProgressReport
from ..queries.leads import leads_to_tell
from .raise_difficulty import raise_difficulty
from .refresh_facts import refresh_facts


def send_up_report(report: ProgressReport, *, by: Identity, today: date) -> None:
    """Mark a report, whose duty the caller has locked, as sent to the lead today: this is the day that counts.

    One message per member and period to each lead, however many reports go up.
    """
    report.state = ProgressReport.State.APPROVED
    report.submitted_on = today
    report.approved_by = by
    report.judged_on, report.judged_by, report.return_reason = None, None, ""
    report.save()
    refresh_facts(report.duty)
    raise_difficulty(report, today=today)
    organisation = report.duty.organisation
    tell(
        leads_to_tell(report.duty.task, today),
        f"{organisation}报送了进展，请审核。",
        url=reverse("planning:judge_reports"),
        key=f"reports:{organisation.pk}:{report.period_first}:sent",
    )
