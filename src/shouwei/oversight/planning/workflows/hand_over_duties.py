"""After a merger: the open duties of the absorbed end with its membership, and the successor is offered those it does not have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from shouwei.core.text import in_words
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.organisations.queries import successor_on
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty, Extension, Task
from ..queries.closing import OPEN_COMPLETION, OPEN_EXTENSION
from ..queries.plans import running

MOOT = "单位已并入，任务由承继单位办理。"


@dataclass(frozen=True, slots=True)
class HandedOver:
    ended: int
    offered: int
    successor: Organisation


def open_duties(organisation: Organisation) -> QuerySet[Duty]:
    return Duty.objects.filter(organisation=organisation, completed_on=None, stopped_on=None)


@transaction.atomic
def hand_over_duties(absorbed: Organisation, *, by: Identity, today: date) -> HandedOver:
    """Ended the day before the merger, so that figures of days before stay. What is offered begins today and waits to be accepted;
    a successor that is no member is offered nothing.
    """
    absorbed = Organisation.objects.select_for_update(of=("self",)).get(pk=absorbed.pk)
    if absorbed.merged_on is None or absorbed.merged_on > today:
        raise Refused("该单位没有并入其他单位，任务不需要交接。")
    rows = list(open_duties(absorbed).select_for_update().values_list("pk", "task_id"))
    if not rows:
        raise Refused("没有未办结的任务需要交接。")
    successor = successor_on(absorbed, today)
    last = absorbed.merged_on - timedelta(days=1)
    duties = Duty.objects.filter(pk__in=[pk for pk, _ in rows])
    decided = {"answer": MOOT, "decided_on": today, "decided_by": by}
    Extension.objects.filter(duty__in=duties, state__in=OPEN_EXTENSION).update(state=Extension.State.REFUSED, **decided)
    Completion.objects.filter(duty__in=duties, state__in=OPEN_COMPLETION).update(
        state=Completion.State.RETURNED, **decided
    )
    ended = {"stopped_on": last, "stop_reason": f"并入{successor.name}", "completion_asked_on": None}
    duties.filter(since__gt=last).update(until=F("since"), **ended)
    duties.filter(since__lte=last).update(until=last, **ended)
    offered = _offer(successor, {task for _, task in rows}, today=today)
    tell(
        Identity.objects.on(today).filter(organisation__in=[absorbed, successor]),
        f"{absorbed.name}自{in_words(absorbed.merged_on)}起并入{successor.name}，未办结的任务{len(rows)}项同前一日中止，"
        f"其中{offered}项请{successor.name}确认承担。",
        url="/planning/reports/",
        key=f"absorbed:{absorbed.pk}",
    )
    record(
        by=by,
        what="交接任务",
        on=absorbed,
        about=successor,
        changes={"中止": [None, len(rows)], "待确认": [None, offered]},
    )
    return HandedOver(len(rows), offered, successor)


def _offer(successor: Organisation, tasks: set[int], *, today: date) -> int:
    if not Membership.objects.on(today).filter(organisation=successor).exists():
        return 0
    known = Duty.objects.filter(organisation=successor, task__in=tasks).values("task")
    wanted = Task.objects.filter(running(today, "plan__"), pk__in=tasks, stopped_on=None).exclude(pk__in=known)
    new = [
        Duty(task=task, organisation=successor, since=today, due_on=task.due_on, original_due_on=task.due_on)
        for task in wanted.filter(Q(due_on=None) | Q(due_on__gte=today))
    ]
    Duty.objects.bulk_create(new)
    return len(new)
