"""基期: what the doubling is measured against, with its source."""

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

from ..models import Baseline
from ..permissions import KEYS
from ..queries import BASE_YEAR, baselines
from ..workflows.write_baseline import write_baseline


class BaselineForm(forms.Form):
    school = forms.ModelChoiceField(Organisation.objects.none(), label="学校", required=False, empty_label="全集团")
    year = forms.IntegerField(label="基期年度", min_value=2000, max_value=2100, initial=BASE_YEAR)
    includes_adults = forms.BooleanField(label="含扩招", required=False, initial=True)
    registered = forms.IntegerField(label="报到人数", min_value=0, max_value=1_000_000)
    source = forms.CharField(label="依据", max_length=200, help_text="统计报表、文件名称和文号，写明日期。")
    confirmed = forms.BooleanField(label="已核实", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        known = Organisation.objects.filter(pk__in=Baseline.objects.exclude(school=None).values("school"))
        field.queryset = offered_on(today(), Organisation.Kind.SCHOOL) | known  # a base of before can be put right


@KEYS.page("view_baseline")
def page(request: SignedInRequest) -> HttpResponse:
    return render(request, "admissions/baselines.html", _context(request, BaselineForm()))


@KEYS.page("write_baseline")
def write(request: SignedInRequest) -> HttpResponse:
    form = BaselineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            row = write_baseline(by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"已登记{row}。")
            return redirect("admissions:baselines")
    return render(request, "admissions/baselines.html", _context(request, form))


def _context(request: SignedInRequest, form: BaselineForm) -> dict[str, object]:
    return {"rows": baselines(), "form": form, "may_write": KEYS.holds(request.identity, "write_baseline")}
