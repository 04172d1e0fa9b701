"""The ways to sign in outside: those of the environment are shown, others are set up here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof

from ..models import SignInWay
from ..permissions import KEYS
from ..workflows.set_up_way import WayWords, set_up_way


class WayForm(forms.Form):
    kind = forms.ChoiceField(label="类型", choices=SignInWay.Kind.choices)
    slug = forms.CharField(
        label="代号",
        max_length=30,
        help_text="出现在回调地址中，设定后不能修改。钉钉、飞书、微信固定为 dingtalk、feishu、weixin。",
        error_messages={"required": "请填写代号。"},
    )
    label = forms.CharField(
        label="名称", max_length=30, help_text="登录页面上的名称。", error_messages={"required": "请填写名称。"}
    )
    server_url = forms.URLField(
        label="服务地址",
        required=False,
        assume_scheme="https",
        help_text="OpenID Connect 和 CAS 须填。",
        error_messages={"invalid": "服务地址格式不正确，例如 https://sso.example.edu.cn/cas。"},
    )
    client_id = forms.CharField(label="应用标识", max_length=190, required=False)
    secret = forms.CharField(
        label="应用密钥",
        max_length=190,
        required=False,
        help_text="加密保存，不再显示；留空表示不变。",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    is_open = forms.BooleanField(label="在登录页面启用", required=False, initial=True)


@KEYS.page("set_up_sign_in")
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    form = WayForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            return _kept(request, form)
    rows = SignInWay.objects.all()
    known = {row.slug for row in rows}
    fixed = [entry for entry in settings.SIGN_IN_WAYS if entry["slug"] not in known]
    shown = [{"label": e["label"], "slug": e["slug"], "callback": _callback(e["slug"])} for e in fixed]
    mine = [{"row": row, "callback": _callback(row.slug)} for row in rows]
    return render(request, "people/sign_in_ways.html", {"form": form, "fixed": shown, "mine": mine})


@KEYS.page("set_up_sign_in")
@fresh_proof()
def change(request: SignedInRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(SignInWay, slug=slug)
    before: dict[str, Any] = {
        name: getattr(row, name) for name in ("kind", "slug", "label", "server_url", "client_id", "is_open")
    }
    form = WayForm(
        {**request.POST.dict(), "kind": row.kind, "slug": slug} if request.method == "POST" else None, initial=before
    )
    for name in ("kind", "slug"):
        form.fields[name].widget = forms.HiddenInput()
    if form.is_valid():
        with refusal_shown_on(form):
            return _kept(request, form)
    return render(request, "people/change_way.html", {"form": form, "row": row, "callback": _callback(slug)})


def _kept(request: SignedInRequest, form: WayForm) -> HttpResponse:
    way = set_up_way(WayWords(**form.cleaned_data), by=request.identity)
    messages.success(request, f"“{way.label}”已保存。请把回调地址登记到对方平台。")
    return redirect("people:sign_in_ways")


def _callback(slug: str) -> str:
    return settings.SITE_URL + reverse("people:outside_callback", args=[slug])
