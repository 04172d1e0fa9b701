"""Open an account for a person with a first identity; the one-time code is shown once, as a link, a picture and letters."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on, what_became

from ..models import Identity, User
from ..permissions import KEYS
from ..rules.proofs import ENTRY_CODE_LASTS
from ..workflows.admit_person import admit_person

DAY = {"required": "请填写日期。", "invalid": "请填写正确的日期，例如2026-12-31。"}


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to the checker only
    def label_from_instance(self, obj: Any) -> str:
        became = what_became(obj, today())
        return f"{obj}（{became}，仅用于办理其遗留事项）" if became else str(obj)


class IdentityForm(forms.Form):
    role = forms.ChoiceField(label="角色", choices=Identity.Role.choices)
    organisation = UnitChoice(
        label="单位",
        queryset=Organisation.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表中选择单位。"},
    )
    since = forms.DateField(
        label="起", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages=DAY
    )
    until = forms.DateField(
        label="止",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=DAY,
        help_text="含当天；不知道何时结束的留空。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        # Whose rows a merged body left behind are looked after in an identity there.
        merged = Organisation.objects.filter(merged_into__isnull=False)
        there = (offered_on(today()) | merged).select_related("merged_into")
        field.queryset = there.order_by(F("merged_on").asc(nulls_first=True), "kind", "name_pinyin")


class AccountForm(IdentityForm):
    name = forms.CharField(label="姓名", max_length=50, error_messages={"required": "请填写姓名。"})
    username = forms.CharField(
        label="账号",
        max_length=50,
        help_text="小写字母开头，例如姓名全拼 zhangsan。开通后不能修改。",
        error_messages={"required": "请填写账号。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label="邮箱", required=False, help_text="只用于消息提醒。", error_messages={"invalid": "邮箱格式不正确。"}
    )
    field_order = ("name", "username", "email", "role", "organisation", "since", "until")


@KEYS.page("manage_accounts")
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, initial={"since": today()})
    if form.is_valid():
        with refusal_shown_on(form):
            person, code = admit_person(**form.cleaned_data, by=request.identity, today=today(), now=now())
            return render(request, "people/entry_code.html", slip_of(person, code))
    return render(request, "people/open_account.html", {"form": form})


def slip_of(person: User, code: str) -> dict[str, Any]:
    """What is handed over in person: who, code, link, picture, until when."""
    link = f"{settings.SITE_URL}{reverse('people:use_entry_code')}?{urlencode({'code': code})}"
    picture = segno.make(link, error="m").svg_data_uri(scale=4, border=2)
    return {"person": person, "code": code, "link": link, "picture": picture, "until": now() + ENTRY_CODE_LASTS}
