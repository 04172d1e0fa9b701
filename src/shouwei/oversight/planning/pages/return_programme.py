"""The secretariat gives a programme back, with the reason."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Task, WorkProgramme
from ..permissions import KEYS
from ..workflows.return_programme import return_programme


class ReturnForm(forms.Form):
    because = forms.CharField(
        label="退回原因",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明缺什么、改哪里，牵头部门会收到。",
    )


@KEYS.page("judge_programme")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    task = KEYS.fetch(request.identity, "judge_programme", Task.objects.all(), pk=pk)
    programme = get_object_or_404(WorkProgramme.objects.select_related("task__plan", "task__lead"), task=task)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            because = form.cleaned_data["because"].strip()
            return_programme(programme, because=because, by=request.identity, today=today())
            messages.success(request, f"任务{task.number}的工作方案已退回牵头部门。")
            return redirect(programme)
    return render(request, "planning/return_programme.html", {"programme": programme, "task": task, "form": form})
