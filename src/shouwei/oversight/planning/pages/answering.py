"""The pages on which somebody says yes or no to what others sent: one sentence, two buttons."""

from __future__ import annotations

from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or, refusal_shown_on

NO = "no"
"""What the second button sends as ``decision``; the first sends the form as it is."""


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="意见",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="同意时可不填；不同意或退回须写明原因，申请人会看到。",
    )


class Decide(Protocol):
    """What happens on either button; raises ``Refused`` with the sentence for the form."""

    def __call__(self, *, approve: bool, answer: str) -> object: ...


def answer_page(
    request: SignedInRequest,
    *,
    thing: Model,
    decide: Decide,
    template: str,
    said: tuple[str, str],
    back: str,
    **shown: Any,
) -> HttpResponse:
    """Form, verb, answer of a yes-or-no page. ``said`` is what the screen confirms after yes and after no."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        approve = request.POST.get("decision") != NO
        with refusal_shown_on(form):
            decide(approve=approve, answer=form.cleaned_data["answer"].strip())
            messages.success(request, said[0] if approve else said[1])
            return redirect(next_or(request, back))
    return render(request, template, {"thing": thing, "form": form, "back": next_or(request, back), **shown})
