"""登记或修改专业点."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.learners.models import Level
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on, what_became

from ..models import Category, Programme
from ..permissions import KEYS
from ..workflows.write_programme import KEPT, write_programme


class ProgrammeForm(forms.Form):
    school = forms.ModelChoiceField(Organisation.objects.none(), label="学校", empty_label="请选择")
    level = forms.ChoiceField(label="层次", choices=Level.choices)
    specialty_code = forms.CharField(label="专业代码", max_length=8)
    specialty_name = forms.CharField(label="专业名称", max_length=60)
    catalogue_edition = forms.CharField(label="专业目录版本", max_length=20, initial="2021")
    direction = forms.CharField(label="专业方向", max_length=60, required=False)
    cluster = forms.ModelChoiceField(
        Category.objects.filter(scheme=Category.Scheme.CLUSTER),
        label="专业群",
        required=False,
        empty_label="不属于专业群",
    )


@KEYS.page("write_programme")
def page(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    who = request.identity
    programme = KEYS.fetch(who, "write_programme", Programme.objects.all(), pk=pk) if pk else None
    names = (*KEPT, "school", "cluster")
    initial = {name: getattr(programme, name) for name in names} if programme else {}
    form = ProgrammeForm(request.POST if request.method == "POST" else None, initial=initial)
    schools = offered_on(today(), Organisation.Kind.SCHOOL, kept=programme.school_id if programme else None)
    if "all" not in KEYS.rows["write_programme"].cells[who.role]:
        schools = schools.filter(pk=who.organisation_id)
        if not schools:
            became = what_became(who.organisation, today())
            raise PermissionDenied(f"本单位{became}，新的专业点不再在此登记。" if became else "专业点由学校登记。")
    field = form.fields["school"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = schools
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            row = write_programme(programme, by=who, **form.cleaned_data)
            messages.success(request, f"已保存专业点“{row.specialty_name}”。")
            return redirect("programmes:programme", row.pk)
    return render(request, "programmes/write_programme.html", {"form": form, "programme": programme})
