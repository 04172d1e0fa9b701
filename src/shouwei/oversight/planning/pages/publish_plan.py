"""The facts a document does not always carry, then publish: issue date, adopting meeting, years, members."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import members_on

from ..models import Plan, PlanImport
from ..permissions import KEYS
from ..queries.plans import same_as
from ..rules.drafts import names_in
from ..rules.publishing import may_carry_out
from ..workflows.publish_plan import publish_plan
from ..workflows.revise_plan import revise_plan


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RepeatForm(forms.Form):
    """The tick is there only when the same document is published already."""

    def __init__(self, *args: Any, same: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if same:
            self.fields["again"] = forms.BooleanField(
                label="确认再次发布",
                required=False,
                help_text="已核对上面列出的方案，确需按同一文件再发布一份。",
            )


class RevisionForm(RepeatForm):
    issued_on = forms.DateField(
        label="印发日期",
        widget=DayInput(),
        error_messages={"required": "请填写印发日期。印发日期决定20天报送期限，系统不代为推定。"},
        help_text="20天报送期限从这一天起算。",
    )
    adopted_by = forms.CharField(label="审议会议", max_length=200, help_text="如：理事会2026年第一次会议。")
    note = forms.CharField(label="修订说明", max_length=300, help_text="将通知各成员单位，并写入版本记录。")


class PublishForm(RepeatForm):
    issued_on = RevisionForm.base_fields["issued_on"]
    adopted_by = RevisionForm.base_fields["adopted_by"]
    first_year = forms.IntegerField(label="起始年度", min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label="结束年度", min_value=2000, max_value=2100)
    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="现有成员单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    new_schools = forms.CharField(
        label="新登记成员学校", required=False, help_text="每行一个全称。", widget=forms.Textarea(attrs={"rows": 4})
    )
    new_enterprises = forms.CharField(
        label="新登记成员企业", required=False, help_text="每行一个全称。", widget=forms.Textarea(attrs={"rows": 4})
    )
    report_rhythm = forms.ChoiceField(label="进展报告周期", choices=Plan.Rhythm.choices, widget=forms.RadioSelect)
    refine_in_working_days = forms.BooleanField(label="20天按工作日计算（默认按自然日）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # declared above
        field.queryset = members_on(today())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("new_schools", "new_enterprises"):
            cleaned[name] = names_in(cleaned.get(name) or "")
        return cleaned


@KEYS.page("publish_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    source = KEYS.fetch(request.identity, "publish_plan", PlanImport.objects.select_related("revises", "file"), pk=pk)
    form: forms.Form
    same = same_as(source, _issued_on(request, source)) if source.state == PlanImport.State.OPEN else []
    if source.revises:
        form = RevisionForm(request.POST or None, same=same, initial={"adopted_by": source.draft.get("adopted_by")})
    else:
        form = PublishForm(request.POST or None, same=same, initial=_initial(source))
    if form.is_valid():
        with refusal_shown_on(form):
            verb = revise_plan if source.revises else publish_plan
            plan = verb(source, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, f"已发布：{plan.tasks.count()}项任务已分解到各成员单位。")
            return redirect(plan)
    context = {"source": source, "form": form, "same": same, "ready": may_carry_out(source.draft)}
    return render(request, "planning/publish_plan.html", context)


def _issued_on(request: SignedInRequest, source: PlanImport) -> date | None:
    """The day typed, else the day printed; None where neither is a day."""
    with suppress(ValueError):
        return date.fromisoformat(request.POST.get("issued_on") or source.draft.get("date") or "")
    return None


def _initial(source: PlanImport) -> dict[str, Any]:
    """What the document itself says; the issue date only where it is printed."""
    draft = source.draft
    printed_year = re.search(r"〔(\d{4})〕", draft.get("doc_number") or "")
    first = int((draft.get("date") or "")[:4] or (printed_year[1] if printed_year else today().year))
    return {
        "issued_on": draft.get("date"),
        "adopted_by": draft.get("adopted_by"),
        "first_year": first,
        "last_year": first + (draft.get("horizon_years") or 1) - 1,
        "members": list(members_on(today()).values_list("pk", flat=True)),
        "report_rhythm": Plan.Rhythm.MONTH,
    }
