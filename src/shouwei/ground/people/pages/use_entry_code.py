"""Set a password with the one-time code of the link or the paper slip."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import public_page
from shouwei.core.pages import refusal_shown_on

from ..arrival import address_of
from ..rules.addresses import network_of
from ..workflows.count_try import count_try, counter, take_back_try
from ..workflows.set_password import set_password_with_code

ADVICE = "至少10位。可以用一句容易记的话；不要用姓名、账号、常见密码或系统名称。"


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        help_text=ADVICE,
        error_messages={"required": "请输入新密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输入一次",
        max_length=200,
        strip=False,
        error_messages={"required": "请再输入一次新密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        words: dict[str, Any] = super().clean() or {}
        if {"password", "again"} <= words.keys() and words["password"] != words["again"]:
            self.add_error("again", "两次输入的密码不一致。")
        return words


class EntryCodeForm(NewPasswordForm):
    code = forms.CharField(
        label="一次性代码",
        max_length=60,
        help_text="管理员交给您的20位代码，24小时内有效，只能用一次。",
        error_messages={"required": "请输入一次性代码。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("code", "password", "again")


@public_page
def page(request: HttpRequest) -> HttpResponse:
    form = EntryCodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:60]})
    if request.method == "POST" and form.is_valid():
        counters = [counter("address", "entry", network_of(address_of(request)))]
        with refusal_shown_on(form):
            count_try(counters, now=now())
            user = set_password_with_code(form.cleaned_data["code"], password=form.cleaned_data["password"], now=now())
            take_back_try(counters, now=now())
            messages.success(request, f"密码已设置。请用账号“{user.username}”和新密码登录。")
            return redirect("people:sign_in")
    return render(request, "people/use_entry_code.html", {"form": form})
