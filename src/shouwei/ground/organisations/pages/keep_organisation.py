"""Add an organisation, or correct what is known of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Organisation
from ..permissions import KEYS
from ..queries import IN_ORDER, offered_on
from ..rules.codes import NATIONAL_CODE_NOTE
from ..rules.organisations import PLACES, Particulars
from ..workflows.keep_organisation import add_organisation, change_organisation

BLANK = ("", "不填写")
PARENTS = (
    "group",
    "secretariat",
    "council",
    "department",
    "authority",
    "school",
    "enterprise",
    "park",
    "county",
    "zone",
)


class OrganisationForm(forms.Form):
    name = forms.CharField(label="单位全称", max_length=100)
    short_name = forms.CharField(
        label="简称", max_length=30, required=False, help_text="用于表格和地图，不超过8个字为宜。"
    )
    kind = forms.ChoiceField(label="类别", choices=Organisation.Kind.choices)
    parent = forms.ModelChoiceField(Organisation.objects.none(), label="上级", required=False, empty_label="没有上级")
    place = forms.ModelChoiceField(Organisation.objects.none(), label="所在县区", required=False, empty_label="不填写")
    region_code = forms.CharField(
        label="行政区划代码", max_length=12, required=False, help_text="只用于县（市、区）和开发区，6位数字。"
    )
    school_type = forms.ChoiceField(
        label="学校类型", choices=[BLANK, *Organisation.SchoolType.choices], required=False, help_text="只用于学校。"
    )
    school_level = forms.ChoiceField(
        label="办学层次", choices=[BLANK, *Organisation.SchoolLevel.choices], required=False
    )
    national_code = forms.CharField(
        label="学校标识码", max_length=20, required=False, help_text=f"10位数字。{NATIONAL_CODE_NOTE}"
    )
    credit_code = forms.CharField(
        label="统一社会信用代码", max_length=30, required=False, help_text="18位，末位为校验位，系统自动核对。"
    )
    industry_code = forms.CharField(
        label="行业代码",
        max_length=80,
        required=False,
        help_text="用于企业和园区。可输入行业名称或拼音首字母，从GB/T 4754中选取。",
        widget=forms.TextInput(
            attrs={"data-codes": reverse_lazy("catalogues:suggest", args=["industries"]), "autocomplete": "off"}
        ),
    )
    founded_on = forms.DateField(
        label="成立日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="见营业执照或批文，用于核对就业起始日期。",
    )
    closed_on = forms.DateField(
        label="撤销日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="单位已撤销时填写；并入其他单位请用“并入”。",
    )

    def __init__(self, *args: Any, of: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent, place = self.fields["parent"], self.fields["place"]
        assert isinstance(parent, forms.ModelChoiceField)
        assert isinstance(place, forms.ModelChoiceField)
        parent.queryset = offered_on(today(), *PARENTS, kept=of.parent_id if of else None)
        place.queryset = offered_on(today(), *PLACES, kept=of.place_id if of else None).order_by(*IN_ORDER)
        if of is not None:
            parent.queryset, place.queryset = parent.queryset.exclude(pk=of.pk), place.queryset.exclude(pk=of.pk)
            del self.fields["name"], self.fields["kind"]

    @property
    def particulars(self) -> Particulars:
        data = dict(self.cleaned_data)
        parent, place = data.pop("parent"), data.pop("place")
        data["industry_code"] = (data["industry_code"].split() or [""])[0]
        return Particulars(
            **{"name": "", **data}, parent_id=parent.pk if parent else None, place_id=place.pk if place else None
        )


@KEYS.page("add_organisation")
def add(request: SignedInRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial={"kind": request.GET.get("kind", "enterprise")})
    if form.is_valid():
        with refusal_shown_on(form):
            organisation = add_organisation(form.particulars, by=request.identity)
            messages.success(request, f"已增加{organisation.name}。它还不是成员单位，需要时请在“成员单位”中办理加入。")
            return redirect(organisation)
    return render(request, "organisations/keep_organisation.html", {"form": form})


@KEYS.page("change_organisation")
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "change_organisation", Organisation.objects.all(), pk=pk)
    form = OrganisationForm(
        request.POST or None,
        of=organisation,
        initial=vars(organisation) | {"parent": organisation.parent_id, "place": organisation.place_id},
    )
    if form.is_valid():
        with refusal_shown_on(form):
            change_organisation(organisation, form.particulars, by=request.identity)
            messages.success(request, "单位资料已更正，更正前后的内容记在经过里。")
            return redirect(organisation)
    return render(request, "organisations/keep_organisation.html", {"form": form, "organisation": organisation})
