"""Rename: say it, look at what will be, confirm; or take the last one back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused, require

from ..models import Organisation
from ..permissions import KEYS
from ..workflows.rename_organisation import rename_organisation, rename_verdict, undo_rename


class RenameForm(forms.Form):
    name = forms.CharField(label="新全称", max_length=100)
    short_name = forms.CharField(label="新简称", max_length=30, required=False)
    since = forms.DateField(
        label="启用日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="从这一天起用新名称，此前的文件和名单仍显示原名称。",
    )
    source = forms.CharField(label="依据", max_length=200, help_text="批复或决定的文号。")


def seen_of(entered: dict[str, Any]) -> str:
    """What the preview spoke of: confirming anything else shows the preview again."""
    return f"{entered['name']} {entered['since']}"


@KEYS.page("rename_organisation")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "rename_organisation", Organisation.objects.all(), pk=pk)
    form = RenameForm(request.POST or None, initial={"short_name": organisation.short_name})
    preview = None
    if form.is_valid():
        entered = form.cleaned_data
        with refusal_shown_on(form):
            if request.POST.get("seen") == seen_of(entered) and "again" not in request.POST:
                rename_organisation(organisation, **entered, by=request.identity, today=today())
                messages.success(request, f"已更名为{entered['name']}。原名称保留在名称沿革中。")
                return redirect(organisation)
            require(rename_verdict(organisation, name=entered["name"], since=entered["since"], today=today()))
            preview = {**entered, "seen": seen_of(entered), "until": entered["since"] - timedelta(days=1)}
    context = {"organisation": organisation, "form": form, "preview": preview}
    return render(request, "organisations/rename_organisation.html", context)


@KEYS.page("rename_organisation")
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "rename_organisation", Organisation.objects.all(), pk=pk)
    if request.method == "POST":
        try:
            organisation = undo_rename(organisation, by=request.identity, today=today())
            messages.success(request, f"更名已撤回，恢复为{organisation.name}。")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(organisation)
