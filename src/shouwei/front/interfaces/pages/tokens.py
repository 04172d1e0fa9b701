"""Tokens of the acting identity (an administrator: everybody's), and the form for a new one, which is shown once."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Token
from ..permissions import KEYS
from ..rules.tokens import SCOPES
from ..workflows.issue_token import issue_token
from .tabs import tabs

HALF_A_YEAR = timedelta(days=180)


class TokenForm(forms.Form):
    name = forms.CharField(label="用途", max_length=60, help_text="例如：校内办公系统读取任务。")
    scopes = forms.MultipleChoiceField(
        label="权限范围",
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一项权限范围。"},
    )
    expires_on = forms.DateField(label="有效期至", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


@KEYS.page("view_tokens")
def page(request: SignedInRequest) -> HttpResponse:
    asked = request.method == "POST" and KEYS.holds(request.identity, "issue_token")
    form = TokenForm(request.POST if asked else None, initial={"expires_on": today() + HALF_A_YEAR})
    issued, text = None, ""
    if form.is_valid():
        with refusal_shown_on(form):
            issued, text = issue_token(**form.cleaned_data, by=request.identity, today=today())
            form = TokenForm(initial={"expires_on": today() + HALF_A_YEAR})
    rows = KEYS.within(
        request.identity, "view_tokens", Token.objects.select_related("identity__user", "identity__organisation")
    )
    context = {
        "rows": Paginator(rows, 20).get_page(request.GET.get("page")),
        "form": form,
        "issued": issued,
        "text": text,
        "scopes": SCOPES,
        "today": today(),
        "everybody": request.identity.role == "administrator",
        "tabs": tabs(request, "tokens"),
    }
    response = render(request, "interfaces/tokens.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
