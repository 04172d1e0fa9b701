"""Publish a plan: the document becomes areas, tasks, a duty per member and a work programme per task, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.calendar.queries import exceptions_between
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import bearer_of, become_of
from shouwei.ground.organisations.workflows.join_group import join_group
from shouwei.ground.people.models import Identity

from ..models import Area, Duty, Plan, PlanImport, PlanVersion, Target, Task, WorkProgramme
from ..queries.plans import same_as
from ..rules.programmes import programme_due
from ..rules.publishing import (
    bodies_in,
    implementers_of,
    known_as,
    may_charge,
    may_publish,
    may_repeat,
    supervised_from,
)

KINDS = {"long_term": Task.DeadlineKind.LONG_TERM, "triggered": Task.DeadlineKind.TRIGGERED}


@transaction.atomic
def publish_plan(
    source: PlanImport,
    *,
    issued_on: date | None,
    adopted_by: str,
    first_year: int,
    last_year: int,
    members: Sequence[Organisation],
    by: Identity | None,
    today: date,
    new_schools: Sequence[str] = (),
    new_enterprises: Sequence[str] = (),
    report_rhythm: str = Plan.Rhythm.MONTH,
    refine_in_working_days: bool = False,
    again: bool = False,
) -> Plan:
    """Turn an import into a plan under supervision. Refuses, and changes nothing, when a required fact is missing.

    ``again``: the person has seen that the same document is published already.
    ``new_schools`` and ``new_enterprises`` are names that join the group with this plan as the source.
    """
    source = PlanImport.objects.select_for_update().get(pk=source.pk)
    draft = source.draft
    require(
        may_publish(
            draft,
            state=source.state,
            issued_on=issued_on,
            adopted_by=adopted_by,
            first_year=first_year,
            last_year=last_year,
            members=len(members) + len(new_schools) + len(new_enterprises),
            today=today,
        )
    )
    assert issued_on is not None  # may_publish refuses otherwise
    require_bodies(draft, issued_on)
    require(may_repeat([known_as(known.title, known.issued_on) for known in same_as(source, issued_on)], again=again))
    everyone = [
        *members,
        *_joined(new_schools, "school", issued_on),
        *_joined(new_enterprises, "enterprise", issued_on),
    ]
    plan = Plan.objects.create(
        title=draft["title"] or source.name,
        document_number=draft.get("doc_number") or "",
        issuer=draft.get("issuer") or "",
        adopted_by=adopted_by,
        issued_on=issued_on,
        first_year=first_year,
        last_year=last_year,
        supervised_from=supervised_from(issued_on, today),
        report_rhythm=report_rhythm,
        refine_in_working_days=refine_in_working_days,
        obligations=draft.get("obligations") or [],
    )
    add_version(plan, source, issued_on=issued_on, adopted_by=adopted_by, by=by)
    _add_targets(plan, draft.get("targets") or [])
    areas = add_areas(plan, draft)
    tasks = [add_task(plan, row, areas) for row in draft["tasks"]]
    expand(tasks, everyone, since=issued_on)
    open_programmes(tasks, issued_on, plan)
    source.state = PlanImport.State.PUBLISHED
    source.save(update_fields=["state"])
    _tell_leads(plan, today)
    record(by=by, what="发布方案", on=plan, why=adopted_by)
    return plan


def require_bodies(draft: Mapping[str, Any], issued_on: date) -> None:
    """Whoever was there on the day of issue may be charged: a plan of before a merger names whom it named."""
    require(may_charge([one.what for one in become_of(bodies_in(draft), issued_on).values() if one.is_gone]))


def _joined(names: Sequence[str], kind: str, since: date) -> list[Organisation]:
    return [
        join_group(name=name, short_name="", kind=kind, since=since, source="随方案发布登记").organisation
        for name in names
    ]


def add_version(
    plan: Plan, source: PlanImport, *, issued_on: date, adopted_by: str, by: Identity | None
) -> PlanVersion:
    """Keep the document as it is published now, word for word."""
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        issued_on=issued_on,
        document_number=source.draft.get("doc_number") or "",
        adopted_by=adopted_by,
        draft=source.draft,
        as_read=source.as_read,
        file=source.file,
        published_by=by,
    )


def add_areas(plan: Plan, draft: Mapping[str, Any]) -> dict[str, Area]:
    """Areas in the order of the table, with the body's heading where it differs.

    A task without an area stands under the plan's title.
    """
    known = {area.title: area for area in plan.areas.all()}
    titles = list(draft["areas"])
    titles += [title for title in (_area_of(row, plan) for row in draft["tasks"]) if title not in titles]
    body_titles = dict(zip(draft["areas"], draft.get("body_areas") or (), strict=False))
    for title in titles:
        if title not in known:
            body = body_titles.get(title) or ""
            known[title] = Area.objects.create(
                plan=plan, number=len(known) + 1, title=title, body_title=body if body != title else ""
            )
    return known


def _area_of(row: Mapping[str, Any], plan: Plan) -> str:
    area: str | None = row.get("area")
    return area or plan.title


def add_task(plan: Plan, row: Mapping[str, Any], areas: Mapping[str, Area]) -> Task:
    """One row of the table as a task; organisations it names that we have not met are entered."""
    task = Task(plan=plan, number=_next_number(plan), printed_number=str(row.get("printed_no") or ""))
    fill_task(task, row, areas)
    return task


def fill_task(task: Task, row: Mapping[str, Any], areas: Mapping[str, Area]) -> None:
    """Write what the row says onto the task and save it."""
    whom = implementers_of(row["implementers"])
    leads = [organisation_named(name, Organisation.Kind.DEPARTMENT) for name in row["lead"]]
    rule = row["deadline_rule"]
    task.area = areas[_area_of(row, task.plan)]
    task.text = row["text"]
    task.table_text = row.get("table_text") or ""
    task.note = row.get("note") or ""
    task.remark = row.get("remark") or ""
    task.lead = leads[0]
    task.for_schools = whom.for_schools
    task.for_enterprises = whom.for_enterprises
    task.implementers_printed = "、".join(row["implementers"])
    task.deadline_kind = KINDS.get(rule["kind"], Task.DeadlineKind.DAY)
    task.deadline_printed = row.get("deadline") or ""
    task.due_on = date.fromisoformat(rule["due"]) if rule.get("due") else None
    task.trigger = rule.get("trigger") or ""
    task.save()
    task.co_leads.set(leads[1:])
    task.named.set([organisation_named(name, Organisation.Kind.AUTHORITY) for name in whom.named])


def _next_number(plan: Plan) -> int:
    last = plan.tasks.order_by("-number").first()
    return last.number + 1 if last else 1


def organisation_named(name: str, kind: str) -> Organisation:
    """Who is or was called so in full or in short; entered when unknown, for a plan may name bodies we have not met."""
    return bearer_of(name) or Organisation.objects.create(name=name, kind=kind)


def expand(tasks: Iterable[Task], members: Sequence[Organisation], *, since: date) -> None:
    """A duty for every member a task means, and for every organisation it names; those that exist already stay."""
    duties = []
    for task in tasks:
        meant = {m.pk: m for m in members if means(task, m)} | {o.pk: o for o in task.named.all()}
        duties += [
            Duty(
                task=task,
                organisation=organisation,
                since=since,
                accepted_on=since,
                due_on=task.due_on,
                original_due_on=task.due_on,
            )
            for organisation in meant.values()
        ]
    Duty.objects.bulk_create(duties, ignore_conflicts=True)


def means(task: Task, member: Organisation) -> bool:
    """Whether 各成员学校 / 各成员企业 of this task takes in this member."""
    return (task.for_schools and member.kind == Organisation.Kind.SCHOOL) or (
        task.for_enterprises and member.kind == Organisation.Kind.ENTERPRISE
    )


def open_programmes(tasks: Iterable[Task], issued_on: date, plan: Plan) -> None:
    """A work programme for each task, due so many days after the version that brought the task was issued."""
    # Twenty working days never span sixty natural ones.
    exceptions = exceptions_between(issued_on, issued_on + timedelta(days=3 * plan.refine_days))
    due = programme_due(issued_on, plan.refine_days, working=plan.refine_in_working_days, exceptions=exceptions)
    WorkProgramme.objects.bulk_create([WorkProgramme(task=task, due_on=due) for task in tasks])


def _add_targets(plan: Plan, targets: Sequence[Mapping[str, Any]]) -> None:
    Target.objects.bulk_create(
        Target(
            plan=plan,
            order=order,
            name=target["name"],
            value=None if target.get("value") is None else Decimal(str(target["value"])),
            unit=target.get("unit") or "",
            comparator=target.get("comparator") or "=",
            by=target.get("by") or "",
            baseline_year=target.get("baseline_year"),
            printed=target.get("raw") or target["name"],
        )
        for order, target in enumerate(targets, 1)
    )


def _tell_leads(plan: Plan, today: date) -> None:
    led: QuerySet[Organisation] = Organisation.objects.filter(led_tasks__plan=plan).distinct()
    due = WorkProgramme.objects.filter(task__plan=plan).values_list("due_on", flat=True).first()
    if due is None or due < plan.supervised_from:
        return
    for lead in led:
        count = plan.tasks.filter(lead=lead).count()
        tell(
            Identity.objects.on(today).filter(organisation=lead),
            f"《{plan.title}》已发布，贵部门牵头{count}项任务，请于{in_words(due)}前报送工作方案和细化举措。",
            url=plan.get_absolute_url(),
            key=f"plan:{plan.pk}:published",
        )
