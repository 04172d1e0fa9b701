"""Settings of the installation, what holds today, what was decided when and why, and the way back."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.policies.models import Version
from shouwei.ground.policies.queries import value_of, values_on
from shouwei.ground.policies.rules.settings import SETTINGS, Setting
from shouwei.ground.policies.workflows.set_value import set_value

from ..permissions import KEYS
from .tabs import tabs


@KEYS.page("view_settings")
def page(request: SignedInRequest) -> HttpResponse:
    values = values_on(today())
    parts = [
        {"name": part, "lines": [{"setting": s, "value": values[s.name]} for s in settings]}
        for part, settings in groupby(SETTINGS.values(), key=lambda s: s.part)
    ]
    history = Version.objects.select_related("set_by__user").order_by("-pk")
    shown = Paginator(history, 20).get_page(request.GET.get("page"))
    context = {
        "parts": parts,
        "history": shown,
        "may_change": KEYS.holds(request.identity, "change_settings"),
        "tabs": tabs(request, "settings"),
    }
    for version in shown:
        setting = SETTINGS.get(version.name)
        version.label = setting.label if setting else version.name  # type: ignore[attr-defined]  # for the template
        version.unit = setting.unit if setting else ""  # type: ignore[attr-defined]
    return render(request, "operations/settings.html", context)


class ValueForm(forms.Form):
    since = forms.DateField(label="生效日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    why = forms.CharField(label="调整原因", max_length=200, help_text="例如：秘书处2026年4月会议决定。")

    def __init__(self, setting: Setting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value: forms.Field = (
            forms.IntegerField(
                label=f"{setting.label}（{setting.unit}）", min_value=setting.lowest, max_value=setting.highest
            )
            if setting.is_number
            else forms.CharField(label=setting.label, required=False, max_length=setting.longest)
        )
        value.help_text = setting.help
        self.fields = {"value": value, **self.fields}


@KEYS.page("change_settings")
def change(request: SignedInRequest, name: str) -> HttpResponse:
    setting = SETTINGS.get(name)
    if setting is None:
        raise Http404
    day = today()
    wanted = request.GET.get("value", "")
    shown = {"value": wanted or value_of(name, day), "since": day, "why": "恢复原值" if wanted else ""}
    form = ValueForm(setting, request.POST or None, initial=shown)
    if form.is_valid():
        with refusal_shown_on(form):
            set_value(name, **form.cleaned_data, by=request.identity, today=day)
            messages.success(request, f"“{setting.label}”已调整。")
            return redirect("operations:settings")
    versions = Version.objects.filter(name=name).select_related("set_by__user")[:20]
    context = {"form": form, "setting": setting, "versions": versions, "tabs": tabs(request, "settings")}
    return render(request, "operations/change_setting.html", context)
