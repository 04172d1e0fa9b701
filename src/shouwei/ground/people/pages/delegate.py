"""Let a colleague act in one of my identities between two days; take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Delegation, Identity, User
from ..rules.accounts import LONGEST_DELEGATION
from ..rules.roles import NOT_DELEGATED
from ..workflows.delegate import delegate, revoke_delegation

DAY = {"required": "请填写日期。", "invalid": "请填写正确的日期，例如2026-12-31。"}


class IdentityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to the checker only
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class DelegationForm(forms.Form):
    identity = IdentityChoice(
        label="委托哪个身份",
        queryset=Identity.objects.none(),
        empty_label=None,
        error_messages={"required": "请选择身份。"},
    )
    to = forms.ModelChoiceField(
        label="代办人",
        queryset=User.objects.none(),
        empty_label="请选择",
        help_text="同一单位的现任人员。",
        error_messages={"required": "请选择代办人。", "invalid_choice": "请选择同一单位的现任人员。"},
    )
    since = forms.DateField(
        label="起", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages=DAY
    )
    until = forms.DateField(
        label="止",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=DAY,
        help_text=f"含当天，最长{LONGEST_DELEGATION}天，到期自动结束。",
    )
    reason = forms.CharField(
        label="事由", max_length=200, help_text="例如：出差、休假、学习。", error_messages={"required": "请填写事由。"}
    )

    def __init__(self, *args: Any, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = (
            Identity.objects.on(today()).filter(user=me).exclude(role__in=NOT_DELEGATED).select_related("organisation")
        )
        places = own.order_by().values("organisation")
        there = Identity.objects.on(today()).filter(organisation__in=places).order_by().values("user")
        identity, to = self.fields["identity"], self.fields["to"]
        assert isinstance(identity, forms.ModelChoiceField)
        assert isinstance(to, forms.ModelChoiceField)
        identity.queryset, to.queryset = (
            own,
            User.objects.filter(pk__in=there).exclude(pk=me.pk).order_by("name_pinyin"),
        )


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    form = DelegationForm(request.POST or None, me=me, initial={"since": today()})
    if form.is_valid():
        wish = form.cleaned_data
        with refusal_shown_on(form):
            lent = delegate(
                wish["identity"],
                to=wish["to"],
                since=wish["since"],
                until=wish["until"],
                reason=wish["reason"],
                by=_own(request, wish["identity"]),
                acting_user=me.pk,
                now=now(),
                today=today(),
            )
            messages.success(request, f"已委托{lent.delegate}代办，到期自动结束，也可以随时撤销。")
            return redirect("people:my_account")
    return render(request, "people/delegate.html", {"form": form})


@signed_in_page
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """By who gave it or by who was to stand in: nobody is held to it."""
    rows = Delegation.objects.select_related("identity__user", "delegate")
    lent = get_object_or_404(rows, pk=pk)
    if request.user.pk not in (lent.identity.user_id, lent.delegate_id) or request.identity is None:
        raise Http404
    own = next((each for each in request.identities if each.delegate is None), request.identity)
    try:
        revoke_delegation(lent, by=own, now=now())
        messages.success(request, "委托已撤销，立即生效。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:my_account")


def _own(request: SignedInRequest, identity: Identity) -> Identity:
    return next((each for each in request.identities if each.pk == identity.pk), identity)
