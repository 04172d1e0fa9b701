"""Report a decision carried out."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Decision
from ..permissions import KEYS
from ..workflows.finish_decision import finish_decision


class FinishForm(forms.Form):
    result = forms.CharField(
        label="落实情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明做了什么、结果如何，列入下次会议材料。",
    )


@KEYS.page("finish_decision")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Decision.objects.select_related("organisation", "meeting", "task")
    decision = KEYS.fetch(request.identity, "finish_decision", rows, pk=pk)
    form = FinishForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            finish_decision(decision, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, "已报完成，不再列入后续会议。")
            return redirect(decision)
    return render(request, "planning/finish_decision.html", {"decision": decision, "form": form})
