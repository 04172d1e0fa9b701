"""Reading progress reports: the one before, the ones waiting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ..models import Duty, ProgressReport
from ..rules.periods import Period

SENT_UP = (ProgressReport.State.APPROVED, ProgressReport.State.ACCEPTED)
"""What a unit's head has sent up and nobody has returned."""


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What the next report is prefilled with, and from where. ``source`` is empty when nothing was reported yet."""

    text: str = ""
    percent: int = 0
    source: str = ""
    period_first: date | None = None


def last_before(duty: Duty, period: Period) -> LastSaid:
    """What the unit last reported on this duty before a period."""
    return last_said([duty], period).get(duty.pk, LastSaid())


def said_last(duty: Duty) -> LastSaid:
    """What the unit reported last on this duty, whatever the period."""
    return last_said([duty], Period(date.max, date.max, "")).get(duty.pk, LastSaid())


def last_said(duties: Collection[Duty], period: Period) -> dict[int, LastSaid]:
    """Duty id → what was last reported before the period, in at most two queries for any number of duties.

    The percentage is that of the last report; the text that of the last report with one, since 本期无变化 has none.
    """
    sent = ProgressReport.objects.filter(duty__in=duties, state__in=SENT_UP, period_first__lt=period.first)
    by_duty = sent.order_by("duty_id", "-period_first").distinct("duty_id")
    latest = list(by_duty)
    silent = [report.duty_id for report in latest if not report.text]
    worded = by_duty.filter(duty__in=silent).exclude(text="").values_list("duty_id", "text") if silent else ()
    texts = dict(worded)
    return {
        report.duty_id: LastSaid(
            text=report.text or texts.get(report.duty_id, ""),
            percent=report.percent,
            source=f"{report.period_label}进展",
            period_first=report.period_first,
        )
        for report in latest
    }


def with_words(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Reports with all a list shows: duty, task, lead, member, writer, number of files as ``file_count``."""
    return reports.select_related(
        "duty__task__plan", "duty__task__lead", "duty__organisation", "written_by__user", "approved_by__user"
    ).annotate(file_count=Count("evidence", filter=Q(evidence__withdrawn_on=None)))
