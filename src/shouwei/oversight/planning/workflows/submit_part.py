"""A member sends its part of a programme to the lead."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import ProgrammePart, WorkProgramme
from ..queries.leads import leads_of
from ..rules.measures import all_whole
from ..rules.programmes import may_submit_part
from .keep_programme_draft import ProgrammeWords
from .save_part import save_part


@transaction.atomic
def submit_part(programme: WorkProgramme, *, words: ProgrammeWords, by: Identity, today: date) -> ProgrammePart:
    """Write and send in one step; refuses, and keeps nothing of these words, when a rule forbids it."""
    part = save_part(programme, words=words, by=by)
    task = part.programme.task
    require(task.plan.goes_on(today))
    require(may_submit_part(text=part.text, measures=len(part.rows)))
    require(all_whole(part.rows, task_due_on=task.due_on, issued_on=task.plan.issued_on, organisations=None))
    part.state, part.submitted_on, part.return_reason = ProgrammePart.State.SUBMITTED, today, ""
    part.save(update_fields=["state", "submitted_on", "return_reason"])
    tell(
        leads_of(task, today),
        f"{part.organisation}提交了任务{task.number}的本单位方案，请审核。",
        url=reverse("planning:judge_part", args=[part.pk]),
        key=f"part:{part.pk}:submitted",
    )
    record(by=by, what="提交本单位方案", on=part, about=task)
    return part
