"""Calendar addresses of the acting identity, each with a QR code for the phone."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Feed
from ..permissions import KEYS
from ..workflows.open_feed import open_feed
from .tabs import tabs


class FeedForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="写明用在哪里，例如“我的手机”，以后好单独撤销。")


@KEYS.page("view_feeds")
def page(request: SignedInRequest) -> HttpResponse:
    form = FeedForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            open_feed(name=form.cleaned_data["name"], by=request.identity)
            messages.success(request, "已生成日历地址。扫码或复制链接，添加到手机或电脑的日历。")
            return redirect("interfaces:feeds")
    mine = KEYS.within(request.identity, "view_feeds", Feed.objects.filter(revoked_at=None))
    rows = [{"feed": feed, "url": address_of(feed)} for feed in mine[:20]]
    context = {"rows": rows, "form": form, "tabs": tabs(request, "feeds")}
    response = render(request, "interfaces/feeds.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def address_of(feed: Feed) -> str:
    assert feed.secret is not None  # made with the feed
    return f"{settings.SITE_URL}{reverse('interfaces:feed', args=[feed.secret.open()])}"
