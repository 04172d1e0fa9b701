"""One subscription with its log of deliveries."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Subscription
from ..permissions import KEYS
from ..rules.webhooks import KINDS
from .tabs import tabs


@KEYS.page("view_webhooks")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Subscription.objects.select_related("identity__user", "identity__organisation")
    subscription = KEYS.fetch(request.identity, "view_webhooks", rows, pk=pk)
    context = {
        "subscription": subscription,
        "kinds": [KINDS.get(kind, kind) for kind in subscription.kinds],
        "rows": Paginator(subscription.deliveries.all(), 30).get_page(request.GET.get("page")),
        "may_stop": KEYS.opens(request.identity, "stop_webhook", subscription),
        "tabs": tabs(request, "webhooks"),
    }
    return render(request, "interfaces/webhook.html", context)
