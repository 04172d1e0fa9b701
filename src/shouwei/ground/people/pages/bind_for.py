"""An administrator binds an outside account, known by its account name or number, to a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof

from ..models import User
from ..outside import open_ways
from ..permissions import KEYS
from ..workflows.bind_outside_account import bind_outside_account


class BindForm(forms.Form):
    way = forms.ChoiceField(label="登录方式", error_messages={"required": "请选择登录方式。"})
    subject = forms.CharField(
        label="对方系统中的标识",
        max_length=190,
        help_text="统一身份认证（CAS）填账号名；其他方式填对方平台给出的用户标识，区分大小写。",
        error_messages={"required": "请填写标识。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.slug, way.label) for way in open_ways()]


@KEYS.page("set_up_sign_in")
@fresh_proof()
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    person = KEYS.fetch(request.identity, "set_up_sign_in", User.objects.all(), pk=pk)
    form = BindForm(request.POST or None)
    if form.is_valid():
        slug, subject = form.cleaned_data["way"], form.cleaned_data["subject"].strip()
        label = next(way.label for way in open_ways() if way.slug == slug)
        with refusal_shown_on(form):
            bind_outside_account(
                person, way=slug, label=label, subject=subject, name=subject, by=request.identity, now=now()
            )
            messages.success(request, f"已为{person.name}绑定{label}账号。")
            return redirect("people:person", person.pk)
    return render(request, "people/bind_for.html", {"form": form, "person": person})
