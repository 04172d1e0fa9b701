"""A plan as it stands today in the shape of a draft, so that what writes drafts can write it and what reads them read it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwei.core.text import in_words

from ..models import Plan, Task
from ..rules.plan_reader.deadlines import rule_of
from ..rules.plan_reader.draft import PlanDraft, TaskDraft


def draft_of(plan: Plan) -> PlanDraft:
    """Governing texts, leads, implementers and deadlines of the tasks now; four queries."""
    version = plan.versions.first()
    printed = {row["no"]: row for row in (version.draft.get("tasks") or ())} if version else {}
    tasks = plan.tasks.select_related("area", "lead").prefetch_related("co_leads").order_by("number")
    areas = tuple(plan.areas.values_list("title", flat=True))
    return PlanDraft(
        title=plan.title,
        doc_number=plan.document_number or None,
        issuer=plan.issuer or None,
        date=None,
        adopted_by=plan.adopted_by or None,
        addressees=(),
        areas=areas,
        body_areas=(None,) * len(areas),
        tasks=tuple(_task(task, plan, printed.get(task.number, {})) for task in tasks),
    )


def _task(task: Task, plan: Plan, printed: Mapping[str, Any]) -> TaskDraft:
    """``printed``: the row of the document, for the columns that are kept nowhere else."""
    deadline = task.deadline_printed or (in_words(task.due_on) if task.due_on else None)
    return TaskDraft(
        no=task.number,
        printed_no=task.printed_number or None,
        # Tasks without a printed area stand under the plan's own title.
        area=task.area.title if task.area.title != plan.title else None,
        text=task.text,
        lead=(task.lead.name, *(lead.name for lead in task.co_leads.all())),
        implementers=tuple(filter(None, task.implementers_printed.split("、"))),
        deadline=deadline,
        deadline_rule=rule_of(deadline),
        group=printed.get("group"),
        field=printed.get("field"),
        remark=task.remark or None,
        result=printed.get("result"),
    )
