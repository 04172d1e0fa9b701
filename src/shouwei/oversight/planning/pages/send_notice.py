"""Read a drafted 督办单 once more, word what is asked, send it."""

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
from ..queries.lights import light_of_duty
from ..queries.supervision import reply_days, working_days_after
from ..workflows.send_notice import send_notice
from .supervision_notices import LEVEL_STATES


class SendForm(forms.Form):
    demand = forms.CharField(label="办理要求", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


@KEYS.page("send_notice")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SupervisionNotice.objects.select_related("duty__task__plan", "duty__task__lead", "duty__organisation", "to")
    notice = KEYS.fetch(request.identity, "send_notice", rows, pk=pk)
    form = SendForm(request.POST or None, initial={"demand": notice.demand})
    if form.is_valid():
        with refusal_shown_on(form):
            sent = send_notice(notice, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"已发出{sent.number}，{sent.to}可在系统中签收。")
            return redirect(sent)
    return render(
        request,
        "planning/send_notice.html",
        {
            "notice": notice,
            "form": form,
            "light": light_of_duty(notice.duty, today()),
            "level_state": LEVEL_STATES[notice.level],
            "reply_due_on": working_days_after(today(), reply_days(notice.level, today())),
            "reply_days": reply_days(notice.level, today()),
        },
    )
