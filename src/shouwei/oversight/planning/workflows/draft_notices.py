"""Every morning: draft the 督办单 the lights call for, take back drafts they no longer call for. Only people send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation

from ..models import Duty, Plan, SupervisionNotice
from ..queries.lights import lights
from ..queries.plans import running
from ..rules.supervision import demand_for, draft_for, goal_draft, goal_is_missing

Key = tuple[int, str]
"""A duty and the occasion it is written to about."""


def draft_notices(today: date) -> int:
    """How many were drafted. What is history is not written to, and its drafts go. Running twice drafts nothing more; a day missed is made up for on the next."""
    for plan in Plan.objects.exclude(running(today)):
        with transaction.atomic():
            _take_back(plan, {})
    return sum(_draft_for_plan(pk, today) for pk in Plan.objects.filter(running(today)).values_list("pk", flat=True))


@transaction.atomic
def _draft_for_plan(pk: int, today: date) -> int:
    # The lock keeps two runs at the same time from drafting side by side.
    plan = Plan.objects.select_for_update().get(pk=pk)
    duties = Duty.objects.filter(task__plan=plan, task__stopped_on=None, accepted_on__isnull=False)
    wanted = {(notice.duty_id, notice.occasion): notice for notice in _wanted(duties, today)}
    known = set(SupervisionNotice.objects.filter(duty__task__plan=plan).values_list("duty_id", "occasion"))
    asked = _tasks_asked_for_goals(plan)
    new = [
        notice
        for key, notice in wanted.items()
        if key not in known and (notice.duty.task_id, notice.occasion) not in asked
    ]
    SupervisionNotice.objects.bulk_create(new)
    for notice in new:
        record(by=None, what="起草督办单", on=notice, about=notice.duty.task, why=notice.reason)
    _take_back(plan, wanted)
    return len(new)


def _wanted(duties: QuerySet[Duty], today: date) -> Iterator[SupervisionNotice]:
    rows = duties.select_related("task__lead", "organisation").in_bulk()
    goals_asked: set[int] = set()
    for row in sorted(lights(duties, today), key=lambda row: row.pk):
        duty = rows[row.pk]
        missing = goal_is_missing(row.light, due_on=duty.due_on)
        # Nobody sends a supervision notice to himself: the secretariat finds its own missing goals on its desk.
        if missing and (duty.task_id in goals_asked or duty.task.lead.kind == Organisation.Kind.SECRETARIAT):
            continue
        draft = goal_draft(row.light, today=today) if missing else draft_for(row.light, due_on=duty.due_on, today=today)
        if missing:
            goals_asked.add(duty.task_id)
        if draft is not None:
            yield SupervisionNotice(
                duty=duty,
                to=duty.task.lead if missing else duty.organisation,
                level=draft.level,
                occasion=draft.occasion,
                reason=draft.reason,
                demand=demand_for(draft),
                drafted_on=today,
            )


def _tasks_asked_for_goals(plan: Plan) -> set[Key]:
    """Which task was asked on which occasion, whichever of its duties the paper hangs on."""
    rows = SupervisionNotice.objects.filter(duty__task__plan=plan, occasion__startswith="goal:")
    return set(rows.values_list("duty__task_id", "occasion"))


def _take_back(plan: Plan, wanted: dict[Key, SupervisionNotice]) -> None:
    """A draft never sent is not a paper: when the matter has moved on, it goes, and the trail keeps that it was there."""
    # Locked, so that one which is being sent at this moment is seen as sent and left alone.
    rows = SupervisionNotice.objects.select_for_update(of=("self",))
    drafts = rows.filter(duty__task__plan=plan, state=SupervisionNotice.State.DRAFT)
    for notice in drafts.select_related("duty__task", "duty__organisation"):
        if (notice.duty_id, notice.occasion) not in wanted:
            record(by=None, what="撤回督办单草稿", on=notice, about=notice.duty.task, why="事项状态已变化，不再需要。")
            notice.delete()
