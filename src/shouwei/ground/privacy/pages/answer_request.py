"""The answer to a request, with the reason where it is not granted."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import DataRequest
from ..permissions import KEYS
from ..queries.requests import REQUESTS
from ..workflows.answer_request import answer_request


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label="办理结果", choices=DataRequest.Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label="答复",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写给申请人看的话。部分办理、未予办理的写明理由和依据，并告知可以向秘书处投诉。",
    )


@KEYS.page("answer_request")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "answer_request", REQUESTS, pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            row = answer_request(row, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, "已答复。" + ("" if row.user_id else "请把答复告知申请人。"))
            return redirect(row)
    return render(request, "privacy/answer_request.html", {"row": row, "form": form})
