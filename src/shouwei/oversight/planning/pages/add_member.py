"""A member joins: it is offered the duties its kind has in the running plans."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.organisations.permissions import KEYS

from ..workflows.add_member import add_member


class MemberForm(forms.Form):
    name = forms.CharField(label="单位全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=30, required=False, help_text="用于表格和热力图。")
    kind = forms.ChoiceField(
        label="类别", choices=[("school", "成员学校"), ("enterprise", "成员企业")], widget=forms.RadioSelect
    )
    since = forms.DateField(label="加入日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label="依据", max_length=200, help_text="如：理事会2026年第二次会议决定。")


@KEYS.page("change_members")
def page(request: SignedInRequest) -> HttpResponse:
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            membership = add_member(**form.cleaned_data, by=request.identity, today=today())
            offered = membership.organisation.duties.filter(accepted_on=None).count()
            messages.success(request, f"{membership.organisation.name}已加入，{offered}项任务待其确认承担。")
            return redirect("organisations:members")
    return render(request, "planning/add_member.html", {"form": form})
