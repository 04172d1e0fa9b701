"""When a job of the clock runs."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.ground.calendar.models import Schedule

from ..permissions import KEYS
from ..queries import named
from ..workflows.change_schedule import change_schedule
from .tabs import tabs


class ScheduleForm(forms.Form):
    days = forms.ChoiceField(label="日子", choices=Schedule.Days.choices)
    hour = forms.IntegerField(label="时", min_value=0, max_value=23)
    minute = forms.IntegerField(label="分", min_value=0, max_value=59)
    is_on = forms.BooleanField(label="启用", required=False)
    why = forms.CharField(label="调整原因", max_length=200)


@KEYS.page("change_schedule")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "change_schedule", Schedule.objects.all(), pk=pk)
    shown = {"days": row.days, "hour": row.hour, "minute": row.minute, "is_on": row.is_on}
    form = ScheduleForm(request.POST or None, initial=shown)
    if form.is_valid():
        change_schedule(row, **form.cleaned_data, by=request.identity)
        messages.success(request, f"“{named(row.job)}”的时间已调整。")
        return redirect("operations:jobs")
    context = {"form": form, "row": row, "words": named(row.job), "tabs": tabs(request, "jobs")}
    return render(request, "operations/change_schedule.html", context)
