"""Write the minutes: people, what was said to each point, whether it is settled. Kept while written, then settled."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import AgendaItem, Meeting
from ..permissions import KEYS
from ..queries.meetings import agenda_of
from ..workflows.hold_meeting import hold_meeting
from ..workflows.keep_minutes import Outcome, keep_minutes
from .plan_meeting import day_field


class MinutesForm(forms.Form):
    held_on = day_field("会议日期")
    place = forms.CharField(label="地点", max_length=100, required=False)
    chair = forms.CharField(label="主持人", max_length=50, required=False)
    attendance = forms.CharField(
        label="出席",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="人员或单位，可分行。",
    )
    minutes = forms.CharField(
        label="会议概述",
        max_length=10000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每段一行，印在纪要开头；逐项意见在下面填写。",
    )

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"outcome_{item.pk}"] = forms.CharField(
                label="会议意见",
                required=False,
                max_length=3000,
                initial=item.outcome,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"resolved_{item.pk}"] = forms.BooleanField(
                label="已解决，不再转入下次会议", required=False, initial=item.resolved
            )
        self.items = items

    def pairs(self) -> list[tuple[AgendaItem, forms.BoundField, forms.BoundField]]:
        return [(item, self[f"outcome_{item.pk}"], self[f"resolved_{item.pk}"]) for item in self.items]

    def facts(self) -> dict[str, Any]:
        """What the workflows take."""
        cleaned = self.cleaned_data
        outcomes = {
            item.pk: Outcome(cleaned[f"outcome_{item.pk}"], cleaned[f"resolved_{item.pk}"]) for item in self.items
        }
        own = {name: cleaned[name] for name in ("held_on", "place", "chair", "attendance", "minutes")}
        return {**own, "outcomes": outcomes}


@KEYS.page("run_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = KEYS.fetch(request.identity, "run_meeting", Meeting.objects.select_related("plan"), pk=pk)
    initial = {name: getattr(meeting, name) for name in ("held_on", "place", "chair", "attendance", "minutes")}
    form = MinutesForm(request.POST or None, initial=initial, items=list(agenda_of(meeting)))
    if request.headers.get("X-Requested-With") == "autosave":
        return _kept(meeting, form)
    if form.is_valid():
        with refusal_shown_on(form):
            hold_meeting(meeting, by=request.identity, today=today(), **form.facts())
            messages.success(request, "纪要已定稿；未解决的议题自动转入下次会议。")
            return redirect(meeting)
    context = {"meeting": meeting, "form": form, "decisions": meeting.decisions.select_related("organisation")}
    return render(request, "planning/hold_meeting.html", context)


def _kept(meeting: Meeting, form: MinutesForm) -> HttpResponse:
    """204 when the draft is kept; 409 leaves it in the browser."""
    if form.is_valid():
        with suppress(Refused):  # settled meanwhile: what was typed stays in the browser
            keep_minutes(meeting, **form.facts())
            return HttpResponse(status=204)
    return HttpResponse(status=409)
