"""Revoke one calendar address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..models import Feed
from ..permissions import KEYS
from ..workflows.revoke_feed import revoke_feed


@KEYS.page("view_feeds")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    feed = KEYS.fetch(request.identity, "view_feeds", Feed.objects.all(), pk=pk)
    revoke_feed(feed, by=request.identity, now=now())
    messages.success(request, f"已撤销“{feed.name}”，这个地址不再更新。")
    return redirect("interfaces:feeds")
