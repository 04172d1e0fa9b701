"""Say that a measure has been carried out, and on which day."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Measure
from ..permissions import KEYS
from ..workflows.finish_measure import finish_measure


class FinishForm(forms.Form):
    finished_on = forms.DateField(
        label="完成于",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="实际完成的日期，可早于今天。",
        error_messages={"required": "请填写完成日期。", "invalid": "请按2026-05-31的样子填写日期。"},
    )


@KEYS.page("finish_measure")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    related = Measure.objects.select_related("programme__task", "organisation")
    measure = KEYS.fetch(request.identity, "finish_measure", related, pk=pk)
    day = today()
    form = FinishForm(request.POST or None, initial={"finished_on": day})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            finish_measure(measure, finished_on=form.cleaned_data["finished_on"], by=request.identity, today=day)
            messages.success(request, "举措已登记完成。")
            return redirect(measure.programme)
    context = {"measure": measure, "programme": measure.programme, "task": measure.programme.task, "form": form}
    return render(request, "planning/finish_measure.html", context)
