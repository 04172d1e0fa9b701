"""Name the person at the member who sees to a duty."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.people.models import User

from ..models import Duty
from ..permissions import KEYS
from ..queries.leads import unit_of
from ..workflows.assign_owner import assign_owner


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="责任人",
        empty_label="请选择本单位人员",
        error_messages={"required": "请选择责任人。", "invalid_choice": "请从本单位在册人员中选择。"},
    )


@KEYS.page("assign_owner")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duties = Duty.objects.select_related("task__plan", "task__lead", "organisation", "owner")
    duty = KEYS.fetch(request.identity, "assign_owner", duties, pk=pk)
    form = OwnerForm(request.POST if request.method == "POST" else None, initial={"owner": duty.owner_id})
    people = User.objects.filter(identities__in=unit_of(duty.organisation_id, today())).distinct().order_by("name")
    form.fields["owner"].queryset = people  # type: ignore[attr-defined]  # the field is a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            assign_owner(duty, owner=form.cleaned_data["owner"], by=request.identity, today=today())
            messages.success(request, f"已指定{form.cleaned_data['owner'].name}为责任人。")
            return redirect(duty)
    return render(request, "planning/assign_owner.html", {"duty": duty, "form": form})
