"""Check what was read, line by line, beside the problems found; correct it before publishing."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import PlanImport
from ..permissions import KEYS
from ..queries.plans import same_as
from ..rules import drafts
from ..rules.publishing import may_carry_out
from ..workflows.edit_import import edit_import

TASK_NAMED = re.compile(r"任务(\d+)")
"""How the reader names a task as the place of a problem."""


class FactsForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200)
    doc_number = forms.CharField(label="发文字号", max_length=50, required=False)
    issuer = forms.CharField(label="发文机关", max_length=100, required=False)
    adopted_by = forms.CharField(label="审议会议", max_length=200, required=False)


class TaskForm(forms.Form):
    area = forms.CharField(label="主要任务（类）", max_length=200, required=False)
    text = forms.CharField(label="任务内容", widget=forms.Textarea(attrs={"rows": 4}))
    lead = forms.CharField(label="牵头部门", max_length=200, help_text="多个部门用顿号分开，排在第一位的为牵头。")
    implementers = forms.CharField(
        label="落实主体", max_length=400, required=False, help_text="如：各成员学校、各成员企业。"
    )
    deadline = forms.CharField(label="完成时限", max_length=100, help_text="如：2026.12、2026年12月31日、长期。")


@KEYS.page("import_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.select_related("revises", "file"), pk=pk)
    wanted = request.GET.get("edit", "")
    form = _form(request, source, wanted)
    if form is not None and form.is_valid():
        with refusal_shown_on(form):
            edit_import(source, _edit(form, wanted), by=request.identity)
            return redirect(f"{source.get_absolute_url()}#{'facts' if wanted == 'facts' else f't{wanted}'}")
    return render(request, "planning/preview_plan.html", _context(source, form, wanted))


def _form(request: SignedInRequest, source: PlanImport, wanted: str) -> FactsForm | TaskForm | None:
    """The form of the line being edited, if any; posted values when there are some."""
    if wanted == "facts":
        return FactsForm(request.POST or None, initial=source.draft)
    task = next((task for task in source.draft["tasks"] if str(task["no"]) == wanted), None)
    if task is None:
        return None
    shown = {**task, "lead": "、".join(task["lead"]), "implementers": "、".join(task["implementers"])}
    return TaskForm(request.POST or None, initial=shown)


def _edit(form: FactsForm | TaskForm, wanted: str) -> Any:
    if isinstance(form, FactsForm):
        return lambda draft: drafts.with_facts(draft, form.cleaned_data)
    return lambda draft: drafts.with_task(draft, int(wanted), **form.cleaned_data)


def _context(source: PlanImport, form: forms.Form | None, wanted: str) -> dict[str, Any]:
    draft, is_open = source.draft, source.state == PlanImport.State.OPEN
    by_task: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    general: list[dict[str, Any]] = []
    for problem in draft.get("problems", []):
        of_task = TASK_NAMED.search(problem["where"])
        (by_task[int(of_task[1])] if of_task else general).append(problem)
    rows, area = [], None
    for task in draft["tasks"]:
        due = task["deadline_rule"].get("due")
        shown = {"new_area": task["area"] != area, "problems": by_task.get(task["no"], [])}
        rows.append({**task, **shown, "due": date.fromisoformat(due) if due else None})
        area = task["area"]
    return {
        "source": source,
        "draft": draft,
        # One sentence may demand two things; it is shown once.
        "demands": list(dict.fromkeys(item["text"] for item in draft.get("obligations") or [])),
        "rows": rows,
        "general": general,
        "notes": draft.get("notes") or [],
        "count": len(draft.get("problems", [])),
        "form": form,
        "edit": wanted,
        "same": same_as(source, date.fromisoformat(draft["date"]) if draft.get("date") else None) if is_open else [],
        "ready": may_carry_out(draft),
        "open": is_open,
    }
