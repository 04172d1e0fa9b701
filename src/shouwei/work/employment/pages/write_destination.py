"""填报或更正去向."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.learners.models import Student

from ..models import Destination
from ..permissions import KEYS
from ..queries import code_choices
from ..rules.secondary import LISTS, NAMES, asked_of, edition_of
from ..workflows.write_destination import FIELDS, write_destination
from .county_field import CountyField, county_label

MATCHES = [("", "不清楚"), ("yes", "对口"), ("no", "不对口")]


class DestinationForm(forms.Form):
    code = forms.ChoiceField(label="毕业去向")
    employer_name = forms.CharField(label="单位名称", max_length=100, required=False)
    employer_code = forms.CharField(
        label="统一社会信用代码", max_length=18, required=False, help_text="18位，见营业执照；暂时不知道可以留空。"
    )
    workplace_county = CountyField(
        label="工作地", required=False, help_text="实际工作的县（市、区），输入名称、拼音首字母或六位代码后选取。"
    )
    registered_county = CountyField(label="单位注册地", required=False, help_text="营业执照上的县（市、区）。")
    post = forms.CharField(label="岗位", max_length=60, required=False)
    matches_specialty = forms.ChoiceField(label="专业是否对口", choices=MATCHES, required=False)
    started_on = forms.DateField(
        label="起始日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    contract_until = forms.DateField(
        label="合同到期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sector = forms.ChoiceField(label="从业产业", required=False)
    settlement = forms.ChoiceField(label="就业地类型", required=False)
    region = forms.ChoiceField(label="就业地域", required=False)
    contract_length = forms.ChoiceField(label="合同期限", required=False)
    pay_band = forms.ChoiceField(label="起薪（月）", required=False)
    found_by = forms.ChoiceField(label="就业渠道", required=False)
    study_way = forms.ChoiceField(label="升学途径", required=False)
    reason = forms.CharField(
        label="更正原因", required=False, max_length=200, help_text="已上报的去向更正时必须填写；主动更正不影响考核。"
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, student: Student, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.fields["code"]
        assert isinstance(codes, forms.ChoiceField)
        codes.choices = code_choices(student.cohort or 0, present)
        for name in NAMES:
            if not asked_of(student.level):
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "没有填写"), *LISTS[edition_of(student.cohort or 0)][name].items()]

    @property
    def secondary(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES if name in self.fields]

    def clean_matches_specialty(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["matches_specialty"])

    def clean_employer_code(self) -> str:
        return str(self.cleaned_data["employer_code"]).strip().upper()


@KEYS.page("write_destination")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    """``pk`` is the student's."""
    student = KEYS.fetch(request.identity, "write_destination", _graduates(), pk=pk)
    row = Destination.objects.filter(student=student, cohort=student.cohort).first()
    form = DestinationForm(
        request.POST if request.method == "POST" else None,
        student=student,
        present=row.code if row else "",
        initial=_initial(row),
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in (*FIELDS, *NAMES) if name in form.fields}
        with refusal_shown_on(form):
            kept = write_destination(
                student,
                values=values,
                reason=form.cleaned_data["reason"],
                seen_edition=form.cleaned_data["edition"] or 0,
                by=request.identity,
                today=today(),
            )
            messages.success(request, f"已保存{student.name}的毕业去向。")
            return redirect("employment:destination", kept.pk)
    context = {"form": form, "student": student, "row": row}
    return render(request, "employment/write_destination.html", context)


def _graduates() -> Any:
    return Student.objects.exclude(cohort=None).select_related("school")


def _initial(row: Destination | None) -> dict[str, Any]:
    if row is None:
        return {"edition": 0, "code": "70"}
    matches = {True: "yes", False: "no", None: ""}[row.matches_specialty]
    places = {name: county_label(getattr(row, name)) for name in ("workplace_county", "registered_county")}
    kept = {name: getattr(row, name) for name in (*FIELDS, *NAMES)}
    return kept | places | {"edition": row.edition, "matches_specialty": matches}
