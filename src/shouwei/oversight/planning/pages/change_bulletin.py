"""Word a bulletin; kept while it is written."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Bulletin
from ..permissions import KEYS
from ..workflows.change_bulletin import change_bulletin


class BulletinForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200)
    opening = forms.CharField(
        label="一、总体情况",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每段一行；后面自动附主要数据和分类别情况表。",
    )
    demands = forms.CharField(
        label="三、工作要求",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="每条一行；第一个句号前的文字作为小标题。",
    )


@KEYS.page("write_bulletin")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Bulletin.objects.select_related("plan", "snapshot")
    bulletin = KEYS.fetch(request.identity, "write_bulletin", rows, pk=pk)
    initial = {name: getattr(bulletin, name) for name in ("title", "opening", "demands")}
    form = BulletinForm(request.POST or None, initial=initial)
    if request.headers.get("X-Requested-With") == "autosave":
        return _kept(request, bulletin, form)
    if form.is_valid():
        with refusal_shown_on(form):
            change_bulletin(bulletin, by=request.identity, **form.cleaned_data)
            messages.success(request, "已保存。核对无误后可以印发。")
            return redirect(bulletin)
    return render(request, "planning/change_bulletin.html", {"bulletin": bulletin, "form": form})


def _kept(request: SignedInRequest, bulletin: Bulletin, form: BulletinForm) -> HttpResponse:
    """204 when the draft is kept; 409 leaves it in the browser."""
    try:
        if form.is_valid():
            change_bulletin(bulletin, by=request.identity, **form.cleaned_data)
            return HttpResponse(status=204)
    except Refused:
        return HttpResponse(status=409)
    return HttpResponse(status=409)
