"""One announcement: exactly which rows would go, and the way to hold it."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Cleaning
from ..permissions import KEYS
from ..queries.sweeps import BY_NAME
from ..register.kinds import KINDS
from ..workflows.hold_cleaning import hold_cleaning


class HoldForm(forms.Form):
    because = forms.CharField(
        label="暂缓原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：审计期间封存。"
    )
    until = forms.DateField(
        label="暂缓至", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text="最长一年。"
    )


@KEYS.page("view_cleaning")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    return _shown(request, KEYS.fetch(request.identity, "view_cleaning", Cleaning.objects.all(), pk=pk), HoldForm())


@KEYS.page("hold_cleaning")
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "hold_cleaning", Cleaning.objects.all(), pk=pk)
    form = HoldForm(request.POST or None, initial={"until": today() + timedelta(days=90)})
    if form.is_valid():
        with refusal_shown_on(form):
            hold_cleaning(row, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, "已暂缓。到期后重新公示七日，再行清理。")
            return redirect("privacy:cleaning", row.pk)
    return _shown(request, row, form)


def _shown(request: SignedInRequest, row: Cleaning, form: HoldForm) -> HttpResponse:
    sweep = BY_NAME.get(row.sweep)
    if sweep is None:
        raise Http404
    is_open = row.state != Cleaning.State.DONE
    with acting_as_system("the list of what would go is read by whoever may hold it"):
        rows = sweep.rows(row.cut_off) if is_open else sweep.rows(row.cut_off).none()
        listed = Paginator(rows, 50).get_page(request.GET.get("page"))
        labels = [sweep.label(one) for one in listed]
    context = {
        "row": row,
        "sweep": sweep,
        "kind": KINDS[sweep.kind],
        "labels": labels,
        "listed": listed,
        "form": form,
        "may_hold": is_open and KEYS.holds(request.identity, "hold_cleaning"),
    }
    return render(request, "privacy/cleaning.html", context)
