"""登记异动."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Student
from ..permissions import KEYS
from ..rules.roll import KINDS
from ..workflows.record_change import record_change

SPECIALTY = ("specialty_code", "specialty_name", "direction", "class_name")


class ChangeForm(forms.Form):
    on = forms.DateField(label="发生日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    reason = forms.CharField(label="原因", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class SpecialtyForm(ChangeForm):
    specialty_code = forms.CharField(label="转入专业代码", max_length=8)
    specialty_name = forms.CharField(label="转入专业名称", max_length=60)
    direction = forms.CharField(label="专业方向", max_length=60, required=False)
    class_name = forms.CharField(label="转入班级", max_length=60, required=False)


@KEYS.page("record_change")
def page(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    student = KEYS.fetch(request.identity, "record_change", Student.objects.select_related("school"), pk=pk)
    if kind not in KINDS:
        raise Http404
    form_class = SpecialtyForm if kind == "change_specialty" else ChangeForm
    form = form_class(request.POST if request.method == "POST" else None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            record_change(
                student,
                kind=kind,
                on=form.cleaned_data["on"],
                reason=form.cleaned_data["reason"],
                by=request.identity,
                today=today(),
                specialty={name: form.cleaned_data.get(name, "") for name in SPECIALTY},
            )
            messages.success(request, f"已登记{KINDS[kind].label}。一天之内可以撤回。")
            return redirect("learners:student", student.pk)
    context = {"student": student, "form": form, "change": KINDS[kind]}
    return render(request, "learners/record_change.html", context)
