"""Publish a new version of a running plan: its tasks follow the new document, what members reported stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.queries import members_on
from shouwei.ground.people.models import Identity

from ..models import Duty, Plan, PlanImport, Task
from ..queries.plans import same_as
from ..rules.publishing import known_as, may_publish, may_repeat
from ..rules.versions import compare, matches
from .publish_plan import add_areas, add_task, add_version, expand, fill_task, open_programmes, require_bodies


@transaction.atomic
def revise_plan(
    source: PlanImport,
    *,
    issued_on: date | None,
    adopted_by: str,
    note: str,
    by: Identity,
    today: date,
    again: bool = False,
) -> Plan:
    """Tasks are matched by their text. Changed ones change, new ones are added with duties, dropped ones are stopped."""
    source = PlanImport.objects.select_for_update().get(pk=source.pk)
    assert source.revises_id is not None  # the page offers revision only for an import that revises a plan
    plan = Plan.objects.select_for_update().get(pk=source.revises_id)
    members = list(members_on(today))
    require(plan.goes_on(today))
    require(
        may_publish(
            source.draft,
            state=source.state,
            issued_on=issued_on,
            adopted_by=adopted_by,
            first_year=plan.first_year,
            last_year=plan.last_year,
            members=len(members),
            today=today,
        )
    )
    assert issued_on is not None  # may_publish refuses otherwise
    require_bodies(source.draft, issued_on)
    require(may_repeat([known_as(known.title, known.issued_on) for known in same_as(source, issued_on)], again=again))
    old = current_draft(plan)
    pairs = matches(old["tasks"], source.draft["tasks"])
    changed = {change.no for change in compare(old, source.draft) if change.kind == "changed"}
    areas = add_areas(plan, source.draft)
    by_number = {task.number: task for task in plan.tasks.select_for_update()}
    for row in source.draft["tasks"]:
        task = by_number.pop(pairs.get(row["no"], 0), None)
        if task is None:
            task = add_task(plan, row, areas)
            open_programmes([task], issued_on, plan)
        elif row["no"] in changed:
            _change(task, row, areas, by=by, note=note)
        expand([task], members, since=issued_on)
    for task in by_number.values():
        _drop(task, issued_on, note=note, by=by)
    version = add_version(plan, source, issued_on=issued_on, adopted_by=adopted_by, by=by)
    version.note = note
    version.save(update_fields=["note"])
    source.state = PlanImport.State.PUBLISHED
    source.save(update_fields=["state"])
    tell(
        Identity.objects.on(today).filter(organisation__in=[*members, *{task.lead for task in plan.tasks.all()}]),
        f"《{plan.title}》已修订为第{version.number}版（{in_words(issued_on)}），请查看变化。",
        url=plan.get_absolute_url(),
        key=f"plan:{plan.pk}:version:{version.number}",
    )
    record(by=by, what="修订方案", on=plan, why=note or adopted_by)
    return plan


def current_draft(plan: Plan) -> dict[str, Any]:
    """The latest version's content with the numbers the tasks bear here, which may differ once a version has moved rows."""
    version = plan.versions.order_by("-number").first()
    assert version is not None  # a plan is created together with its first version
    numbers = {task.text: task.number for task in plan.tasks.filter(stopped_on=None)}
    tasks = [{**row, "no": numbers.get(row["text"], 0)} for row in version.draft["tasks"]]
    return {**version.draft, "tasks": [row for row in tasks if row["no"]]}


def _change(task: Task, row: dict[str, Any], areas: Any, *, by: Identity, note: str) -> None:
    before = {"任务内容": task.text, "完成时限": task.deadline_printed, "牵头部门": str(task.lead)}
    old_due = task.due_on
    fill_task(task, row, areas)
    after = {"任务内容": task.text, "完成时限": task.deadline_printed, "牵头部门": str(task.lead)}
    if task.due_on != old_due:
        # An extension granted to one member is its own; only duties still on the old date move with the task.
        Duty.objects.filter(task=task, due_on=old_due, completed_on=None).update(due_on=task.due_on)
    record(
        by=by,
        what="修订任务",
        on=task,
        why=note,
        changes={name: [before[name], after[name]] for name in before if before[name] != after[name]},
    )


def _drop(task: Task, day: date, *, note: str, by: Identity) -> None:
    if task.stopped_on is not None:
        return
    task.stopped_on = day
    task.stop_reason = note or "新版方案不再列入"
    task.save(update_fields=["stopped_on", "stop_reason"])
    open_duties = task.duties.filter(completed_on=None, stopped_on=None)
    open_duties.update(stopped_on=day, stop_reason=task.stop_reason)
    record(by=by, what="中止任务", on=task, why=task.stop_reason)
