"""Hand over somebody's open work: choose the successor, see what would move, do it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof
from shouwei.ground.people.models import Identity
from shouwei.ground.people.permissions import KEYS

from ..open_work import in_hand
from ..workflows.hand_over import hand_over


class SuccessorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to the checker only
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name}（{obj.get_role_display()}）"


class HandOverForm(forms.Form):
    successor = SuccessorChoice(
        label="接任人",
        queryset=Identity.objects.none(),
        empty_label="请选择",
        help_text="同一单位的现任人员。",
        error_messages={"required": "请选择接任人。", "invalid_choice": "请选择同一单位的现任人员。"},
    )
    last_day = forms.DateField(
        label="最后一天",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="当天仍可办理，次日起身份失效。其间新产生的工作在次日自动补交。",
        error_messages={"required": "请填写最后一天。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    reason = forms.CharField(
        label="事由",
        max_length=200,
        help_text="例如：调离、退休、岗位调整。",
        error_messages={"required": "请填写事由。"},
    )

    def __init__(self, *args: Any, candidates: QuerySet[Identity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates


@KEYS.page("hand_over_work")
@fresh_proof()
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Identity.objects.select_related("user", "organisation")
    leaver = KEYS.fetch(request.identity, "hand_over_work", rows, pk=pk)
    there = Identity.objects.on(today()).filter(organisation=leaver.organisation).exclude(user=leaver.user)
    form = HandOverForm(
        request.POST or None,
        candidates=there.select_related("user", "organisation").order_by("user__name_pinyin", "pk"),
        initial={"last_day": today()},
    )
    if form.is_valid():
        with refusal_shown_on(form):
            made = hand_over(leaver, **form.cleaned_data, by=request.identity, today=today(), now=now())
            messages.success(request, f"交接完成，共{len(made.lines)}项。可以打印交接单；24小时内可以撤销。")
            return redirect("desk:handover", made.pk)
    only = there.first() if there.count() == 1 else None
    context = {
        "form": form,
        "leaver": leaver,
        "in_hand": in_hand(leaver, only),
        "is_last": is_last_of_role(leaver, today()),
    }
    return render(request, "desk/hand_over.html", context)


def is_last_of_role(leaver: Identity, day: date) -> bool:
    """Nobody else there could do what only this role may; what staff may, their head may too."""
    if leaver.role == Identity.Role.UNIT_STAFF:
        return False
    others = Identity.objects.on(day).filter(organisation=leaver.organisation, role=leaver.role)
    return not others.exclude(pk=leaver.pk).exists()
