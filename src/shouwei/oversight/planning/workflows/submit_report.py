"""Send the report of a period: staff to their head, a head straight to the lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.urls import reverse

from shouwei.core.compiled import well_worn
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..permissions import KEYS
from ..queries.leads import heads_of
from ..queries.reports import last_before
from ..rules.periods import Period
from ..rules.reports import may_submit, tick_fits
from .save_report import ReportWords, put_into_words
from .send_up_report import send_up_report


@transaction.atomic
@well_worn()
def submit_report(duty: Duty, *, period: Period, words: ReportWords, by: Identity, today: date) -> ProgressReport:
    """Write and send in one step. Refuses, and keeps nothing of these words, when a rule forbids it."""
    last = last_before(duty, period)
    require(tick_fits(no_change=words.no_change, text=words.text, last_text=last.text))
    require(may_submit(text=words.text, percent=words.percent, no_change=words.no_change, last_percent=last.percent))
    if words.no_change:
        # The text last reported, shown as a prefill, is not said a second time.
        words = replace(words, text="")
    report = put_into_words(duty, period=period, words=words, by=by, today=today)
    what = "报送进展（本期无变化）" if words.no_change else "报送进展"
    if KEYS.holds(by, "approve_report"):
        send_up_report(report, by=by, today=today)
    else:
        report.state = ProgressReport.State.SUBMITTED
        report.save()
        what = what.replace("报送进展", "提交进展")
        tell(
            heads_of(report.duty.organisation_id, today),
            f"{by.user.name}提交了进展，请审核后报送。",
            url=reverse("planning:approve_reports"),
            key=f"reports:{by.pk}:{period.first}:submitted",
        )
    record(by=by, what=what, on=report, about=report.duty.task)
    return report
