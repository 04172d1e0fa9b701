"""The pages on which the secretariat changes the course of a duty and has to say why."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Duty


class BecauseForm(forms.Form):
    because = forms.CharField(
        label="原因和依据",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="会送达单位和牵头部门，并记入任务经过。",
    )


def because_page(
    request: SignedInRequest, duty: Duty, verb: Callable[[str], object], *, template: str, done: str, **shown: object
) -> HttpResponse:
    """Form, verb, answer; the verb is given the reason."""
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            verb(form.cleaned_data["because"].strip())
            messages.success(request, done)
            return redirect(duty)
    return render(request, template, {"duty": duty, "form": form, **shown})
