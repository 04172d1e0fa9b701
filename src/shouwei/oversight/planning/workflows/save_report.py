"""Keep what has been written about a period so far; nobody is told and the trail stays quiet until it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shouwei.core.compiled import Statement
from shouwei.core.verdict import require
from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..queries.reports import report_of
from ..rules.duties import may_report_on
from ..rules.periods import Period
from ..rules.reports import may_write


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a unit says about one period. ``None`` leaves what an earlier draft says about difficulties."""

    text: str = ""
    percent: int = 0
    difficulties: str | None = None
    support_wanted: str | None = None
    no_change: bool = False


_locked = Statement(
    lambda pk: (
        Duty.objects.select_for_update()
        .filter(pk=pk)
        .order_by()
        .values_list("since", "completed_on", "stopped_on", "accepted_on")
    ),
    numbers=1,
)


@transaction.atomic
def save_report(duty: Duty, *, period: Period, words: ReportWords, by: Identity, today: date) -> ProgressReport:
    """The draft of this period, made or overwritten. Refuses when the period's report has been sent already."""
    report = put_into_words(duty, period=period, words=words, by=by, today=today)
    report.save()
    return report


def put_into_words(duty: Duty, *, period: Period, words: ReportWords, by: Identity, today: date) -> ProgressReport:
    """The period's report as it would stand, not yet written: the caller, whose transaction this is, writes it once.

    Its duty is locked from here on. Refuses like ``save_report``.
    """
    # The duty's row is the lock: two people who write about the same period stand in line. What may have changed meanwhile is read.
    ((duty.since, duty.completed_on, duty.stopped_on, duty.accepted_on),) = _locked.answers(duty.pk)
    report = report_of(duty, period)
    require(
        may_write(
            state=report.state if report else None,
            completed=duty.completed_on is not None,
            stopped=duty.stopped_on is not None,
            accepted=duty.accepted_on is not None,
        )
    )
    require(duty.task.plan.goes_on(today))
    require(may_report_on(period, since=duty.since, today=today))
    if report is None:
        report = ProgressReport(duty=duty, period_first=period.first, period_last=period.last)
    report.text, report.percent, report.no_change = words.text, words.percent, words.no_change
    if words.difficulties is not None:
        report.difficulties = words.difficulties
    if words.support_wanted is not None:
        report.support_wanted = words.support_wanted
    report.written_by = by
    return report
