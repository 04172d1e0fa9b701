"""Record what the meeting decided: the matter, who, until when."""

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

from ..models import AgendaItem, Meeting, Task
from ..permissions import KEYS
from ..workflows.add_decision import add_decision
from .plan_meeting import day_field


class DecisionForm(forms.Form):
    text = forms.CharField(label="议定事项", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    organisation = forms.ModelChoiceField(label="责任单位", queryset=Organisation.objects.none(), empty_label="请选择")
    owner = forms.CharField(label="责任人", max_length=50, required=False)
    due_on = day_field("完成期限")
    item = forms.ModelChoiceField(
        label="由哪项议题议定", queryset=AgendaItem.objects.none(), required=False, empty_label="不对应议题"
    )
    task = forms.ModelChoiceField(
        label="关联任务", queryset=Task.objects.none(), required=False, empty_label="按议题的任务，或不关联"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Organisation.Kind.GROUP, Organisation.Kind.AUTHORITY)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = offered_on(today()).exclude(kind__in=kinds)
        fields["item"].queryset = meeting.items.all()
        fields["task"].queryset = meeting.plan.tasks.all()


@KEYS.page("run_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.select_related("plan"), pk=pk)
    form = DecisionForm(request.POST or None, meeting=meeting, initial={"item": request.GET.get("item")})
    if form.is_valid():
        with refusal_shown_on(form):
            decision = add_decision(meeting, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"已记录议定事项，并通知{decision.organisation}。")
            return redirect(meeting)
    return render(request, "planning/add_decision.html", {"meeting": meeting, "form": form})
