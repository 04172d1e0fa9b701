"""What falls on which day: deadlines, programmes, measures, goals, decisions, meetings; only what the identity may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Decision, Duty, Measure, Meeting, Plan, WorkProgramme
from ..permissions import KEYS
from ..rules.pictures import TaskRow

OVERSEERS = (Identity.Role.SECRETARIAT, Identity.Role.COUNCIL, Identity.Role.AUDITOR)


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing on one day. ``state`` colours it where it has one."""

    day: date
    kind: str
    label: str
    url: str = ""
    state: str = ""


def entries_between(
    plan: Plan, rows: list[TaskRow], identity: Identity, first: date, last: date, today: date
) -> list[Entry]:
    """From ``first`` to ``last``, both counted, by day; eight queries at most. ``rows``: the plan's tasks."""
    found = [
        *_task_deadlines(rows, first, last),
        *_extended_deadlines(plan, identity, first, last),
        *_programmes(plan, first, last),
        *_measures(plan, identity, first, last, today),
        *_goals(plan, first, last),
        *_decisions(plan, identity, first, last, today),
        *_meetings(plan, identity, first, last),
    ]
    return sorted(found)


def _task_deadlines(rows: list[TaskRow], first: date, last: date) -> Iterator[Entry]:
    for row in rows:
        if row.due_on is not None and first <= row.due_on <= last:
            url = reverse("planning:task", args=[row.pk])
            yield Entry(row.due_on, "任务期限", f"任务{row.number} {row.text}", url, row.light.state)


def _extended_deadlines(plan: Plan, identity: Identity, first: date, last: date) -> Iterator[Entry]:
    """Duties whose day was moved away from the day of their task."""
    duties = KEYS.within(identity, "view_duty", Duty.objects.filter(task__plan=plan, due_on__range=(first, last)))
    moved = duties.exclude(original_due_on=None).exclude(due_on__isnull=True)
    columns = ("pk", "due_on", "original_due_on", "task__number", "organisation__name", "organisation__short_name")
    for pk, due_on, original, number, name, short in moved.order_by("due_on", "pk").values_list(*columns):
        if due_on != original:
            url = reverse("planning:duty", args=[pk])
            yield Entry(due_on, "延期后期限", f"任务{number} {short or name}", url)


def _programmes(plan: Plan, first: date, last: date) -> Iterator[Entry]:
    """All programmes of a plan are due on one day, so a day is one entry."""
    waiting = WorkProgramme.objects.filter(task__plan=plan, due_on__range=(first, last)).order_by()
    url = reverse("planning:tasks", args=[plan.pk])
    for due_on, count in waiting.values_list("due_on").annotate(Count("pk")):
        yield Entry(due_on, "工作方案", f"工作方案报送期限（{count}项任务）", url)


def _measures(plan: Plan, identity: Identity, first: date, last: date, today: date) -> Iterator[Entry]:
    """Each one of the organisation's own; for those who oversee all of them, a day is one entry."""
    waiting = Measure.objects.filter(
        programme__task__plan=plan,
        programme__task__stopped_on=None,
        programme__state=WorkProgramme.State.REGISTERED,
        done_on=None,
        due_on__range=(first, last),
    ).order_by("due_on", "pk")
    if identity.role in OVERSEERS:
        url = reverse("planning:programmes", args=[plan.pk])
        for due_on, count in waiting.order_by("due_on").values_list("due_on").annotate(Count("pk")):
            yield Entry(
                due_on, "举措期限", f"{count}条举措到期，尚未登记完成", url, "overdue" if due_on < today else ""
            )
        return
    own = waiting.filter(organisation=identity.organisation_id)
    for due_on, task, number, text in own.values_list("due_on", "programme__task", "programme__task__number", "text"):
        url = reverse("planning:programme", args=[task])
        yield Entry(due_on, "举措期限", f"任务{number} {text}", url, "overdue" if due_on < today else "")


def _goals(plan: Plan, first: date, last: date) -> Iterator[Entry]:
    """An annual goal is judged on the last day of its year."""
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    goals = AnnualGoal.objects.filter(task__plan=plan, year__in=years).order_by()
    url = reverse("planning:tasks", args=[plan.pk]) + "?kind=long_term"
    for year, count in goals.values_list("year").annotate(Count("pk")):
        yield Entry(date(year, 12, 31), "年度目标", f"{year}年度工作目标评定（{count}项）", url)


def _decisions(plan: Plan, identity: Identity, first: date, last: date, today: date) -> Iterator[Entry]:
    decisions = KEYS.within(identity, "view_decision", Decision.objects.filter(meeting__plan=plan))
    for pk, due_on, text, done_on in decisions.filter(due_on__range=(first, last)).values_list(
        "pk", "due_on", "text", "done_on"
    ):
        state = "done" if done_on else "overdue" if due_on < today else ""
        yield Entry(due_on, "议定事项", text, reverse("planning:decision", args=[pk]), state)


def _meetings(plan: Plan, identity: Identity, first: date, last: date) -> Iterator[Entry]:
    meetings = KEYS.within(identity, "view_meeting", Meeting.objects.filter(plan=plan, held_on__range=(first, last)))
    for meeting in meetings:
        yield Entry(meeting.held_on, "会议", str(meeting), meeting.get_absolute_url())
