"""A member leaves the group: its open duties end that day, with the reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.models import Membership
from shouwei.ground.organisations.permissions import KEYS

from ..models import Duty
from ..workflows.add_member import remove_member


class LeaveForm(forms.Form):
    until = forms.DateField(
        label="退出日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text="最后一天。"
    )
    because = forms.CharField(
        label="依据", max_length=200, help_text="如：理事会2026年第三次会议决定。会送达该单位和牵头部门。"
    )


@KEYS.page("change_members")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Membership.objects.select_related("organisation")
    membership = KEYS.fetch(request.identity, "change_members", rows, pk=pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"until": today()})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            remove_member(membership, **form.cleaned_data, by=request.identity, today=today())
            messages.success(request, f"{membership.organisation.name}已退出，未办结的任务自退出之日起不再计。")
            return redirect("organisations:members")
    open_duties = Duty.objects.filter(organisation=membership.organisation, completed_on=None, stopped_on=None).count()
    context = {"membership": membership, "form": form, "open_duties": open_duties}
    return render(request, "planning/remove_member.html", context)
