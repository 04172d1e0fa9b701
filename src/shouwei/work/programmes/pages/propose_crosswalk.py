"""提出专业与产业链环节的对接."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.catalogues.code_field import attributes_of
from shouwei.ground.catalogues.rules.shapes import Catalogue
from shouwei.ground.learners.models import Level

from ..models import Crosswalk, Segment
from ..permissions import KEYS
from ..workflows.propose_crosswalk import propose_crosswalk


class CrosswalkForm(forms.Form):
    segment = forms.ModelChoiceField(
        Segment.objects.select_related("industry__area"), label="产业链环节", empty_label="请选择"
    )
    level = forms.ChoiceField(label="层次", choices=Level.choices)
    specialty_code = forms.CharField(label="专业代码", max_length=8)
    specialty_name = forms.CharField(label="专业名称", max_length=60)
    occupation_code = forms.CharField(
        label="职业代码",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=attributes_of(Catalogue.OCCUPATIONS)),
        help_text="可输入职业分类大典的代码、名称或拼音首字母选取，例如6-22-02-01。",
    )
    occupation_name = forms.CharField(
        label="职业名称", max_length=60, required=False, help_text="不填时按代码取大典中的名称。"
    )
    strength = forms.TypedChoiceField(label="关联强度", choices=Crosswalk.Strength.choices, coerce=int, initial=2)
    evidence = forms.CharField(
        label="依据",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="人才需求调研、岗位能力分析、企业用工数据等，写明出处和日期。",
    )

    def clean_occupation_code(self) -> str:
        """What was picked stands there with its name."""
        return (str(self.cleaned_data["occupation_code"]).split() or [""])[0][:12]


@KEYS.page("propose_crosswalk")
def page(request: SignedInRequest) -> HttpResponse:
    form = CrosswalkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            propose_crosswalk(by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, "已提出，审定后计入覆盖。")
            return redirect("programmes:crosswalks")
    return render(request, "programmes/propose_crosswalk.html", {"form": form})
