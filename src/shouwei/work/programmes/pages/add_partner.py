"""登记校企合作: an order class, apprenticeship or base with a firm of the industry."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on

from ..models import LeadIndustry, Partner, Programme
from ..permissions import KEYS
from ..queries import in_force
from ..workflows.add_partner import add_partner


class PartnerForm(forms.Form):
    industry = forms.ModelChoiceField(LeadIndustry.objects.none(), label="首位产业", empty_label="请选择")
    enterprise = forms.ModelChoiceField(Organisation.objects.none(), label="企业", empty_label="请选择")
    kind = forms.ChoiceField(label="形式", choices=Partner.Kind.choices)
    since = forms.DateField(label="自", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(label="依据", max_length=200, help_text="协议名称和签订日期。")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        field, enterprise = self.fields["industry"], self.fields["enterprise"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(enterprise, forms.ModelChoiceField)
        enterprise.queryset = offered_on(today(), Organisation.Kind.ENTERPRISE)
        field.queryset = LeadIndustry.objects.filter(in_force(today())).select_related("area")


@KEYS.page("add_partner")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = KEYS.fetch(request.identity, "add_partner", Programme.objects.select_related("school"), pk=pk)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            add_partner(programme, by=request.identity, **form.cleaned_data)
            messages.success(request, "已登记合作。专业点当年有新生时，计入深度覆盖；可以在“校企合作”里请企业核对。")
            return redirect("programmes:programme", programme.pk)
    return render(request, "programmes/add_partner.html", {"form": form, "programme": programme})
