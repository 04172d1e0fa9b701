"""企业导师: who of the enterprise's registered contacts is asked about a partnership."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.permissions import KEYS as ORGANISATIONS

from ..models import Partner
from ..partners import Askable, askable, with_asks
from ..permissions import KEYS
from ..rules.mentor_word import may_be_mentor
from ..workflows.choose_mentor import choose_mentor


class MentorForm(forms.Form):
    contact = forms.TypedChoiceField(label="企业导师或联系人", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, one: Askable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(contact.pk, contact.post) for contact, reach in one.reaches if may_be_mentor(reach)]


@KEYS.page("choose_mentor")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = KEYS.fetch(request.identity, "choose_mentor", with_asks(Partner.objects.all()), pk=pk)
    one = askable([partner], today())[0]
    form = MentorForm(
        request.POST if request.method == "POST" else None,
        one=one,
        initial={"contact": one.contact.pk if one.contact else None},
    )
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            choose_mentor(partner, contact=form.cleaned_data["contact"], by=request.identity, today=today())
            messages.success(request, "已指定企业导师，请企业核对时发给他。")
            return redirect("programmes:partners")
    context = {
        "form": form,
        "partner": partner,
        "able": any(may_be_mentor(reach) for _, reach in one.reaches),
        "refused": [verdict.reason for _, reach in one.reaches if not (verdict := may_be_mentor(reach))],
        "may_add": ORGANISATIONS.opens(request.identity, "change_contacts", partner.enterprise),
    }
    return render(request, "programmes/choose_mentor.html", context)
