"""Subscriptions of the acting identity, and the form for a new one; the signing secret is shown once."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Subscription
from ..permissions import KEYS
from ..rules.webhooks import KINDS
from ..workflows.subscribe_webhook import subscribe_webhook
from .tabs import tabs


class WebhookForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="例如：校内办公系统。")
    url = forms.CharField(label="接收地址", max_length=500, help_text="以https://开头，指向公网。")
    kinds = forms.MultipleChoiceField(
        label="事件种类",
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一种事件。"},
    )


@KEYS.page("view_webhooks")
def page(request: SignedInRequest) -> HttpResponse:
    asked = request.method == "POST" and KEYS.holds(request.identity, "subscribe_webhook")
    form = WebhookForm(request.POST if asked else None)
    made, secret = None, ""
    if form.is_valid():
        with refusal_shown_on(form):
            made, secret = subscribe_webhook(**form.cleaned_data, by=request.identity)
            form = WebhookForm()
    rows = Subscription.objects.select_related("identity__user", "identity__organisation")
    context = {
        "rows": Paginator(KEYS.within(request.identity, "view_webhooks", rows), 20).get_page(request.GET.get("page")),
        "form": form,
        "made": made,
        "secret": secret,
        "tabs": tabs(request, "webhooks"),
    }
    response = render(request, "interfaces/webhooks.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
