"""The unit's page of one period: every duty it owes a report for, prefilled from the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..permissions import KEYS
from ..rules.periods import Period, period_before, period_of
from ..rules.reports import EDITABLE
from ..rules.states import Light, elapsed
from .lights import light_of_duty, with_facts
from .plans import running
from .reports import LastSaid, last_said


@dataclass(slots=True)
class UnitRow:
    """One duty on the page of a period."""

    duty: Duty
    period: Period
    report: ProgressReport | None
    """This period's, in whatever state; None when nothing has been written yet."""
    last: LastSaid
    light: Light
    expected: int | None
    """序时进度 today, in per cent; None without a due date."""

    @property
    def is_open(self) -> bool:
        """Still to be written, or given back to be written again."""
        return self.report is None or self.report.state in EDITABLE

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == ProgressReport.State.RETURNED

    @property
    def prefill(self) -> tuple[str, int, bool]:
        """Text, per cent and 无变化 to begin with: the draft when there is one, else what was last reported."""
        if self.report is not None:
            return self.report.text, self.report.percent, self.report.no_change
        return self.last.text, self.last.percent, False

    @property
    def baseline(self) -> tuple[str, int]:
        """What counts as untouched: a returned report has to be changed, anything else to differ from the last one."""
        if self.report is not None and self.is_returned:
            return self.report.text, self.report.percent
        return self.last.text, self.last.percent


def owed_now(identity: Identity | None, today: date) -> QuerySet[Duty]:
    """Duties of the acting member that are under way: taken on, not asked to be closed, not closed, not stopped.

    A plan that is over, and a date from before supervision began, are history: nothing is asked for every month.
    """
    under_way = Duty.objects.filter(
        running(today, "task__plan__"),
        Q(until=None) | Q(until__gte=today),
        Q(due_on=None) | Q(due_on__gte=F("task__plan__supervised_from")),
        accepted_on__isnull=False,
        completion_asked_on=None,
        completed_on=None,
        stopped_on=None,
        task__stopped_on=None,
    )
    return KEYS.within(identity, "write_report", under_way)


def period_for(duty: Duty, today: date, *, previous: bool = False) -> Period:
    """The period of the duty's plan that runs today, or the one before it."""
    rhythm = duty.task.plan.report_rhythm
    period = period_of(today, rhythm)
    return period_before(period, rhythm) if previous else period


def unit_rows(
    identity: Identity | None, today: date, *, previous: bool = False, day: date | None = None
) -> list[UnitRow]:
    """A row for every duty under way that is owed a report for the period; four queries for any number of duties.

    ``day`` lies in the periods meant, today by default: a page opened in one period and sent in the next stays about the
    first.
    """
    duties = list(with_facts(owed_now(identity, today), today))
    periods = {duty.pk: period_for(duty, day or today, previous=previous) for duty in duties}
    duties = [duty for duty in duties if periods[duty.pk].last >= duty.since]
    reports = {
        (report.duty_id, report.period_first): report
        for report in ProgressReport.objects.filter(
            duty__in=duties, period_first__in={period.first for period in periods.values()}
        )
    }
    said: dict[int, LastSaid] = {}
    for period in set(periods.values()):
        said |= last_said([duty for duty in duties if periods[duty.pk] == period], period)
    return [
        UnitRow(
            duty=duty,
            period=periods[duty.pk],
            report=reports.get((duty.pk, periods[duty.pk].first)),
            last=said.get(duty.pk, LastSaid()),
            light=light_of_duty(duty, today),
            expected=elapsed(duty.since, duty.due_on, today) if duty.due_on else None,
        )
        for duty in duties
    ]


def offered(identity: Identity | None, today: date) -> QuerySet[Duty]:
    """Duties offered to the acting member that its head has not yet taken on."""
    open_to = running(today, "task__plan__")
    rows = Duty.objects.filter(open_to, accepted_on=None, stopped_on=None, task__stopped_on=None)
    return KEYS.within(identity, "accept_duty", rows).select_related("task__plan", "task__lead", "organisation")
