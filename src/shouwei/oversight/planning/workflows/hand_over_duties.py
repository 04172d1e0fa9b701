"""After a merger: the open duties of the absorbed end with its membership, and the successor is offered those it does not have.

What was done is kept with the merger, so that a merger entered by mistake can be undone: first this is taken back, then the merger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from shouwei.core.text import in_words
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Membership, Merger, Organisation
from shouwei.ground.organisations.queries import successor_on
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty, Extension, Task
from ..queries.closing import OPEN_COMPLETION, OPEN_EXTENSION
from ..queries.plans import running
from ..rules.closing import may_take_back_duties

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
    rows = list(open_duties(absorbed).select_for_update().values_list("pk", "task_id", "completion_asked_on"))
    if not rows:
        raise Refused("没有未办结的任务需要交接。")
    successor = successor_on(absorbed, today)
    last = absorbed.merged_on - timedelta(days=1)
    duties = Duty.objects.filter(pk__in=[pk for pk, _, _ in rows])
    decided = {"answer": MOOT, "decided_on": today, "decided_by": by}
    extensions = Extension.objects.filter(duty__in=duties, state__in=OPEN_EXTENSION)
    completions = Completion.objects.filter(duty__in=duties, state__in=OPEN_COMPLETION)
    moved: dict[str, Any] = {
        "duties": [[pk, asked_on.isoformat() if asked_on else None] for pk, _, asked_on in rows],
        "extensions": [list(one) for one in extensions.values_list("pk", "state")],
        "completions": [list(one) for one in completions.values_list("pk", "state")],
    }
    extensions.update(state=Extension.State.REFUSED, **decided)
    completions.update(state=Completion.State.RETURNED, **decided)
    ended = {"stopped_on": last, "stop_reason": f"并入{successor.name}", "completion_asked_on": None}
    duties.filter(since__gt=last).update(until=F("since"), **ended)
    duties.filter(since__lte=last).update(until=last, **ended)
    new = _offer(successor, {task for _, task, _ in rows}, today=today)
    offered = len(new)
    _keep(absorbed.mergers.get(undone_on=None), moved | {"offered": new})
    tell(
        Identity.objects.on(today).filter(organisation__in=[absorbed, successor]),
        f"{absorbed.name}自{in_words(absorbed.merged_on)}起并入{successor.name}，未办结的任务{len(rows)}项同前一日中止，"
        + (f"其中{offered}项请{successor.name}确认承担。" if offered else f"{successor.name}继续办理自己承担的任务。"),
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


def _keep(merger: Merger, moved: dict[str, Any]) -> None:
    """Beside what was handed over before, should something have come to be open again."""
    before = merger.moved or {}
    merger.moved = {key: [*before.get(key, ()), *rows] for key, rows in moved.items()}
    merger.save(update_fields=["moved"])


@transaction.atomic
def take_back_duties(absorbed: Organisation, *, by: Identity, today: date) -> int:
    """The duties are the absorbed's again as they were; what was offered and nobody has touched goes. Returns how many are open again."""
    absorbed = Organisation.objects.select_for_update(of=("self",)).get(pk=absorbed.pk)
    merger = absorbed.mergers.select_for_update().filter(undone_on=None).exclude(moved=None).first()
    if merger is None or merger.moved is None:
        raise Refused("没有随并入交接的任务，无可撤回。")
    moved = merger.moved
    offered = Duty.objects.select_for_update().filter(pk__in=moved["offered"])
    taken = offered.exclude(accepted_on=None, stopped_on=None, last_reported_on=None).count()
    require(may_take_back_duties(successor=merger.successor.name, taken=taken))
    duties = Duty.objects.select_for_update().in_bulk([pk for pk, _ in moved["duties"]])
    for pk, asked_on in moved["duties"]:
        duty = duties[pk]
        duty.until, duty.stopped_on, duty.stop_reason = None, None, ""
        duty.completion_asked_on = date.fromisoformat(asked_on) if asked_on else None
    Duty.objects.bulk_update(duties.values(), ["until", "stopped_on", "stop_reason", "completion_asked_on"])
    models: tuple[tuple[type[Extension] | type[Completion], str], ...] = (
        (Extension, "extensions"),
        (Completion, "completions"),
    )
    for model, key in models:
        for pk, state in moved[key]:
            model._default_manager.filter(pk=pk).update(state=state, answer="", decided_on=None, decided_by=None)
    offered.delete()
    merger.moved = None
    merger.save(update_fields=["moved"])
    tell(
        Identity.objects.on(today).filter(organisation__in=[absorbed, merger.successor]),
        f"{absorbed.name}的任务交接已撤回，{len(duties)}项任务仍由{absorbed.name}承担，原来的申请恢复办理。",
        url="/planning/reports/",
        key=f"absorbed:{absorbed.pk}:back",
    )
    record(
        by=by,
        what="撤回任务交接",
        on=absorbed,
        about=merger.successor,
        changes={"恢复": [None, len(duties)], "取消待确认": [len(moved["offered"]), None]},
    )
    return len(duties)


def _offer(successor: Organisation, tasks: set[int], *, today: date) -> list[int]:
    """The new duties."""
    if not Membership.objects.on(today).filter(organisation=successor).exists():
        return []
    known = Duty.objects.filter(organisation=successor, task__in=tasks).values("task")
    wanted = Task.objects.filter(running(today, "plan__"), pk__in=tasks, stopped_on=None).exclude(pk__in=known)
    new = [
        Duty(task=task, organisation=successor, since=today, due_on=task.due_on, original_due_on=task.due_on)
        for task in wanted.filter(Q(due_on=None) | Q(due_on__gte=today))
    ]
    return [duty.pk for duty in Duty.objects.bulk_create(new)]
