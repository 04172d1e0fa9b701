"""Facts of an organisation: write one down, confirm it, take it out."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Fact, Organisation
from ..permissions import KEYS
from ..workflows.note_fact import confirm_fact, note_fact, remove_fact


class FactForm(forms.Form):
    topic = forms.ChoiceField(label="事项", choices=Fact.Topic.choices)
    number = forms.IntegerField(label="数值", min_value=0, max_value=10_000_000, required=False)
    text = forms.CharField(
        label="内容", max_length=300, required=False, help_text="不是数值的情况写在这里，如首位产业名称。"
    )
    as_of = forms.DateField(
        label="截至日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label="来源", max_length=200, help_text="文件、年报、网页或提供人。登记后显示“待核实”，由秘书处核实。"
    )


@KEYS.page("note_fact")
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "note_fact", Organisation.objects.all(), pk=pk)
    form = FactForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            note_fact(organisation, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, "已登记，显示为待核实。")
            return redirect(organisation)
    return render(request, "organisations/add_fact.html", {"organisation": organisation, "form": form})


@KEYS.page("confirm_fact")
def confirm(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "confirm_fact", Organisation.objects.all(), pk=pk)
    fact = get_object_or_404(organisation.facts, pk=item)
    if request.method == "POST":
        confirm_fact(fact, by=request.identity)
        messages.success(request, f"{fact}已核实。")
    return redirect(organisation)


@KEYS.page("note_fact")
def remove(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "note_fact", Organisation.objects.all(), pk=pk)
    fact = get_object_or_404(organisation.facts, pk=item)
    if request.method == "POST":
        remove_fact(fact, by=request.identity)
        messages.success(request, "已删除，经过里留有记录。")
    return redirect(organisation)
