"""One programme to read and to print: text, measures, the members' parts, what happened; buttons for whoever may act."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Verdict, first_refusal
from shouwei.ground.people.models import Identity

from ..models import Measure, Task, WorkProgramme
from ..permissions import KEYS
from ..queries.programmes import (
    PartLine,
    history_of_programme,
    lines_of,
    owes,
    parts_of,
    responsible_for,
    standing_on,
)
from ..queries.trail import sees_everything
from ..rules.programmes import may_edit, may_judge, may_judge_part, may_write_part

HISTORY_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A button, or, where the rule forbids it today, the sentence that stands in its place."""

    name: str
    label: str
    url: str
    verdict: Verdict


@KEYS.page("view_programme")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    task = KEYS.fetch(request.identity, "view_programme", Task.objects.all(), pk=pk)
    related = WorkProgramme.objects.select_related("task__plan", "task__area", "task__lead", "submitted_by__user")
    programme = get_object_or_404(related, task=task)
    task, identity = programme.task, request.identity
    parts = parts_of(programme)
    writes = KEYS.opens(identity, "write_programme", task)
    steps = _steps(identity, programme, parts, writes=writes)
    context = {
        "programme": programme,
        "task": task,
        "plan": task.plan,
        "leads": [task.lead, *task.co_leads.all()],
        "standing": standing_on(programme, task.plan.supervised_from, today()),
        "lines": lines_of(programme, responsible_for(task)),
        "finishable": _finishable(identity, programme),
        "parts": parts,
        "came": sum(line.label in ("待牵头部门审核", "已采纳") for line in parts),
        "reads_parts": writes or sees_everything(identity),
        "own": identity.organisation_id,
        "judges_parts": writes and bool(may_judge_part(programme_state=programme.state, part_state="submitted")),
        "open_steps": [step for step in steps if step.verdict],
        # That a plan is over is said once, on top.
        "closed_steps": [step for step in steps if not step.verdict and task.plan.goes_on(today())],
        "history": Paginator(history_of_programme(programme, identity), HISTORY_PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "planning/programme.html", context)


def _steps(identity: Identity, programme: WorkProgramme, parts: list[PartLine], *, writes: bool) -> list[Step]:
    """What this identity could do with the programme, allowed today or not."""
    found, task = [], programme.task
    goes_on = task.plan.goes_on(today())
    judges = KEYS.opens(identity, "judge_programme", task)
    if judges:
        verdict = first_refusal(goes_on, may_judge(state=programme.state))
        if verdict:
            found.append(Step("register", "登记", reverse("planning:register_programme", args=[task.pk]), verdict))
            found.append(Step("return", "退回", reverse("planning:return_programme", args=[task.pk]), verdict))
    if writes:
        verdict = first_refusal(goes_on, may_edit(state=programme.state))
        if verdict or not judges:
            label = "编写工作方案" if not programme.text else "修改工作方案"
            found.append(Step("write", label, reverse("planning:write_programme", args=[task.pk]), verdict))
    if KEYS.opens(identity, "write_part", task):
        own = next((line.part for line in parts if line.organisation_id == identity.organisation_id), None)
        part_state = own.state if own else None
        carries = owes(task, identity.organisation_id)
        verdict = first_refusal(
            goes_on, may_write_part(owes=carries, programme_state=programme.state, part_state=part_state)
        )
        label = "修改本单位方案" if own else "编写本单位方案"
        found.append(Step("part", label, reverse("planning:write_part", args=[task.pk]), verdict))
    return found


def _finishable(identity: Identity, programme: WorkProgramme) -> set[int]:
    """Measures that wait for this identity to say they are finished."""
    if programme.state != WorkProgramme.State.REGISTERED:
        return set()
    waiting = Measure.objects.filter(programme=programme, done_on=None)
    return set(KEYS.within(identity, "finish_measure", waiting).values_list("pk", flat=True))
