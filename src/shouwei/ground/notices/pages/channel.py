"""One channel: what it sends, whether it works, what became of the last sendings."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Channel, label_of
from ..permissions import KEYS
from .tabs import tabs


@KEYS.page("view_channels")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Channel.objects.select_related("organisation", "made_by__user", "made_by__organisation")
    channel = KEYS.fetch(request.identity, "view_channels", rows, pk=pk)
    context = {
        "channel": channel,
        "kinds": [label_of(kind) for kind in channel.kinds],
        "rows": Paginator(channel.dispatches.select_related("user"), 30).get_page(request.GET.get("page")),
        "may_change": KEYS.opens(request.identity, "change_channel", channel),
        "may_send_again": KEYS.holds(request.identity, "send_again"),
        "tabs": tabs(request, "channels"),
    }
    return render(request, "notices/channel.html", context)
