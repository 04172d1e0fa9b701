"""填报招生: one line."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.learners.models import Level, Source
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on, what_became

from ..models import Intake
from ..permissions import KEYS
from ..rules.intake import Figures
from ..workflows.write_intake import STEPS, write_intake

KEY = ("school", "year", "level", "specialty_code", "specialty_name", "category", "as_of")


class IntakeForm(forms.Form):
    school = forms.ModelChoiceField(Organisation.objects.none(), label="学校", empty_label="请选择")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    level = forms.ChoiceField(label="层次", choices=Level.choices)
    specialty_code = forms.CharField(label="专业代码", max_length=8)
    specialty_name = forms.CharField(label="专业名称", max_length=60)
    category = forms.ChoiceField(label="生源类别", choices=Source.choices)
    quota = forms.IntegerField(label="招生计划", required=False, min_value=0, max_value=100_000)
    applied = forms.IntegerField(label="报名", required=False, min_value=0, max_value=1_000_000)
    admitted = forms.IntegerField(label="录取", required=False, min_value=0, max_value=100_000)
    registered = forms.IntegerField(label="报到", required=False, min_value=0, max_value=100_000)
    as_of = forms.DateField(label="数据截止日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = schools


@KEYS.page("write_intake")
def page(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    who = request.identity
    row = KEYS.fetch(who, "write_intake", Intake.objects.all(), pk=pk) if pk else None
    schools = offered_on(today(), Organisation.Kind.SCHOOL, kept=row.school_id if row else None)
    if "all" not in KEYS.rows["write_intake"].cells[who.role]:
        schools = schools.filter(pk=who.organisation_id)
        if not schools:
            became = what_became(who.organisation, today())
            raise PermissionDenied(f"本单位{became}，新的招生情况不再在此填报。" if became else "招生情况由学校填报。")
    initial: dict[str, Any] = {"year": today().year, "as_of": today()}
    if row:
        initial = {name: getattr(row, name) for name in (*KEY, *STEPS)}
    elif len(schools) == 1:
        initial["school"] = schools[0]
    form = IntakeForm(request.POST if request.method == "POST" else None, schools=schools, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in KEY}
        figures = Figures(**{step: form.cleaned_data[step] for step in STEPS})
        with refusal_shown_on(form):
            kept = write_intake(**values, figures=figures, by=who, today=today())
            messages.success(request, f"已保存{kept.specialty_name}{kept.get_category_display()}的招生情况。")
            return redirect(f"{reverse('admissions:intake')}?year={kept.year}")
    return render(request, "admissions/write_intake.html", {"form": form, "row": row})
