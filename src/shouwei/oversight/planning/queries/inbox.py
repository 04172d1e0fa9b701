"""What waits for an identity among duties, reports, difficulties and closings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Min, OuterRef, Subquery
from django.urls import reverse

from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty, Extension, ProgressReport
from ..permissions import KEYS
from .closing import completions_waiting, extensions_waiting
from .difficulties import difficulties_to_answer
from .period_reports import offered, unit_rows
from .plans import running


def inbox(identity: Identity | None, today: date) -> list[Todo]:
    """Everything of this slice that falls to the identity today; a constant number of queries per role."""
    return [
        *_offered(identity, today),
        *_to_write(identity, today),
        *_to_complete(identity, today),
        *_to_approve(identity),
        *_to_judge(identity),
        *_difficulties(identity, today),
        *_extensions(identity),
        *_completions(identity),
    ]


def _offered(identity: Identity | None, today: date) -> Iterator[Todo]:
    if not KEYS.holds(identity, "accept_duty"):
        return
    if count := offered(identity, today).count():
        yield Todo(
            kind="offered",
            label=f"确认承担新分担的{count}项任务",
            why="本单位加入集团后，秘书处按方案分担了任务，由单位负责人确认。",
            consequence="确认前不能报送进展，也不计入本单位完成情况。",
            url=reverse("planning:unit_reports"),
            count=count,
        )


def _to_write(identity: Identity | None, today: date) -> Iterator[Todo]:
    if not KEYS.holds(identity, "write_report"):
        return
    rows = unit_rows(identity, today)
    for period in sorted({row.period for row in rows}):
        waiting = [row for row in rows if row.period == period and row.is_open and not row.is_returned]
        if waiting:
            yield Todo(
                kind="report",
                label=f"报送{period.label}进展（{len(waiting)}项）",
                why="本单位承担的任务按方案规定的周期报送进展；已按上期内容预填，无变化的可一次勾选。",
                consequence="报告期内未报送的，在会商材料和通报中列为未报送。",
                url=reverse("planning:unit_reports"),
                due_on=period.last,
                count=len(waiting),
            )
    # One that was given back is a matter of its own, with its reason; among the others it would not be noticed.
    returned = ProgressReport.objects.filter(running(today, "duty__task__plan__"), state=ProgressReport.State.RETURNED)
    for report in KEYS.within(identity, "view_report", returned).select_related("duty__task", "duty__organisation"):
        yield Todo(
            kind="returned",
            label=f"修改任务{report.duty.task.number}的{report.period_label}进展",
            why=f"已被退回：{report.return_reason}",
            consequence="退回的报告不计入完成率，重新报送后恢复。",
            url=reverse("planning:write_report", args=[report.duty_id]) + f"?period={report.period_first}",
        )


def _to_complete(identity: Identity | None, today: date) -> Iterator[Todo]:
    """An application for completion that was given back, until it is made again."""
    if not KEYS.holds(identity, "ask_completion"):
        return
    last = Completion.objects.filter(duty=OuterRef("pk")).order_by("-pk")
    open_duties = Duty.objects.filter(running(today, "task__plan__"), completed_on=None, stopped_on=None)
    told = open_duties.annotate(last=Subquery(last.values("state")[:1]), answer=Subquery(last.values("answer")[:1]))
    for duty in KEYS.within(identity, "ask_completion", told.filter(last="returned")).select_related("task"):
        yield Todo(
            kind="completion_returned",
            label=f"补充任务{duty.task.number}的办结申请",
            why=f"已被退回：{duty.answer}",
            consequence="重新申请并通过前仍按未办结预警和督办。",
            url=reverse("planning:ask_completion", args=[duty.pk]),
            due_on=duty.due_on,
        )


def _to_approve(identity: Identity | None) -> Iterator[Todo]:
    if not KEYS.holds(identity, "approve_report"):
        return
    waiting = ProgressReport.objects.filter(duty__task__plan__closed_on=None, state=ProgressReport.State.SUBMITTED)
    figures = KEYS.within(identity, "approve_report", waiting).aggregate(first=Min("period_last"))
    count = KEYS.within(identity, "approve_report", waiting).count() if figures["first"] else 0
    if count:
        yield Todo(
            kind="approve",
            label=f"审核本单位经办人提交的{count}份进展",
            why="进展须经单位负责人审核后才报送牵头部门。",
            consequence="审核前视为未报送，以审核当日为报送日期。",
            url=reverse("planning:approve_reports"),
            due_on=figures["first"],
            count=count,
        )


def _to_judge(identity: Identity | None) -> Iterator[Todo]:
    # The secretariat holds this key too, to step in; the work is the lead's.
    if identity is None or identity.role != Identity.Role.DEPARTMENT:
        return
    waiting = ProgressReport.objects.filter(duty__task__plan__closed_on=None, state=ProgressReport.State.APPROVED)
    if count := KEYS.within(identity, "judge_report", waiting).count():
        yield Todo(
            kind="judge",
            label=f"审核成员单位报送的{count}份进展",
            why="贵部门牵头的任务，由贵部门采纳或退回。",
            consequence="长期不审核的，问题不能及时退回单位更正；不影响单位的报送日期。",
            url=reverse("planning:judge_reports"),
            count=count,
        )


def _difficulties(identity: Identity | None, today: date) -> Iterator[Todo]:
    if not KEYS.holds(identity, "answer_difficulty"):
        return
    rows = difficulties_to_answer(identity).filter(duty__task__plan__closed_on=None)
    oldest = rows.aggregate(first=Min("raised_on"))["first"]
    if oldest is None:
        return
    count = rows.count()
    yield Todo(
        kind="difficulty",
        label=f"答复成员单位反映的{count}条困难",
        why=f"最早一条已等待{(today - oldest).days}天。",
        consequence="未答复的困难自动列入下一次会商议题。",
        url=reverse("planning:difficulties") + "?open=1",
        count=count,
    )


_EXTENSION_STAGES = {
    Identity.Role.DEPARTMENT: (Extension.State.ASKED, "审核"),
    Identity.Role.SECRETARIAT: (Extension.State.ENDORSED, "审批"),
}
_COMPLETION_STAGES = {
    Identity.Role.DEPARTMENT: (Completion.State.ASKED, "复核"),
    Identity.Role.SECRETARIAT: (Completion.State.ACCEPTED, "确认"),
}


def _extensions(identity: Identity | None) -> Iterator[Todo]:
    stage = _EXTENSION_STAGES.get(Identity.Role(identity.role)) if identity else None
    if stage is None:
        return
    rows = extensions_waiting(identity).filter(state=stage[0], duty__task__plan__closed_on=None)
    first = rows.aggregate(first=Min("old_due_on"))["first"]
    if first is None:
        return
    count = rows.count()
    yield Todo(
        kind="extension",
        label=f"{stage[1]}{count}份延期申请",
        why="延期须经牵头部门同意、秘书处批准。",
        consequence="批准前仍按原期限预警和督办。",
        url=reverse("planning:closing_requests"),
        due_on=first,
        count=count,
    )


def _completions(identity: Identity | None) -> Iterator[Todo]:
    stage = _COMPLETION_STAGES.get(Identity.Role(identity.role)) if identity else None
    if stage is None:
        return
    if count := completions_waiting(identity).filter(state=stage[0], duty__task__plan__closed_on=None).count():
        yield Todo(
            kind="completion",
            label=f"{stage[1]}{count}份办结申请",
            why="办结须经牵头部门复核、秘书处确认后归档。",
            consequence="办结日期以单位申请当日为准，不因复核延误。",
            url=reverse("planning:closing_requests"),
            count=count,
        )
