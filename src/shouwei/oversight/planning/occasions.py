"""Kinds of messages of this room, and when each has been dealt with: so that nobody is reminded of what is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Model, Q

from shouwei.core.clock import today
from shouwei.core.occasions import Mode, Occasion, StillNeeded, Told, register

from .models import Completion, Duty, Extension, Plan, ProgrammePart, ProgressReport, SupervisionNotice, WorkProgramme
from .queries.plans import running


def _while_state(model: type[Model], *states: str) -> StillNeeded:
    """Needed while the row the key names is in one of these states."""

    def ask(told: Collection[Told]) -> set[Told]:
        rows = model._default_manager.filter(pk__in={one.number for one in told}, state__in=states)
        waiting = set(rows.values_list("pk", flat=True))
        return {one for one in told if one.number in waiting}

    return ask


def _at_step(model: type[Model], **state_of: str) -> StillNeeded:
    """The end of the key names the step: needed while the row has not left it."""

    def ask(told: Collection[Told]) -> set[Told]:
        rows = model._default_manager.filter(pk__in={one.number for one in told})
        states = dict(rows.values_list("pk", "state"))
        return {one for one in told if states.get(one.number, "") == state_of[one.key.rpartition(":")[2]]}

    return ask


def _unreported(told: Collection[Told]) -> set[Told]:
    """``report:<plan>:<first day>:<days left>``: while the unit owes a report of that period."""
    owed: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for plan, first in {(one.number, one.key.split(":")[2]) for one in told}:
        owed[plan, first] = _owing(plan, date.fromisoformat(first))
    return {one for one in told if one.organisation in owed[one.number, one.key.split(":")[2]]}


def _owing(plan: int, first: date) -> set[int]:
    sent = ProgressReport.objects.filter(period_first=first).exclude(state__in=["draft", "returned"])
    open_duties = Duty.objects.filter(
        task__plan=plan, task__stopped_on=None, accepted_on__isnull=False, completed_on=None, stopped_on=None
    )
    running_plan = Q(task__plan__in=Plan.objects.filter(running(today())))
    owing = open_duties.filter(running_plan).exclude(pk__in=sent.values("duty"))
    return set(owing.order_by().values_list("organisation_id", flat=True).distinct())


NOTICE = SupervisionNotice.State
register(
    Occasion(
        "planning-sign",
        "督办单待签收",
        r"notice:\d+:(sent|unsigned)",
        Mode.AT_ONCE,
        _while_state(SupervisionNotice, NOTICE.SENT),
    ),
    Occasion(
        "planning-reply",
        "督办回复退回待补充",
        r"notice:\d+:returned:.*",
        Mode.AT_ONCE,
        _while_state(SupervisionNotice, NOTICE.SIGNED),
    ),
    Occasion(
        "planning-judge-reply",
        "督办回复待审核",
        r"notice:\d+:replied",
        still_needed=_while_state(SupervisionNotice, NOTICE.REPLIED),
    ),
    Occasion("planning-report", "进展报送提醒", r"report:\d+:\d{4}-\d\d-\d\d:\d+", still_needed=_unreported),
    Occasion(
        "planning-report-returned",
        "进展退回待修改",
        r"report:\d+:returned",
        still_needed=_while_state(ProgressReport, ProgressReport.State.RETURNED),
    ),
    Occasion(
        "planning-extension",
        "延期申请待审批",
        r"extension:\d+:(asked|endorsed)",
        still_needed=_at_step(Extension, asked=Extension.State.ASKED, endorsed=Extension.State.ENDORSED),
    ),
    Occasion(
        "planning-completion",
        "办结申请待复核",
        r"completion:\d+:(asked|accepted)",
        still_needed=_at_step(Completion, asked=Completion.State.ASKED, accepted=Completion.State.ACCEPTED),
    ),
    Occasion(
        "planning-programme",
        "工作方案待登记",
        r"programme:\d+:submitted",
        still_needed=_while_state(WorkProgramme, WorkProgramme.State.SUBMITTED),
    ),
    Occasion(
        "planning-programme-returned",
        "工作方案退回待修改",
        r"programme:\d+:returned",
        still_needed=_while_state(WorkProgramme, WorkProgramme.State.RETURNED),
    ),
    Occasion(
        "planning-part",
        "本单位方案待审核",
        r"part:\d+:submitted",
        still_needed=_while_state(ProgrammePart, ProgrammePart.State.SUBMITTED),
    ),
    Occasion("planning-programmes", "工作方案报送提醒", r"programmes:.*"),
    Occasion("planning-meeting", "会议通知", r"meeting:\d+:.*|decision:\d+.*"),
    Occasion("planning-bulletin", "通报", r"bulletin:\d+"),
    Occasion("planning-difficulty", "困难问题", r"difficulty:\d+:.*"),
    Occasion(
        "planning-result",
        "办理结果告知",
        r"(extension|completion|part|notice|duty|duties|measure|evidence|reports|report):.*",
    ),
    Occasion("planning-plan", "方案和目标", r"(plan|goals|goal|offer|leave|absorbed|questions):.*"),
)
