"""End an identity on a day. Open work is handed over on its own page."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Identity, User
from ..permissions import KEYS
from ..workflows.end_identity import end_identity


class EndForm(forms.Form):
    last_day = forms.DateField(
        label="最后一天",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="当天仍可办理，次日起失效。",
        error_messages={"required": "请填写最后一天。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    why = forms.CharField(label="事由", max_length=200, error_messages={"required": "请填写事由，例如“岗位调整”。"})


@KEYS.page("manage_accounts")
def page(request: SignedInRequest, pk: int, identity: int) -> HttpResponse:
    person = KEYS.fetch(request.identity, "manage_accounts", User.objects.all(), pk=pk)
    row = get_object_or_404(Identity.objects.select_related("user", "organisation"), user=person, pk=identity)
    form = EndForm(request.POST or None, initial={"last_day": today()})
    if form.is_valid():
        with refusal_shown_on(form):
            end_identity(row, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, "身份已设定结束日期，可在本页撤销。")
            return redirect("people:person", person.pk)
    return render(request, "people/end_identity.html", {"form": form, "person": person, "row": row})
