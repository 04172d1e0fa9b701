"""Reading progress reports: the one before, the ones waiting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shouwei.core.compiled import Compiled, Statement

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


def _sent(duty: int) -> QuerySet[ProgressReport]:
    return ProgressReport.objects.filter(duty_id=duty, state__in=SENT_UP).order_by("-period_first")


def _worded(duty: int, day: date) -> QuerySet[ProgressReport]:
    return _sent(duty).filter(period_first__lt=day).exclude(text="").values_list("text")[:1]  # type: ignore[return-value]


# What every report that is written asks, put together once.
_last_sent: Compiled[ProgressReport] = Compiled(
    lambda duty, day: _sent(duty).filter(period_first__lt=day)[:1], numbers=1, days=1
)
_last_words = Statement(_worded, numbers=1, days=1)
_facts = Statement(lambda duty: _sent(duty).values_list("percent", "submitted_on")[:1], numbers=1)
_of_period: Compiled[ProgressReport] = Compiled(
    lambda duty, day: ProgressReport.objects.filter(duty_id=duty, period_first=day).order_by(), numbers=1, days=1
)


def last_before(duty: Duty, period: Period) -> LastSaid:
    """What the unit last reported on this duty before a period."""
    latest = _last_sent(duty.pk, period.first)
    if not latest:
        return LastSaid()
    words = () if latest[0].text else _last_words.answers(duty.pk, period.first)
    return _said(latest[0], words[0][0] if words else "")


def report_of(duty: Duty, period: Period) -> ProgressReport | None:
    """The report of a period, in whatever state."""
    found = _of_period(duty.pk, period.first)
    if not found:
        return None
    found[0].duty = duty
    return found[0]


def facts_sent(duty: Duty) -> tuple[int, date | None]:
    """Per cent and day of submission of the report of the latest period sent up."""
    found = _facts.answers(duty.pk)
    return (found[0][0], found[0][1]) if found else (0, None)


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
    return {report.duty_id: _said(report, texts.get(report.duty_id, "")) for report in latest}


def _said(report: ProgressReport, earlier_text: str) -> LastSaid:
    return LastSaid(
        text=report.text or earlier_text,
        percent=report.percent,
        source=f"{report.period_label}进展",
        period_first=report.period_first,
    )


def with_words(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Reports with all a list shows: duty, task, lead, member, writer, number of files as ``file_count``."""
    return reports.select_related(
        "duty__task__plan", "duty__task__lead", "duty__organisation", "written_by__user", "approved_by__user"
    ).annotate(file_count=Count("evidence", filter=Q(evidence__withdrawn_on=None)))
