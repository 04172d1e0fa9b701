"""Send one delivery again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Delivery, Subscription
from ..permissions import KEYS
from ..workflows.redeliver import redeliver


@KEYS.page("stop_webhook")
@require_POST
def page(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    subscription = KEYS.fetch(request.identity, "stop_webhook", Subscription.objects.all(), pk=pk)
    delivery = get_object_or_404(Delivery, subscription=subscription, pk=number)
    try:
        redeliver(delivery, by=request.identity, now=now())
        messages.success(request, "一分钟内重新推送，消息编号不变。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("interfaces:webhook", pk=pk)
