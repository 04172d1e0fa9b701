"""Stop a subscription, or let a stopped one run again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Subscription
from ..permissions import KEYS
from ..workflows.start_webhook import start_webhook
from ..workflows.stop_webhook import stop_webhook


@KEYS.page("stop_webhook")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    subscription = KEYS.fetch(request.identity, "stop_webhook", Subscription.objects.all(), pk=pk)
    try:
        if subscription.stopped_at is None:
            stop_webhook(subscription, because="由用户停用。", by=request.identity, now=now())
            messages.success(request, "已停用，不再推送。停用期间的事件不补发。")
        else:
            start_webhook(subscription, by=request.identity)
            messages.success(request, "已重新开启，从现在起的事件会推送。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("interfaces:webhook", pk=pk)
