"""目标路径: baseline, goal and the years between for the group and every member; and the test whether intake has doubled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on

from ..models import Goal, Target
from ..permissions import KEYS
from ..queries.goals import doublings, goal_lines
from ..queries.targets import newest_year
from ..rules.paths import steps_in, steps_said
from ..workflows.write_goal import write_goal

YEAR = {
    "required": "请填写年度。",
    "invalid": "请填写四位年份。",
    "min_value": "请填写四位年份。",
    "max_value": "请填写四位年份。",
}
VALUE = {"required": "请填写数值。", "invalid": "请填写数字，例如35.5。", "max_decimal_places": "最多两位小数。"}


class GoalForm(forms.Form):
    target = forms.ChoiceField(label="目标", choices=Target.choices)
    school = forms.ModelChoiceField(Organisation.objects.none(), label="单位", required=False, empty_label="全集团")
    from_year = forms.IntegerField(label="基期年度", min_value=2000, max_value=2100, error_messages=YEAR)
    from_value = forms.DecimalField(label="基期数值", max_digits=8, decimal_places=2, error_messages=VALUE)
    to_year = forms.IntegerField(label="目标年度", min_value=2000, max_value=2100, error_messages=YEAR)
    to_value = forms.DecimalField(label="目标数值", max_digits=8, decimal_places=2, error_messages=VALUE)
    steps = forms.CharField(
        label="其间各年",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一年：年份 数值，例如“2027 45”。不写的年份按直线计算。",
    )
    source = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, *args: Any, row: Goal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered_on(today(), Organisation.Kind.SCHOOL, kept=row.school_id if row else None)

    def clean_steps(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for number, line in enumerate(self.cleaned_data["steps"].splitlines(), 1):
            try:
                steps = steps_in(line)
            except ValueError as wrong:
                raise forms.ValidationError(f"第{number}行{wrong}") from wrong
            if twice := found.keys() & steps.keys():
                raise forms.ValidationError(f"第{number}行“{line.strip()}”：{min(twice)}年写了两次，请只保留一次。")
            found |= steps
        return found


def as_written(row: Goal) -> dict[str, Any]:
    names = ("target", "school", "from_year", "from_value", "to_year", "to_value", "source")
    return {name: getattr(row, name) for name in names} | {"steps": steps_said(row.steps, apart="\n")}


@KEYS.page("view_goals")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    year = newest_year("intake", day)
    context = {
        "lines": goal_lines(request.identity, day),
        "doublings": doublings(request.identity, year, day),
        "year": year,
        "may_write": KEYS.holds(request.identity, "write_goal"),
        "today": day,
    }
    return render(request, "indicators/goals.html", context)


@KEYS.page("write_goal")
def write(request: SignedInRequest) -> HttpResponse:
    wanted = request.GET.get("goal", "")
    row = (
        Goal.objects.filter(pk=int(wanted)).first()
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        else None
    )
    form = GoalForm(request.POST if request.method == "POST" else None, row=row, initial=as_written(row) if row else {})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            made = write_goal(**form.cleaned_data, by=request.identity, today=today())
            messages.success(request, f"已登记“{made}”的目标路径。")
            return redirect("indicators:goals")
    return render(request, "indicators/write_goal.html", {"form": form, "row": row})
