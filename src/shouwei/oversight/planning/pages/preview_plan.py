"""Check what was read, line by line, beside the problems found; correct it before publishing."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.queries import become_of

from ..models import PlanImport
from ..permissions import KEYS
from ..queries.plans import same_as
from ..rules import drafts
from ..rules.plan_reader.deadlines import rule_of
from ..rules.plan_reader.problems import listed
from ..rules.publishing import bodies_in, may_carry_out
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


class GapsForm(forms.Form):
    """What lacks, for all tasks at once; only the fields there is a gap for."""

    first_leads = forms.BooleanField(label="以列在第一位的落实主体为牵头部门", required=False, initial=True)
    lead = forms.CharField(label="统一填写牵头部门", max_length=200, required=False)
    year = forms.IntegerField(label="时限没有年份的，按哪一年计算", min_value=2000, max_value=2100, required=False)
    deadline = forms.CharField(
        label="没有时限的，统一填写", max_length=100, required=False, help_text="如：2026.12、2026年12月31日、长期。"
    )

    def __init__(self, gaps: drafts.Gaps, draft: drafts.Draft, data: Any = None) -> None:
        super().__init__(data)
        self.draft = draft
        for names, numbers in (
            (("first_leads", "lead"), gaps.lead),
            (("year",), gaps.year),
            (("deadline",), gaps.deadline),
        ):
            for name in names:
                if numbers:
                    field = self.fields[name]
                    field.label = f"{field.label}（{len(numbers)}项）" if name != "lead" else field.label
                else:
                    del self.fields[name]
        if "lead" in self.fields:
            self.fields[
                "lead"
            ].help_text = "用于没有落实主体、或第一位是“各学校”等统称的任务，以及不勾选上一项时的全部空缺。"

    def clean_deadline(self) -> str:
        said: str = self.cleaned_data["deadline"].strip()
        if said and rule_of(said).kind == "none":
            raise forms.ValidationError(f"“{said}”没有年份或无法换算成日期，请写成2026.12、2026年12月31日或“长期”。")
        return said

    def clean(self) -> None:
        if not self.errors and drafts.with_gaps_filled(self.draft, **self.values()) == self.draft:
            raise forms.ValidationError("没有可以补齐的内容，请至少填写一项。")

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "first_leads": bool(said.get("first_leads")),
            "lead": said.get("lead", ""),
            "year": said.get("year"),
            "deadline": said.get("deadline", ""),
        }


@KEYS.page("import_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    source = KEYS.fetch(request.identity, "import_plan", PlanImport.objects.select_related("revises", "file"), pk=pk)
    wanted = request.GET.get("edit", "")
    form = _form(request, source, wanted)
    if form is not None and form.is_valid():
        with refusal_shown_on(form):
            edit_import(source, _edit(form, wanted), by=request.identity)
            if isinstance(form, GapsForm):
                messages.success(request, _filled(form))
            return redirect(f"{source.get_absolute_url()}#{wanted if wanted in ('facts', 'gaps') else f't{wanted}'}")
    return render(request, "planning/preview_plan.html", _context(source, form, wanted))


def _form(request: SignedInRequest, source: PlanImport, wanted: str) -> FactsForm | GapsForm | TaskForm | None:
    """The form of the line being edited, if any; posted values when there are some."""
    if wanted == "facts":
        return FactsForm(request.POST or None, initial=source.draft)
    if wanted == "gaps":
        return GapsForm(drafts.gaps_of(source.draft), source.draft, request.POST or None)
    task = next((task for task in source.draft["tasks"] if str(task["no"]) == wanted), None)
    if task is None:
        return None
    shown = {**task, "lead": "、".join(task["lead"]), "implementers": "、".join(task["implementers"])}
    return TaskForm(request.POST or None, initial=shown)


def _edit(form: FactsForm | GapsForm | TaskForm, wanted: str) -> Any:
    if isinstance(form, GapsForm):
        return lambda draft: drafts.with_gaps_filled(draft, **form.values())
    if isinstance(form, FactsForm):
        return lambda draft: drafts.with_facts(draft, form.cleaned_data)
    return lambda draft: drafts.with_task(draft, int(wanted), **form.cleaned_data)


def _filled(form: GapsForm) -> str:
    """How many gaps were filled, and how many are left."""
    before, after = drafts.gaps_of(form.draft), drafts.gaps_of(drafts.with_gaps_filled(form.draft, **form.values()))
    leads = len(before.lead) - len(after.lead)
    deadlines = len(before.year) + len(before.deadline) - len(after.year) - len(after.deadline)
    left = len(after.lead) + len(after.year) + len(after.deadline)
    return (
        f"已补齐牵头部门{leads}项、完成时限{deadlines}项，"
        + (f"还有{left}处空缺。" if left else "没有空缺了。")
        + "可逐行修改。"
    )


def _context(source: PlanImport, form: forms.Form | None, wanted: str) -> dict[str, Any]:
    draft, is_open = source.draft, source.state == PlanImport.State.OPEN
    by_task: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    general: list[dict[str, Any]] = []
    for problem in draft.get("problems", []):
        of_task = TASK_NAMED.fullmatch(problem["where"])
        (by_task[int(of_task[1])] if of_task else general).append(problem)
    rows, area = [], None
    for task in draft["tasks"]:
        due = task["deadline_rule"].get("due")
        shown = {"new_area": task["area"] != area, "problems": by_task.get(task["no"], [])}
        rows.append({**task, **shown, "due": date.fromisoformat(due) if due else None})
        area = task["area"]
    bodies = bodies_in(draft) if is_open else {}
    become = become_of(bodies, today())
    return {
        "source": source,
        "draft": draft,
        # One sentence may demand two things; it is shown once.
        "demands": list(dict.fromkeys(item["text"] for item in draft.get("obligations") or [])),
        "rows": rows,
        "general": general,
        "notes": draft.get("notes") or [],
        "become": [(name, one, listed(bodies[name])) for name, one in become.items()],
        "count": len(draft.get("problems", [])),
        "form": form,
        "edit": wanted,
        "same": same_as(source, date.fromisoformat(draft["date"]) if draft.get("date") else None) if is_open else [],
        "ready": may_carry_out(draft),
        "gaps": drafts.gaps_of(draft),
        "open": is_open,
    }
