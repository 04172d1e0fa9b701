"""登记年度状态."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Programme, ProgrammeYear
from ..permissions import KEYS
from ..workflows.set_status import set_status


class StatusForm(forms.Form):
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    status = forms.ChoiceField(label="状态", choices=ProgrammeYear.Status.choices)
    source = forms.CharField(label="依据", max_length=200, required=False, help_text="备案或批复文件的名称和文号。")


@KEYS.page("set_status")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = KEYS.fetch(request.identity, "set_status", Programme.objects.select_related("school"), pk=pk)
    form = StatusForm(request.POST if request.method == "POST" else None, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            set_status(programme, by=request.identity, **form.cleaned_data)
            messages.success(request, f"已登记{form.cleaned_data['year']}年度状态。")
            return redirect("programmes:programme", programme.pk)
    return render(request, "programmes/set_status.html", {"form": form, "programme": programme})
