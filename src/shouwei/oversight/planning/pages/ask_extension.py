"""Ask for more time."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Duty
from ..permissions import KEYS
from ..workflows.ask_extension import ask_extension


class ExtensionForm(forms.Form):
    new_due_on = forms.DateField(
        label="申请延至",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "请填写申请延至的日期。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    reason = forms.CharField(
        label="延期理由",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明未能按期完成的原因，以及延期后怎样保证完成。",
    )


@KEYS.page("ask_extension")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation")
    duty = KEYS.fetch(request.identity, "ask_extension", duties, pk=pk)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            ask_extension(
                duty,
                new_due_on=form.cleaned_data["new_due_on"],
                reason=form.cleaned_data["reason"].strip(),
                by=request.identity,
                today=today(),
            )
            messages.success(request, "延期申请已提交牵头部门。批准前仍按原期限办理。")
            return redirect(duty)
    return render(request, "planning/ask_extension.html", {"duty": duty, "form": form})
