"""Give a reply back, with the reason."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..queries.supervision import reply_days
from ..workflows.return_reply import return_reply


class ReturnForm(forms.Form):
    because = forms.CharField(
        label="退回原因", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text="受文单位会看到。"
    )


@KEYS.page("close_notice")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SupervisionNotice.objects.select_related("duty__task__plan", "duty__organisation", "to")
    notice = KEYS.fetch(request.identity, "close_notice", rows, pk=pk)
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            return_reply(notice, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"已退回{notice.to}重新回复。")
            return redirect(notice)
    context = {"notice": notice, "form": form, "reply_days": reply_days(notice.level, today())}
    return render(request, "planning/return_reply.html", context)
