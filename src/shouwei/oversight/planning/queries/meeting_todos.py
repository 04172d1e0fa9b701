"""What waits for an identity among supervision notices, meetings, decisions and bulletins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min, QuerySet
from django.urls import reverse

from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity

from ..models import Bulletin, Decision, Meeting, SupervisionNotice
from ..permissions import KEYS
from ..rules.bulletins import EARLY, covered
from ..rules.series import PREPARE_DAYS
from .meetings import next_meetings
from .plans import current_plan, running

DECISION_DAYS = 7  # natural days ahead for which a decision stands on the desk


def todos(identity: Identity | None, today: date) -> list[Todo]:
    """Everything of this slice that falls to the identity today; a constant number of queries per role."""
    return [
        *_to_send(identity, today),
        *_to_close(identity, today),
        *_to_sign(identity, today),
        *_to_reply(identity, today),
        *_to_finish(identity, today),
        *_meetings(identity, today),
        *_bulletin(identity, today),
    ]


def _notices(identity: Identity | None, action: str, state: str, today: date) -> QuerySet[SupervisionNotice]:
    rows = SupervisionNotice.objects.filter(running(today, "duty__task__plan__"), state=state)
    return KEYS.within(identity, action, rows) if KEYS.holds(identity, action) else rows.none()


def _list(state: str) -> str:
    return f"{reverse('planning:supervision_notices')}?state={state}"


def _to_send(identity: Identity | None, today: date) -> Iterator[Todo]:
    if count := _notices(identity, "send_notice", "draft", today).count():
        yield Todo(
            kind="notice_draft",
            label=f"核对并发出{count}份督办单",
            why="任务出现临期、滞后或逾期，系统已按规则起草；是否发出由秘书处决定。",
            consequence="不发出，责任单位不会收到督办；事项状态变化后草稿自动撤回。",
            url=_list("draft"),
            count=count,
        )


def _to_close(identity: Identity | None, today: date) -> Iterator[Todo]:
    if count := _notices(identity, "close_notice", "replied", today).count():
        yield Todo(
            kind="notice_reply",
            label=f"审核{count}份督办单回复",
            why="受文单位已回复，由秘书处同意办结或退回重报。",
            consequence="不审核，督办单一直挂在该单位名下。",
            url=_list("replied"),
            count=count,
        )


def _to_sign(identity: Identity | None, today: date) -> Iterator[Todo]:
    rows = _notices(identity, "sign_notice", "sent", today)
    if count := rows.count():
        yield Todo(
            kind="notice_sign",
            label=f"签收{count}份督办单",
            why="秘书处已发出督办单，受文单位应当签收。",
            consequence="超过1个工作日未签收，提醒单位负责人；回复期限照常计算。",
            url=_list("sent"),
            due_on=rows.aggregate(first=Min("reply_due_on"))["first"],
            count=count,
        )


def _to_reply(identity: Identity | None, today: date) -> Iterator[Todo]:
    for notice in _notices(identity, "reply_notice", "signed", today).order_by("reply_due_on", "pk"):
        yield Todo(
            kind="notice_answer",
            label=f"回复{notice.number}",
            why=f"{notice.get_level_display()}：{notice.reason}",
            consequence="逾期未回复的，在会商材料和通报中列明。",
            url=reverse("planning:reply_notice", args=[notice.pk]),
            due_on=notice.reply_due_on,
        )


def _to_finish(identity: Identity | None, today: date) -> Iterator[Todo]:
    """The secretariat follows decisions on its agendas; on the desk stand those given to one's own organisation."""
    if identity is None or not KEYS.holds(identity, "finish_decision"):
        return
    soon = today + timedelta(days=DECISION_DAYS)
    waiting = Decision.objects.filter(running(today, "meeting__plan__"), done_on=None, due_on__lte=soon)
    rows = waiting.filter(organisation=identity.organisation_id)
    for decision in rows.select_related("meeting").order_by("due_on", "pk"):
        yield Todo(
            kind="decision",
            label=f"完成议定事项：{decision.text[:40]}",
            why=f"{decision.meeting}议定由本单位办理。",
            consequence="未报完成的，在后续每次会议上列出。",
            url=decision.get_absolute_url(),
            due_on=decision.due_on,
        )


def _meetings(identity: Identity | None, today: date) -> Iterator[Todo]:
    plan = current_plan() if KEYS.holds(identity, "run_meeting") else None
    if plan is None or not plan.goes_on(today):
        return
    for proposed, meeting in next_meetings(plan, today):
        if (proposed.held_on - today).days <= PREPARE_DAYS and meeting is None:
            yield Todo(
                kind="meeting",
                label=f"安排{proposed.label}{Meeting.Kind(proposed.kind).label}",
                why="秘书处每周会商、理事会每旬调度；议题由系统按规则提出，请核对。",
                consequence="不安排会议，未解决的议题不会丢失，但无人研究。",
                url=f"{reverse('planning:plan_meeting', args=[plan.pk])}?kind={proposed.kind}",
                due_on=proposed.held_on,
            )
    last = today + timedelta(days=PREPARE_DAYS)
    for meeting in plan.meetings.filter(state=Meeting.State.PLANNED, held_on__lte=last).order_by("held_on", "pk"):
        past = meeting.held_on < today
        yield Todo(
            kind="minutes" if past else "meeting",
            label=f"{'定稿' if past else '准备'}{meeting}{'纪要' if past else ''}",
            why="会议已过，纪要还没有定稿。" if past else "会议临近，请核对议题、生成材料。",
            consequence="纪要定稿前，未解决的议题不会转入下次会议。" if past else "材料以会前最后一次生成的为准。",
            url=reverse("planning:hold_meeting", args=[meeting.pk]) if past else meeting.get_absolute_url(),
            due_on=meeting.held_on,
        )


def _bulletin(identity: Identity | None, today: date) -> Iterator[Todo]:
    plan = current_plan() if KEYS.holds(identity, "write_bulletin") else None
    if plan is None or not plan.goes_on(today):
        return
    about = covered(today)
    since = about.last - timedelta(days=EARLY)
    if since < plan.supervised_from or Bulletin.objects.filter(plan=plan, issued_on__gte=since).exists():
        return
    yield Todo(
        kind="bulletin",
        label=f"印发{about.label}通报",
        why="每旬调度后通报总体情况、存在问题和工作要求，初稿按数据自动生成。",
        consequence="不印发，各单位看不到本旬的通报和整改要求。",
        url=reverse("planning:bulletins", args=[plan.pk]),
    )
