"""起草口径: the next version of a definition or a new one; then proposed, decided, adopted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Definition, Target
from ..permissions import KEYS
from ..rules.drafting import WORDS, spec_of
from ..rules.formula import BASES, DEPTHS, OUTCOMES, PLACES, with_adults
from ..workflows.adopt_definition import adopt_definition
from ..workflows.decide_definition import decide_definition, discard_definition, propose_definition
from ..workflows.write_definition import write_definition
from .definitions import shown
from .targets import year_of

FACTS = (("destinations", "毕业去向"), ("intake", "招生报到"), ("coverage", "首位产业覆盖"))
PEOPLE = [(name, words) for name, (words, _) in OUTCOMES.items()]


class DefinitionForm(forms.Form):
    code = forms.CharField(label="代码", max_length=60, error_messages={"required": "请填写代码。"})
    target = forms.ChoiceField(label="目标", required=False, choices=[("", "不属于三个目标"), *Target.choices])
    name = forms.CharField(label="名称", max_length=100, error_messages={"required": "请填写名称。"})
    fact = forms.ChoiceField(label="事实", choices=FACTS)
    numerator = forms.ChoiceField(label="分子", required=False, choices=PEOPLE)
    denominator = forms.ChoiceField(label="分母", required=False, choices=PEOPLE)
    place = forms.ChoiceField(
        label="地域", required=False, choices=[("", "不限地域"), *((k, words) for k, (words, _) in PLACES.items())]
    )
    basis = forms.ChoiceField(label="地域依据", required=False, choices=list(BASES.items()))
    adults = forms.BooleanField(label="含扩招", required=False)
    against = forms.BooleanField(label="与基期比", required=False)
    depth = forms.ChoiceField(label="覆盖程度", required=False, choices=list(DEPTHS.items()))
    population = forms.CharField(label="统计范围", max_length=200, required=False)
    cut_off = forms.CharField(label="截止时点", max_length=100, required=False)
    source = forms.CharField(label="数据来源", max_length=200, required=False)
    owner = forms.CharField(label="责任部门", max_length=60, required=False)
    caveat = forms.CharField(label="提示", max_length=300, required=False)
    valid_from = forms.DateField(
        label="生效日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "请填写生效日期。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    why = forms.CharField(label="改动原因", max_length=300, required=False)
    alone = forms.BooleanField(label="可以单独用于考核", required=False)
    name_reviewed = forms.BooleanField(label="名称已对照新公式核对", required=False)
    caveat_reviewed = forms.BooleanField(label="提示已对照新公式核对", required=False)


def as_written(row: Definition | None) -> dict[str, Any]:
    if row is None:
        return {
            "fact": "destinations",
            "adults": True,
            "numerator": "employed",
            "denominator": "employed",
            "owner": "招生就业部",
        }
    names = ("code", "target", *WORDS, "caveat", "alone")
    found = {name: getattr(row, name) for name in names} | dict(row.spec)
    found["adults"] = with_adults(row.spec)
    found["against"] = bool(row.spec.get("against"))
    return found if row.is_published else found | {"valid_from": row.valid_from, "why": row.why}


@KEYS.page("write_definition")
def page(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    row = KEYS.fetch(request.identity, "write_definition", Definition.objects.all(), pk=pk) if pk else None
    form = DefinitionForm(request.POST if request.method == "POST" else None, initial=as_written(row))
    if row is not None:
        form.fields["code"].disabled = form.fields["target"].disabled = True
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusal_shown_on(form):
            made = write_definition(
                code=typed["code"],
                target=typed["target"],
                spec=spec_of(typed),
                words={name: typed[name] for name in WORDS},
                caveat=typed["caveat"],
                valid_from=typed["valid_from"],
                why=typed["why"],
                alone=typed["alone"],
                name_reviewed=typed["name_reviewed"],
                caveat_reviewed=typed["caveat_reviewed"],
                by=request.identity,
                today=today(),
            )
            messages.success(request, "草稿已保存，可以试算、修改，再提请议定。")
            return redirect(made)
    return render(request, "indicators/write_definition.html", {"form": form, "row": row})


@KEYS.page("write_definition")
@require_POST
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "write_definition", Definition.objects.all(), pk=pk)
    try:
        propose_definition(row, by=request.identity, today=today())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已提请理事会议定。")
    return redirect(row)


@KEYS.page("decide_definition")
@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "decide_definition", Definition.objects.all(), pk=pk)
    approve = request.POST.get("verdict") == "approve"
    try:
        decide_definition(
            row,
            approve=approve,
            paper=request.POST.get("paper", "")[:200],
            opinion=request.POST.get("opinion", "")[:300],
            name_fits="name_fits" in request.POST,
            caveat_fits="caveat_fits" in request.POST,
            by=request.identity,
            today=today(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return shown(request, row.pk, typed=request.POST)
    messages.success(request, "已议定。" if approve else "已退回，并告知起草人。")
    return redirect(row)


@KEYS.page("write_definition")
@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "write_definition", Definition.objects.all(), pk=pk)
    try:
        discard_definition(row, by=request.identity)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(row)
    messages.success(request, "草稿已删除。")
    return redirect("indicators:definitions")


@KEYS.page("adopt_definition")
@require_POST
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "adopt_definition", Definition.objects.all(), pk=pk)
    day = today()
    try:
        made = adopt_definition(
            row,
            year=year_of(request.POST) or day.year,
            paper=request.POST.get("paper", "")[:200],
            by=request.identity,
            today=day,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已登记：{made}按“{row}”计算。")
    return redirect(row)
