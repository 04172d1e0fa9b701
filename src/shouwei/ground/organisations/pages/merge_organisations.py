"""Merge: choose the successor, see what ends and what stays, confirm; or take it back."""

from __future__ import annotations

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
from ..queries import offered_on
from ..workflows.merge_organisations import effects_of, merge_organisations, undo_merger


class MergeForm(forms.Form):
    successor = forms.ModelChoiceField(Organisation.objects.none(), label="并入哪个单位", empty_label="请选择")
    on = forms.DateField(label="并入日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label="依据", max_length=200, help_text="批复或决定的文号。")

    def __init__(self, *args: Any, of: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = offered_on(today(), of.kind).exclude(pk=of.pk)


def seen_of(entered: dict[str, Any]) -> str:
    """What the preview spoke of: confirming anything else shows the preview again."""
    return f"{entered['successor'].pk} {entered['on']}"


@KEYS.page("merge_organisation")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "merge_organisation", Organisation.objects.all(), pk=pk)
    form = MergeForm(request.POST or None, of=organisation)
    effects = None
    if form.is_valid():
        entered = form.cleaned_data
        with refusal_shown_on(form):
            if request.POST.get("seen") == seen_of(entered) and "again" not in request.POST:
                merge_organisations(organisation, **entered, by=request.identity, today=today())
                messages.success(request, f"{organisation.name}已并入{entered['successor'].name}，原有记录保留可查。")
                return redirect(organisation)
            found = effects_of(organisation, entered["successor"], on=entered["on"], today=today())
            require(found.verdict)
            effects = found
    context = {
        "organisation": organisation,
        "form": form,
        "effects": effects,
        "seen": seen_of(form.cleaned_data) if effects else "",
    }
    return render(request, "organisations/merge_organisations.html", context)


@KEYS.page("merge_organisation")
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "merge_organisation", Organisation.objects.all(), pk=pk)
    if request.method == "POST":
        try:
            undo_merger(organisation, by=request.identity, today=today())
            messages.success(request, "并入已撤回，单位和原成员资格恢复。")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(organisation)
