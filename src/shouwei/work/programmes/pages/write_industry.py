"""登记或修改首位产业: the chain is typed one segment a line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on

from ..models import LeadIndustry, Segment
from ..permissions import KEYS
from ..workflows.write_industry import SegmentLine, write_industry

AREAS = (Organisation.Kind.PARK, Organisation.Kind.COUNTY)
STAGES = {label: value for value, label in Segment.Stage.choices}
CODE = re.compile(r"[A-T](\d{2,4})?|\d{2,4}")


class IndustryForm(forms.Form):
    area = forms.ModelChoiceField(Organisation.objects.none(), label="园区或县（市、区）", empty_label="请选择")
    name = forms.CharField(label="首位产业", max_length=60)
    since = forms.DateField(label="自", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号或公开报道，写明日期。")
    confirmed = forms.BooleanField(label="已与园区或县（市、区）核实", required=False)
    chain = forms.CharField(
        label="产业链环节",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一个环节：位置 名称 行业代码，例如“上游 动力电池 3841 3849”。位置为上游、中游、下游或配套服务。",
    )

    def __init__(self, *args: Any, industry: LeadIndustry | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered_on(today(), *AREAS, kept=industry.area_id if industry else None)

    def clean_chain(self) -> list[SegmentLine]:
        lines = []
        for number, text in enumerate(self.cleaned_data["chain"].splitlines(), 1):
            words = text.replace("，", " ").replace("、", " ").replace(",", " ").split()
            if not words:
                continue
            if words[0] not in STAGES or len(words) < 2:
                raise forms.ValidationError(
                    f"第{number}行“{text.strip()}”：请按“位置 名称 行业代码”填写，位置为上游、中游、下游或配套服务。"
                )
            if wrong := [word for word in words[2:] if not CODE.fullmatch(word)]:
                raise forms.ValidationError(f"第{number}行：“{wrong[0]}”不是行业代码，应为GB/T 4754的2至4位数字。")
            lines.append(SegmentLine(words[1], STAGES[words[0]], tuple(words[2:])))
        return lines


def as_typed(industry: LeadIndustry) -> dict[str, Any]:
    chain = "\n".join(
        " ".join((segment.get_stage_display(), segment.name, *segment.codes)) for segment in industry.segments.all()
    )
    names = ("area", "name", "since", "until", "source", "confirmed")
    return {name: getattr(industry, name) for name in names} | {"chain": chain}


@KEYS.page("write_industry")
def page(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    rows = LeadIndustry.objects.prefetch_related("segments")
    industry = KEYS.fetch(request.identity, "write_industry", rows, pk=pk) if pk else None
    form = IndustryForm(
        request.POST if request.method == "POST" else None,
        industry=industry,
        initial=as_typed(industry) if industry else {},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        segments = values.pop("chain")
        with refusal_shown_on(form):
            write_industry(industry, segments=segments, by=request.identity, **values)
            messages.success(request, f"已保存{values['area']}的首位产业“{values['name']}”。")
            return redirect("programmes:industries")
    return render(request, "programmes/write_industry.html", {"form": form, "industry": industry})
