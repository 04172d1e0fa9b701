"""本期无变化 in one tap."""

from __future__ import annotations

from datetime import date

from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..queries.reports import last_before
from ..rules.periods import Period
from .save_report import ReportWords
from .submit_report import submit_report


def report_no_change(duty: Duty, *, period: Period, by: Identity, today: date) -> ProgressReport:
    """Send that nothing has changed, at the percentage last reported. A draft with words of its own is not overwritten."""
    draft = duty.reports.filter(period_first=period.first).first()
    words = ReportWords(text=draft.text if draft else "", percent=last_before(duty, period).percent, no_change=True)
    return submit_report(duty, period=period, words=words, by=by, today=today)
